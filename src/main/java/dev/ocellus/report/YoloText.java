package dev.ocellus.report;

import dev.ocellus.dataset.Part;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of YOLO's files of labels. */
final class YoloText {
    private YoloText() {}

    /** A line {@code class x y width height} for each box, centre and size as fractions of the picture, to a millionth. */
    static String labels(Size size, List<TruthBox> boxes, List<String> classes) {
        StringBuilder lines = new StringBuilder();
        for (TruthBox object : boxes) {
            Box box = object.box();
            lines.append("%d %s %s %s %s\n"
                    .formatted(
                            classes.indexOf(object.label()),
                            fraction(box.centre().x(), size.width()),
                            fraction(box.centre().y(), size.height()),
                            fraction(box.width(), size.width()),
                            fraction(box.height(), size.height())));
        }
        return lines.toString();
    }

    static String fraction(double pixels, int whole) {
        return JsonLines.rounded(pixels / whole, 6).toPlainString();
    }

    /** The names of the classes, one a line. */
    static String classes(List<String> classes) {
        return classes.stream().map(name -> printable(name) + "\n").collect(Collectors.joining());
    }

    /** The map of class numbers to names, as {@code data.yaml} ends with it. */
    static String names(List<String> classes) {
        return "names:\n"
                + IntStream.range(0, classes.size())
                        .mapToObj(i -> "  %d: '%s'\n"
                                .formatted(i, printable(classes.get(i)).replace("'", "''")))
                        .collect(Collectors.joining());
    }

    /** A name on one line. */
    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /** What YOLO, COCO and VOC call a part. */
    static String name(Part part) {
        return part == Part.DEVELOPMENT ? "val" : part.toString();
    }
}
