package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads single files in CVAT's form for images. */
final class CvatParser {
    /** The root element of a label file. */
    static final String ROOT = "annotations";

    private static final Set<String> OTHER_SHAPES =
            Set.of("polyline", "points", "ellipse", "cuboid", "skeleton", "mask");

    private final Path file;
    private final List<Finding> findings;
    private final Numerals numerals = new Numerals();

    /**
     * What one file says.
     *
     * @param labels the names of the classes
     * @param images the pictures, in order
     */
    record Annotations(List<String> labels, List<Image> images) {}

    /** A picture; its name is empty where it has none. */
    record Image(int line, String name, String subset, Optional<Size> stated, BoxSieve boxes) {}

    CvatParser(Path file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** What the file says, or null where it is no usable label file; faults become findings. */
    Annotations parse() throws IOException {
        Annotations read = LabelXml.read(file, ROOT, "CVAT", findings, this::annotations);
        numerals.tellCommas(file, findings);
        return read;
    }

    private Annotations annotations(XMLStreamReader xml) throws XMLStreamException {
        List<String> labels = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "meta" -> meta(xml, labels);
                case "image" -> images.add(image(xml));
                case "track" -> {
                    findings.add(new FaultException(
                                    Finding.Kind.OTHER_SHAPE,
                                    LabelXml.line(xml),
                                    "a track of a video",
                                    "export the task as 'CVAT for images 1.1'")
                            .box(file));
                    LabelXml.skip(xml);
                }
                default -> LabelXml.skip(xml);
            }
        }
        return new Annotations(labels, images);
    }

    /** Gathers the names of {@code label} elements, however deep they lie: in a task, a job or a project. */
    private static void meta(XMLStreamReader xml, List<String> labels) throws XMLStreamException {
        List<String> path = new ArrayList<>();
        do {
            if (xml.isStartElement()) {
                path.add(xml.getLocalName());
            } else if (xml.isEndElement()) {
                path.remove(path.size() - 1);
            } else if (xml.isCharacters()
                    && path.size() > 1
                    && path.get(path.size() - 1).equals("name")
                    && path.get(path.size() - 2).equals("label")
                    && !xml.isWhiteSpace()) {
                labels.add(xml.getText().strip());
            }
            if (!path.isEmpty()) {
                xml.next();
            }
        } while (!path.isEmpty());
    }

    private Image image(XMLStreamReader xml) throws XMLStreamException {
        int line = LabelXml.line(xml);
        String name = attribute(xml, "name");
        String subset = attribute(xml, "subset");
        Size size = size(xml);
        BoxSieve boxes = new BoxSieve(file, size, findings);
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            try {
                shape(xml, boxes);
            } catch (FaultException fault) {
                findings.add(fault.box(file));
            }
        }
        return new Image(line, name, subset, Optional.ofNullable(size), boxes);
    }

    private Size size(XMLStreamReader xml) {
        String width = attribute(xml, "width");
        String height = attribute(xml, "height");
        if (width.matches("0*[1-9]\\d{0,8}") && height.matches("0*[1-9]\\d{0,8}")) {
            return new Size(Integer.parseInt(width), Integer.parseInt(height));
        }
        findings.add(new Finding(
                Finding.Kind.STATED_SIZE_UNUSABLE,
                file,
                LabelXml.line(xml),
                Finding.Loss.NOTHING,
                "a picture size of '%s' x '%s', boxes not checked against the picture".formatted(width, height),
                "write the true size"));
        return null;
    }

    /** Takes the object at whose start the reader is, and moves to its end. */
    private void shape(XMLStreamReader xml, BoxSieve boxes) throws XMLStreamException, FaultException {
        int line = LabelXml.line(xml);
        String kind = xml.getLocalName();
        String label = attribute(xml, "label");
        FaultException fault = null;
        double[] edges = null;
        try {
            edges = switch (kind) {
                case "box" -> box(xml, line);
                case "polygon" -> around(attribute(xml, "points"), line);
                default -> null;
            };
        } catch (FaultException e) {
            fault = e;
        }
        boolean difficult = attributes(xml);
        if (fault != null) {
            throw fault;
        }
        if (edges != null) {
            boxes.add(line, edges[0], edges[1], edges[2], edges[3], label, difficult);
        } else if (OTHER_SHAPES.contains(kind)) {
            throw new FaultException(
                    Finding.Kind.OTHER_SHAPE,
                    line,
                    "a " + kind + " '" + label + "', of which only boxes are read",
                    "draw a box");
        }
    }

    private double[] box(XMLStreamReader xml, int line) throws FaultException {
        double[] edges = {
            numerals.of(attribute(xml, "xtl"), "xtl", line),
            numerals.of(attribute(xml, "ytl"), "ytl", line),
            numerals.of(attribute(xml, "xbr"), "xbr", line),
            numerals.of(attribute(xml, "ybr"), "ybr", line)
        };
        String rotation = attribute(xml, "rotation");
        double degrees = rotation.isEmpty() ? 0 : numerals.of(rotation, "rotation", line);
        if (degrees % 180 == 0) {
            return edges;
        }
        findings.add(new FaultException(
                        Finding.Kind.TURNED_BOX,
                        line,
                        "a box turned by " + rotation + " degrees",
                        "draw it upright if that is too wide")
                .finding(file, Finding.Loss.NOTHING, "read as the upright box around it"));
        double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
        double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
        double width = edges[2] - edges[0];
        double height = edges[3] - edges[1];
        double halfWidth = (width * cos + height * sin) / 2;
        double halfHeight = (width * sin + height * cos) / 2;
        double x = (edges[0] + edges[2]) / 2;
        double y = (edges[1] + edges[3]) / 2;
        return new double[] {x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight};
    }

    /** The box around an outline {@code x,y;x,y;…}. */
    private double[] around(String points, int line) throws FaultException {
        double[] edges = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (String point : points.split(";")) {
            String[] at = point.split(",");
            if (at.length != 2) {
                throw new FaultException(
                        Finding.Kind.NOT_A_NUMBER,
                        line,
                        "a polygon with the point '" + point + "'",
                        "write x,y;x,y;...");
            }
            for (int i = 0; i < 2; i++) {
                double value = numerals.of(at[i].strip(), "a coordinate", line);
                edges[i] = Math.min(edges[i], value);
                edges[i + 2] = Math.max(edges[i + 2], value);
            }
        }
        findings.add(new FaultException(Finding.Kind.OUTLINE, line, "a polygon", "nothing, if that box will do")
                .finding(file, Finding.Loss.NOTHING, "read as the box around it"));
        return edges;
    }

    /** Reads the attributes that people gave an object, and tells whether one says that it is difficult. */
    private static boolean attributes(XMLStreamReader xml) throws XMLStreamException {
        boolean difficult = false;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("attribute")
                        && attribute(xml, "name").toLowerCase(Locale.ROOT).equals("difficult")) {
                    difficult = Set.of("1", "true", "yes")
                            .contains(xml.getElementText().strip().toLowerCase(Locale.ROOT));
                } else {
                    depth++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return difficult;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
