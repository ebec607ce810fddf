package dev.ocellus.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Label files in XML, read as a stream that knows line numbers. Document type declarations are refused, so no entity is ever expanded and nothing
 * outside the file is opened.
 */
final class LabelXml {
    private static final XMLInputFactory FACTORY = factory();

    private LabelXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Reads what stands below the root element, at whose start the reader is. */
    @FunctionalInterface
    interface Content<T> {
        T read(XMLStreamReader xml) throws XMLStreamException, FaultException;
    }

    /** What a file with the given root says, or null where it is no such file; then a finding says why. */
    static <T> T read(Path file, String root, String kind, List<Finding> findings, Content<T> content)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
            try {
                toRoot(xml);
                if (!xml.getLocalName().equals(root)) {
                    throw new FaultException(
                            Finding.Kind.UNREADABLE_LABELS,
                            line(xml),
                            "starts with <" + xml.getLocalName() + ">, not <" + root + ">",
                            "is it a " + kind + " label file? Move other XML elsewhere");
                }
                return content.read(xml);
            } finally {
                xml.close();
            }
        } catch (FaultException fault) {
            findings.add(fault.file(file));
        } catch (XMLStreamException fault) {
            int line = fault.getLocation() == null
                    ? 1
                    : Math.max(1, fault.getLocation().getLineNumber());
            String reason =
                    fault.getMessage().lines().reduce((first, last) -> last).orElse("");
            findings.add(new FaultException(
                            Finding.Kind.UNREADABLE_LABELS,
                            line,
                            "not readable as XML (" + reason + ")",
                            "correct the XML")
                    .file(file));
        }
        return null;
    }

    /** The name of a file's root element; empty where it is no XML that we read. */
    static String root(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
            try {
                toRoot(xml);
                return xml.getLocalName();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | FaultException e) {
            return "";
        }
    }

    private static void toRoot(XMLStreamReader xml) throws XMLStreamException, FaultException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new FaultException(
                        Finding.Kind.UNREADABLE_LABELS,
                        line(xml),
                        "a document type declaration, which labels do not need",
                        "remove <!DOCTYPE ...>");
            }
        }
    }

    /** Passes over the current element with all that it holds. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    static int line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }
}
