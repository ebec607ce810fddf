package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Labels in Pascal VOC's form, {@code NAME.xml} for each searched picture: whole pixels counted from 1, the last one included. Boxes are cut at the
 * picture's edge.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">The VOC 2012 development kit, section 4.1</a>
 */
public final class VocWriter implements ResultWriter {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final Path folder;
    private final OutputNames names;

    public VocWriter(Path folder, OutputNames names) {
        this.folder = folder;
        this.names = names;
    }

    @Override
    public void write(PictureResult result) throws IOException {
        if (result.size().isPresent()) {
            PendingFile.write(
                    folder.resolve(names.of(result.name()) + ".xml"),
                    xml(result, result.size().get()));
        }
    }

    private static String xml(PictureResult result, Size size) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            start(xml, 0, "annotation");
            leaf(xml, 1, "filename", result.name().substring(result.name().lastIndexOf('/') + 1));
            start(xml, 1, "size");
            leaf(xml, 2, "width", String.valueOf(size.width()));
            leaf(xml, 2, "height", String.valueOf(size.height()));
            leaf(xml, 2, "depth", "3");
            end(xml, 1);
            for (Detection detection : result.detections()) {
                Box box = detection.box().clip(size);
                if (box.area() > 0) {
                    object(xml, detection.label(), box, size);
                }
            }
            end(xml, 0);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return text.toString();
    }

    private static void object(XMLStreamWriter xml, String label, Box box, Size size) throws XMLStreamException {
        start(xml, 1, "object");
        leaf(xml, 2, "name", label);
        leaf(xml, 2, "difficult", "0");
        start(xml, 2, "bndbox");
        leaf(xml, 3, "xmin", String.valueOf(first(box.left(), size.width())));
        leaf(xml, 3, "ymin", String.valueOf(first(box.top(), size.height())));
        leaf(xml, 3, "xmax", String.valueOf(last(box.left(), box.right(), size.width())));
        leaf(xml, 3, "ymax", String.valueOf(last(box.top(), box.bottom(), size.height())));
        end(xml, 2);
        end(xml, 1);
    }

    private static long first(double edge, int length) {
        return Math.min(length, Math.round(edge) + 1);
    }

    private static long last(double firstEdge, double lastEdge, int length) {
        return Math.max(first(firstEdge, length), Math.round(lastEdge));
    }

    private static void start(XMLStreamWriter xml, int depth, String name) throws XMLStreamException {
        xml.writeCharacters("  ".repeat(depth));
        xml.writeStartElement(name);
        xml.writeCharacters("\n");
    }

    private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("  ".repeat(depth));
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void leaf(XMLStreamWriter xml, int depth, String name, String value) throws XMLStreamException {
        xml.writeCharacters("  ".repeat(depth));
        xml.writeStartElement(name);
        // XML has no way to write control characters, which file names may hold
        xml.writeCharacters(value.replaceAll("\\p{Cntrl}", "\uFFFD"));
        end(xml, 0);
    }

    @Override
    public void finish(Summary summary) {}

    @Override
    public void close() {}
}
