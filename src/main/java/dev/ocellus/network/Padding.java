package dev.ocellus.network;

import dev.ocellus.settings.Text;
import java.util.Arrays;

/**
 * What is laid around a map before a window slides over it: zeros for convolutions, nothing at all for pools (padding never wins a maximum and never
 * counts in a mean).
 *
 * @param same whether the padding follows from the map, so that the output has ⌈n / stride⌉ rows and columns; what cannot be shared evenly goes to
 *     the bottom and right. The four numbers are 0 then
 */
@Text("same, valid, a number for all four sides, or top/left/bottom/right such as 0/0/1/1")
public record Padding(boolean same, int top, int left, int bottom, int right) {
    /** Nothing: only whole windows count. */
    public static final Padding VALID = Padding.of(0);

    /** As much as it takes to keep the size at stride 1. */
    public static final Padding SAME = new Padding(true, 0, 0, 0, 0);

    public Padding {
        if (top < 0 || left < 0 || bottom < 0 || right < 0) {
            throw new ShapeException("padding must be at least 0 on each side");
        }
        if (same && top + left + bottom + right > 0) {
            throw new ShapeException("padding is either 'same' or given in numbers");
        }
    }

    /** Equal on all four sides. */
    public static Padding of(int each) {
        return new Padding(false, each, each, each, each);
    }

    /** @throws IllegalArgumentException where the text is something else */
    public static Padding parse(String text) {
        return switch (text) {
            case "same" -> SAME;
            case "valid" -> VALID;
            default -> {
                int[] sides = Arrays.stream(text.split("/", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                if (sides.length != 1 && sides.length != 4) {
                    throw new IllegalArgumentException("neither one number nor four: " + text);
                }
                yield sides.length == 1 ? of(sides[0]) : new Padding(false, sides[0], sides[1], sides[2], sides[3]);
            }
        };
    }

    @Override
    public String toString() {
        if (same) {
            return "same";
        }
        boolean even = top == left && top == bottom && top == right;
        if (even) {
            return top == 0 ? "valid" : Integer.toString(top);
        }
        return top + "/" + left + "/" + bottom + "/" + right;
    }
}
