package dev.ocellus.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An XML text in the making, an element a line. */
final class IndentedXml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private final Deque<String> open = new ArrayDeque<>();

    IndentedXml() throws IOException {
        try {
            xml = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Opens an element that holds others; attributes are names and values in turn. */
    void start(String name, String... attributes) throws IOException {
        try {
            element(name, attributes);
            xml.writeCharacters("\n");
            open.push(name);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Closes the innermost open element. */
    void end() throws IOException {
        try {
            open.pop();
            xml.writeCharacters("  ".repeat(open.size()));
            xml.writeEndElement();
            xml.writeCharacters("\n");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Writes an element that holds a text. */
    void leaf(String name, String value, String... attributes) throws IOException {
        try {
            element(name, attributes);
            xml.writeCharacters(printable(value));
            xml.writeEndElement();
            xml.writeCharacters("\n");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void element(String name, String... attributes) throws XMLStreamException {
        xml.writeCharacters("  ".repeat(open.size()));
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], printable(attributes[i + 1]));
        }
    }

    /** XML has no way to write control characters, which names of files may hold. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /** What was written. */
    String text() {
        return text.toString();
    }
}
