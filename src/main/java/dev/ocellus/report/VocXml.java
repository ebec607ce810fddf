package dev.ocellus.report;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.util.List;

/** The text of a label file in Pascal VOC's form: whole pixels counted from 1, the last one included. */
final class VocXml {
    private VocXml() {}

    /** The labels of a picture of the given size, in which all boxes lie. */
    static String of(String fileName, Size size, List<TruthBox> boxes) throws IOException {
        IndentedXml xml = new IndentedXml();
        xml.start("annotation");
        xml.leaf("filename", fileName);
        xml.start("size");
        xml.leaf("width", String.valueOf(size.width()));
        xml.leaf("height", String.valueOf(size.height()));
        xml.leaf("depth", "3");
        xml.end();
        for (TruthBox object : boxes) {
            Box box = object.box();
            xml.start("object");
            xml.leaf("name", object.label());
            xml.leaf("difficult", object.difficult() ? "1" : "0");
            xml.start("bndbox");
            xml.leaf("xmin", String.valueOf(first(box.left(), size.width())));
            xml.leaf("ymin", String.valueOf(first(box.top(), size.height())));
            xml.leaf("xmax", String.valueOf(last(box.left(), box.right(), size.width())));
            xml.leaf("ymax", String.valueOf(last(box.top(), box.bottom(), size.height())));
            xml.end();
            xml.end();
        }
        xml.end();
        return xml.text();
    }

    private static long first(double edge, int length) {
        return Math.min(length, Math.round(edge) + 1);
    }

    private static long last(double firstEdge, double lastEdge, int length) {
        return Math.max(first(firstEdge, length), Math.round(lastEdge));
    }
}
