package dev.ocellus.zoo;

import dev.ocellus.network.Shape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shapes as people write them: height x width x channels, {@code 32x32x3}, where {@link Shape} counts channels first. */
public final class ShapeText {
    private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");

    private ShapeText() {}

    /** @throws IllegalArgumentException saying what is wanted, where the text is something else */
    public static Shape parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "must be height x width x channels such as 32x32x3, got '%s'".formatted(text));
        }
        return new Shape(
                Integer.parseInt(written.group(3)),
                Integer.parseInt(written.group(1)),
                Integer.parseInt(written.group(2)));
    }

    /** The text that {@link #parse} takes. */
    public static String of(Shape shape) {
        return shape.height() + "x" + shape.width() + "x" + shape.channels();
    }
}
