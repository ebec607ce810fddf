package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads single VOC label files. */
final class VocParser {
    /** The root element of a label file. */
    static final String ROOT = "annotation";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}(\\.\\d*)?([eE][+-]?\\d)?");
    private static final List<String> CORNER_NAMES = List.of("xmin", "ymin", "xmax", "ymax");

    private final Corners corners;
    private final List<Finding> findings;
    private final CornerCount count;

    /**
     * What one label file says.
     *
     * @param fileName the picture that it names; empty where it names none
     * @param stated the size of the picture, where it gives one that can be
     * @param boxes the usable boxes
     */
    record Annotation(String fileName, Optional<Size> stated, BoxSieve boxes) {}

    /** One object as written, before it is judged. */
    private record Labelled(int line, String name, boolean difficult, Map<String, Text> box) {}

    /** The text of an element and its line. */
    private record Text(int line, String text) {}

    VocParser(Corners corners, List<Finding> findings) {
        this.corners = corners;
        this.findings = findings;
        this.count = new CornerCount(corners);
    }

    /** Tells, after the last file, whether the corners seem to be counted otherwise. */
    void tellCorners() {
        count.tell(findings);
    }

    /** What the file says, or null where it is no usable label file; faults become findings. */
    Annotation parse(Path file) throws IOException {
        return LabelXml.read(file, ROOT, "VOC", findings, xml -> annotation(file, xml));
    }

    private Annotation annotation(Path file, XMLStreamReader xml) throws XMLStreamException {
        String fileName = "";
        Map<String, Text> size = Map.of();
        List<Labelled> objects = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "filename" -> fileName = text(xml).text();
                case "size" -> size = children(xml);
                case "object" -> objects.add(object(file, xml));
                default -> LabelXml.skip(xml);
            }
        }
        Size stated = pictureSize(file, size);
        return new Annotation(fileName, Optional.ofNullable(stated), judge(file, stated, objects));
    }

    private Labelled object(Path file, XMLStreamReader xml) throws XMLStreamException {
        int line = LabelXml.line(xml);
        String name = "";
        boolean difficult = false;
        Map<String, Text> box = null;
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "name" -> name = text(xml).text();
                case "difficult" -> difficult = flag(file, text(xml));
                case "bndbox" -> box = children(xml);
                // parts of the object have names and boxes of their own
                default -> LabelXml.skip(xml);
            }
        }
        return new Labelled(line, name, difficult, box);
    }

    private boolean flag(Path file, Text difficult) {
        return switch (difficult.text()) {
            case "1", "true" -> true;
            case "0", "false", "", "Unspecified" -> false;
            default -> {
                findings.add(new Finding(
                        Finding.Kind.UNKNOWN_FLAG,
                        file,
                        difficult.line(),
                        Finding.Loss.NOTHING,
                        "difficult is '" + difficult.text() + "', taken as 0",
                        "write 0 or 1"));
                yield false;
            }
        };
    }

    private Size pictureSize(Path file, Map<String, Text> size) {
        if (size.isEmpty()) {
            return null;
        }
        try {
            int width = (int) number(size, "width", 0);
            int height = (int) number(size, "height", 0);
            if (width < 1 || height < 1) {
                throw new FaultException(
                        Finding.Kind.STATED_SIZE_UNUSABLE,
                        size.get("width").line(),
                        "a picture size of " + width + "x" + height,
                        "write the true size");
            }
            return new Size(width, height);
        } catch (FaultException fault) {
            findings.add(fault.finding(file, Finding.Loss.NOTHING, "boxes not checked against the picture"));
            return null;
        }
    }

    private BoxSieve judge(Path file, Size size, List<Labelled> objects) {
        BoxSieve sieve = new BoxSieve(file, size, findings);
        for (Labelled object : objects) {
            try {
                add(file, object, sieve);
            } catch (FaultException fault) {
                findings.add(fault.box(file));
            }
        }
        return sieve;
    }

    private void add(Path file, Labelled object, BoxSieve sieve) throws FaultException {
        if (object.name().isEmpty()) {
            throw new FaultException(
                    Finding.Kind.OBJECT_WITHOUT_NAME, object.line(), "an object without a name", "add <name>");
        }
        if (object.box() == null) {
            throw new FaultException(
                    Finding.Kind.OBJECT_WITHOUT_BOX,
                    object.line(),
                    "an object without <bndbox>",
                    "add the box or remove the object");
        }
        double[] at = new double[4];
        for (int i = 0; i < 4; i++) {
            at[i] = number(object.box(), CORNER_NAMES.get(i), object.line());
        }
        int line = object.box().get("xmin").line();
        count.add(at[0], at[1], file, line);
        sieve.add(
                line,
                corners.firstEdge(at[0]),
                corners.firstEdge(at[1]),
                at[2],
                at[3],
                object.name(),
                object.difficult());
    }

    private static double number(Map<String, Text> in, String name, int parentLine) throws FaultException {
        Text text = in.get(name);
        if (text == null) {
            throw new FaultException(Finding.Kind.OBJECT_WITHOUT_BOX, parentLine, "no <" + name + ">", "add it");
        }
        if (!NUMBER.matcher(text.text()).matches()) {
            throw new FaultException(
                    Finding.Kind.NOT_A_NUMBER,
                    text.line(),
                    "<" + name + "> is '" + text.text() + "', not a number",
                    "write digits with a point for fractions, as in 12.5");
        }
        return Double.parseDouble(text.text());
    }

    /** The texts of the children of the current element, which must not have children of their own. */
    private static Map<String, Text> children(XMLStreamReader xml) throws XMLStreamException {
        Map<String, Text> children = new HashMap<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            children.put(xml.getLocalName(), text(xml));
        }
        return children;
    }

    private static Text text(XMLStreamReader xml) throws XMLStreamException {
        int line = LabelXml.line(xml);
        return new Text(line, xml.getElementText().strip());
    }
}
