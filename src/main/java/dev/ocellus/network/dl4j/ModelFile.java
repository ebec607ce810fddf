package dev.ocellus.network.dl4j;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * Reads what DL4J's {@link ModelSerializer} wrote, and hands it no more than it needs: the configuration, in which every class that it names is one of
 * DL4J's own, and the coefficients. What else such a file may hold (Java objects that the serializer would bring to life, the updater's state) stays
 * unread.
 */
final class ModelFile {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** The field by which DL4J's configurations name classes. */
    private static final String CLASS = "@class";

    private static final List<String> TRUSTED = List.of("org.deeplearning4j.", "org.nd4j.");

    private ModelFile() {}

    /**
     * Reads a network.
     *
     * @throws IOException naming the file, where it is no model of DL4J, or one that is damaged or names foreign classes
     */
    static Model read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            boolean isGraph = check(file, zip);
            Path safe = Files.createTempFile("ocellus-dl4j", ".zip");
            try {
                copy(file, zip, safe);
                return restore(file, safe, isGraph);
            } finally {
                Files.delete(safe);
            }
        } catch (ZipException e) {
            throw new IOException("%s is no model of DL4J: no zip file (%s)".formatted(file, e.getMessage()), e);
        }
    }

    /** Whether it holds a graph and not a plain stack of layers. */
    private static boolean check(Path file, ZipFile zip) throws IOException {
        boolean isGraph = false;
        try (InputStream in = zip.getInputStream(entry(file, zip, CONFIGURATION));
                JsonParser json = new JsonFactory().createParser(in)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME) {
                    isGraph |= depth == 1 && json.getCurrentName().equals("vertices");
                    if (json.getCurrentName().equals(CLASS)) {
                        requireTrusted(file, json.nextTextValue());
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("%s: %s is damaged: %s".formatted(file, CONFIGURATION, e.getOriginalMessage()), e);
        }
        return isGraph;
    }

    private static Model restore(Path file, Path safe, boolean isGraph) throws IOException {
        try {
            return isGraph
                    ? ModelSerializer.restoreComputationGraph(safe.toFile(), false)
                    : ModelSerializer.restoreMultiLayerNetwork(safe.toFile(), false);
        } catch (IOException | RuntimeException e) {
            throw new IOException("DL4J cannot read the model %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void requireTrusted(Path file, String name) throws IOException {
        if (name == null || TRUSTED.stream().noneMatch(name::startsWith)) {
            throw new IOException(
                    "%s names the class '%s', which is none of DL4J's; networks with layers of one's own cannot be read"
                            .formatted(file, name));
        }
    }

    private static void copy(Path file, ZipFile zip, Path to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
                ZipOutputStream copy = new ZipOutputStream(out)) {
            copy.setLevel(0);
            for (String name : List.of(CONFIGURATION, COEFFICIENTS)) {
                copy.putNextEntry(new ZipEntry(name));
                try (InputStream in = zip.getInputStream(entry(file, zip, name))) {
                    in.transferTo(copy);
                }
                copy.closeEntry();
            }
        }
    }

    private static ZipEntry entry(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("%s is no model of DL4J: it holds no %s".formatted(file, name));
        }
        return entry;
    }
}
