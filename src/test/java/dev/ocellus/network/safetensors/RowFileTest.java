package dev.ocellus.network.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    private static final int ROWS = 23;
    private static final int WIDTH = 3;
    private static final int BLOCK = 4;
    private static final Map<String, String> FACTS = Map.of("of", "numbers");

    @TempDir
    Path folder;

    private Path file;
    private Path part;

    @BeforeEach
    void names() {
        file = folder.resolve("deep/numbers.safetensors");
        part = folder.resolve("deep/numbers.safetensors.part");
    }

    private static float[] row(int number) {
        return new float[] {number, -number / 2f, 1e9f + number};
    }

    private RowWriter writer(Map<String, String> facts) throws IOException {
        return new RowWriter(file, ROWS, WIDTH, BLOCK, facts);
    }

    /** Writes up to a row, in blocks. */
    private static void write(RowWriter writer, int end) throws IOException {
        while (writer.written() < end) {
            List<float[]> block = new ArrayList<>();
            for (int i = writer.written(); i < Math.min(end, writer.written() + BLOCK); i++) {
                block.add(row(i));
            }
            writer.write(block);
        }
    }

    private void finish() throws IOException {
        try (RowWriter writer = writer(FACTS)) {
            write(writer, ROWS);
            writer.finish();
        }
    }

    private void assertWhole() throws IOException {
        try (RowFile read = RowFile.open(file)) {
            assertEquals(FACTS, read.metadata());
            assertEquals(List.of(ROWS, WIDTH), List.of(read.rows(), read.width()));
            for (int i = ROWS - 1; i >= 0; i--) {
                assertArrayEquals(row(i), read.read(i));
            }
        }
        assertFalse(Files.exists(part));
    }

    @Test
    void rowsAreReadInAnyOrder() throws IOException {
        finish();
        assertWhole();
    }

    @Test
    void aReaderThatIsInterruptedClosesTheFileForNobody() throws IOException {
        finish();
        try (RowFile read = RowFile.open(file)) {
            Thread.currentThread().interrupt();
            assertArrayEquals(row(3), read.read(3));
            assertTrue(Thread.interrupted());
            assertArrayEquals(row(4), read.read(4));
        }
    }

    @Test
    void anyReaderOfTheFormatTakesTheFile() throws IOException {
        finish();
        Safetensors read = Safetensors.read(file);
        assertEquals(FACTS, read.metadata());
        assertArrayEquals(new int[] {ROWS, WIDTH}, read.tensors().get("rows").shape());
        assertEquals(-3.5f, read.tensors().get("rows").data()[7 * WIDTH + 1]);
    }

    @Test
    void theFileIsThereOnlyOnceItIsWhole() throws IOException {
        try (RowWriter writer = writer(FACTS)) {
            write(writer, ROWS - 1);
            assertThrows(IllegalStateException.class, writer::finish);
        }
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(part));
    }

    /** Cut at any byte, a part is gone on from and every row is right in the end; all blocks but the last are kept. */
    @Test
    void aPartCutAnywhereIsGoneOnFrom() {
        Property.check(40, random -> {
            int done = random.nextInt(ROWS + 1);
            try (RowWriter writer = writer(FACTS)) {
                write(writer, done);
            }
            long size = Files.size(part);
            long cut = random.nextBoolean() ? size : (long) (random.nextDouble() * (size + 1));
            try (RandomAccessFile open = new RandomAccessFile(part.toFile(), "rw")) {
                open.setLength(cut);
            }
            try (RowWriter writer = writer(FACTS)) {
                if (cut == size) {
                    assertEquals(Math.max(0, done / BLOCK - 1) * BLOCK, writer.written());
                }
                write(writer, ROWS);
                writer.finish();
            }
            assertWhole();
        });
    }

    @Test
    void aPartOfSomethingElseIsBegunAnew() throws IOException {
        try (RowWriter writer = writer(Map.of("of", "letters"))) {
            write(writer, 12);
        }
        try (RowWriter writer = writer(FACTS)) {
            assertEquals(0, writer.written());
            write(writer, ROWS);
            writer.finish();
        }
        assertWhole();
    }

    @Test
    void twoWritersAtOnceAreRefused() throws IOException {
        try (RowWriter writer = writer(FACTS)) {
            write(writer, 5);
            String message =
                    assertThrows(IOException.class, () -> writer(FACTS)).getMessage();
            assertTrue(message.endsWith("numbers.safetensors.part is being written by another run"), message);
            write(writer, ROWS);
            writer.finish();
        }
        assertWhole();
    }

    @Test
    void whatIsCutOffOrSomethingElseIsRefused() throws IOException {
        finish();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused("cut off");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("too long");
        Safetensors.write(file, Map.of("other", Tensor.zeros(2, 2)), FACTS);
        assertRefused("holds no matrix");
        Files.writeString(file, "not a matrix at all");
        assertRefused("no safetensors file");
    }

    private void assertRefused(String words) {
        String message =
                assertThrows(IOException.class, () -> RowFile.open(file)).getMessage();
        assertTrue(message.contains("numbers.safetensors") && message.contains(words), message);
    }
}
