package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files as DL4J writes them, damaged ones, and such as a stranger might send. */
class ModelFileIT {
    private static final Shape INPUT = new Shape(3, 16, 16);

    /** What a stranger put into a file; says whether it was brought to life. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;
        private static boolean sprung;

        private void readObject(ObjectInputStream in) {
            sprung = true;
        }
    }

    @TempDir
    Path folder;

    private Path file;
    private Model stack;

    @BeforeEach
    void save() throws IOException {
        stack = ZooArchitecture.LENET.create(INPUT, 4, 1);
        file = folder.resolve("model.zip");
        ModelSerializer.writeModel(stack, file.toFile(), true);
    }

    @Test
    void aStackOfLayersComesBackAsItWas() throws IOException {
        assertSameOutputs(stack);
        assertEquals(Optional.of(INPUT), Dl4jModel.read(file).input(), "flat inputs tell their shape");
    }

    @Test
    void aGraphComesBackAsItWas() throws IOException {
        Model graph = ZooArchitecture.SQUEEZENET.create(new Shape(3, 32, 32), 4, 1);
        ModelSerializer.writeModel(graph, file.toFile(), false);
        assertSameOutputs(graph);
        assertEquals(Optional.empty(), Dl4jModel.read(file).input());
    }

    private void assertSameOutputs(Model saved) throws IOException {
        Tensor batch = Shaken.batch(2, saved == stack ? INPUT : new Shape(3, 32, 32), 3);
        try (Dl4jModel before = Dl4jModel.of(saved);
                Dl4jModel after = Dl4jModel.read(file)) {
            assertArrayEquals(
                    before.forward(batch).get(0).data(),
                    after.forward(batch).get(0).data());
        }
    }

    @Test
    void javaObjectsInTheFileStayUnread() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Trap());
        }
        put("preprocessor.bin", bytes.toByteArray());
        put("normalizer.bin", bytes.toByteArray());
        Dl4jModel.read(file).close();
        assertFalse(Trap.sprung);
    }

    @Test
    void classesThatAreNotOfDl4jAreRefused() throws IOException {
        String configuration = new String(get("configuration.json"), StandardCharsets.UTF_8);
        String dense = "org.deeplearning4j.nn.conf.layers.DenseLayer";
        assertTrue(configuration.contains(dense));
        put(
                "configuration.json",
                configuration.replace(dense, "com.example.Layer").getBytes(StandardCharsets.UTF_8));
        assertRefused("names the class 'com.example.Layer'");

        // the same name, spelled so that a search for it in the text finds nothing
        put(
                "configuration.json",
                configuration
                        .replace("@class", "\\u0040class")
                        .replace(dense, "com.example.Layer")
                        .getBytes(StandardCharsets.UTF_8));
        assertRefused("names the class 'com.example.Layer'");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] coefficients = get("coefficients.bin");
        put("coefficients.bin", java.util.Arrays.copyOf(coefficients, coefficients.length / 2));
        assertRefused("");
        put("configuration.json", "{\"confs\": [".getBytes(StandardCharsets.UTF_8));
        assertRefused("");
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Files.delete(zip.getPath("configuration.json"));
        }
        assertRefused("it holds no configuration.json");
        Files.writeString(file, "PK, but no zip");
        assertRefused("no zip file");
        Files.delete(file);
        assertRefused("");
    }

    private void assertRefused(String why) {
        IOException e = assertThrows(IOException.class, () -> Dl4jModel.read(file));
        assertTrue(e.getMessage().contains("model.zip") && e.getMessage().contains(why), e.getMessage());
    }

    private byte[] get(String entry) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            return Files.readAllBytes(zip.getPath(entry));
        }
    }

    private void put(String entry, byte[] content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Files.write(zip.getPath(entry), content);
        }
    }
}
