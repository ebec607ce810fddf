package dev.ocellus.dataset;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads single VOC label files with a streaming parser that knows line numbers. Document type declarations are refused, so no entity is ever
 * expanded and nothing outside the file is opened.
 */
final class VocParser {
    /** Farther outside the picture than this, in pixels, a box is worth a finding; below, it was merely counted from another corner. */
    private static final double TOLERATED_OVERHANG = 1;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}(\\.\\d*)?([eE][+-]?\\d)?");
    private static final List<String> CORNER_NAMES = List.of("xmin", "ymin", "xmax", "ymax");

    private final Corners corners;
    private final List<Finding> findings;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    /**
     * What one label file says.
     *
     * @param fileName the picture that it names; empty where it names none
     * @param boxes the usable boxes
     */
    record Annotation(String fileName, List<TruthBox> boxes) {}

    /** One object as written, before it is judged. */
    private record Labelled(int line, String name, boolean difficult, Map<String, Text> box) {}

    /** The text of an element and its line. */
    private record Text(int line, String text) {}

    /** A fault with its place; what is lost is decided by whoever catches it. */
    private static final class FaultException extends Exception {
        private final int line;
        private final String toDo;

        FaultException(int line, String what, String toDo) {
            super(what);
            this.line = line;
            this.toDo = toDo;
        }
    }

    VocParser(Corners corners, List<Finding> findings) {
        this.corners = corners;
        this.findings = findings;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** What the file says, or null where it is no usable label file; faults become findings. */
    Annotation parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return annotation(file, xml);
            } finally {
                xml.close();
            }
        } catch (FaultException fault) {
            findings.add(new Finding(file, fault.line, fault.getMessage() + ", file left out", fault.toDo));
        } catch (XMLStreamException fault) {
            int line = fault.getLocation() == null
                    ? 1
                    : Math.max(1, fault.getLocation().getLineNumber());
            String reason =
                    fault.getMessage().lines().reduce((first, last) -> last).orElse("");
            findings.add(
                    new Finding(file, line, "not readable as XML (" + reason + "), file left out", "correct the XML"));
        }
        return null;
    }

    private Annotation annotation(Path file, XMLStreamReader xml) throws XMLStreamException, FaultException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new FaultException(
                        line(xml), "a document type declaration, which labels do not need", "remove <!DOCTYPE ...>");
            }
        }
        if (!xml.getLocalName().equals("annotation")) {
            throw new FaultException(
                    line(xml),
                    "starts with <" + xml.getLocalName() + ">, not <annotation>",
                    "is it a VOC label file? Move other XML elsewhere");
        }
        String fileName = "";
        Map<String, Text> size = Map.of();
        List<Labelled> objects = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "filename" -> fileName = text(xml).text();
                case "size" -> size = children(xml);
                case "object" -> objects.add(object(file, xml));
                default -> skip(xml);
            }
        }
        return new Annotation(fileName, judge(file, pictureSize(file, size), objects));
    }

    private Labelled object(Path file, XMLStreamReader xml) throws XMLStreamException {
        int line = line(xml);
        String name = "";
        boolean difficult = false;
        Map<String, Text> box = null;
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "name" -> name = text(xml).text();
                case "difficult" -> difficult = flag(file, text(xml));
                case "bndbox" -> box = children(xml);
                // parts of the object have names and boxes of their own
                default -> skip(xml);
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
                        file, difficult.line(), "difficult is '" + difficult.text() + "', taken as 0", "write 0 or 1"));
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
                        size.get("width").line(), "a picture size of " + width + "x" + height, "write the true size");
            }
            return new Size(width, height);
        } catch (FaultException fault) {
            findings.add(new Finding(
                    file, fault.line, fault.getMessage() + ", boxes not checked against the picture", fault.toDo));
            return null;
        }
    }

    private List<TruthBox> judge(Path file, Size size, List<Labelled> objects) {
        Set<TruthBox> seen = new HashSet<>();
        List<TruthBox> boxes = new ArrayList<>();
        for (Labelled object : objects) {
            try {
                TruthBox box = new TruthBox(box(file, size, object), object.name(), object.difficult());
                if (!seen.add(box)) {
                    throw new FaultException(object.line(), "the same box twice", "remove one of them");
                }
                boxes.add(box);
            } catch (FaultException fault) {
                findings.add(new Finding(file, fault.line, fault.getMessage() + ", box left out", fault.toDo));
            }
        }
        return boxes;
    }

    private Box box(Path file, Size size, Labelled object) throws FaultException {
        if (object.name().isEmpty()) {
            throw new FaultException(object.line(), "an object without a name", "add <name>");
        }
        if (object.box() == null) {
            throw new FaultException(object.line(), "an object without <bndbox>", "add the box or remove the object");
        }
        double[] at = new double[4];
        for (int i = 0; i < 4; i++) {
            at[i] = number(object.box(), CORNER_NAMES.get(i), object.line());
        }
        int line = object.box().get("xmin").line();
        if (!corners.span(at[0], at[1], at[2], at[3])) {
            throw new FaultException(
                    line,
                    "a box without area (xmin %s, ymin %s, xmax %s, ymax %s)".formatted(at[0], at[1], at[2], at[3]),
                    "xmax and ymax must be larger than xmin and ymin");
        }
        Box box = corners.toBox(at[0], at[1], at[2], at[3]);
        return size == null ? box : inside(file, line, size, box);
    }

    private Box inside(Path file, int line, Size size, Box box) throws FaultException {
        Box clipped = box.clip(size);
        if (clipped.area() == 0) {
            throw new FaultException(
                    line, "a box outside its picture of " + size, "correct the box or the size of the picture");
        }
        double overhang = Math.max(
                Math.max(clipped.left() - box.left(), clipped.top() - box.top()),
                Math.max(box.right() - clipped.right(), box.bottom() - clipped.bottom()));
        if (overhang > TOLERATED_OVERHANG) {
            findings.add(new Finding(
                    file,
                    line,
                    "a box reaching %s pixels beyond its picture of %s, cut off there".formatted(overhang, size),
                    "correct the box or the size of the picture"));
        }
        return clipped;
    }

    private static double number(Map<String, Text> in, String name, int parentLine) throws FaultException {
        Text text = in.get(name);
        if (text == null) {
            throw new FaultException(parentLine, "no <" + name + ">", "add it");
        }
        if (!NUMBER.matcher(text.text()).matches()) {
            throw new FaultException(
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
        int line = line(xml);
        return new Text(line, xml.getElementText().strip());
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private static int line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }
}
