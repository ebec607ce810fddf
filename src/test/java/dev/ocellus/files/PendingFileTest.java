package dev.ocellus.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.txt");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileTakesThePlaceOfTheOldOneAndNothingElseIsLeft() throws IOException {
        Files.writeString(file, "old and longer");
        PendingFile.write(file, "n\u00e4w");
        assertEquals("n\u00e4w", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        Path deep = folder.resolve("b/c/d.bin");
        PendingFile.write(deep, new byte[] {1, 2});
        assertEquals(2, Files.size(deep));
    }

    @Test
    void aWritingThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Files.writeString(file, "old");
        IOException full = assertThrows(
                IOException.class,
                () -> PendingFile.write(file, part -> {
                    Files.writeString(part, "half");
                    assertEquals("old", Files.readString(file), "still there while the new one is written");
                    throw new IOException("no space left");
                }));
        assertEquals(file + ": no space left", full.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAndNothingElse() throws IOException {
        Files.writeString(folder.resolve(".0b1c6f6e-9d7c-4a3e-8f52-6a1f0c9d2e77.part"), "half");
        for (String users : List.of("a.part", ".part", ".notes.part", "0b1c6f6e-9d7c-4a3e-8f52-6a1f0c9d2e77.part")) {
            Files.writeString(folder.resolve(users), "kept");
        }
        PendingFile.removeLeftovers(folder);
        assertEquals(List.of(".notes.part", ".part", "0b1c6f6e-9d7c-4a3e-8f52-6a1f0c9d2e77.part", "a.part"), names());
    }

    @Test
    void twoWritersOfOneFileDoNotMeet() throws IOException {
        PendingFile.write(file, part -> {
            Files.writeString(part, "first");
            PendingFile.write(file, "second");
            assertEquals("second", Files.readString(file));
        });
        assertEquals("first", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aGrowingFileHasItsNameOnlyWhenItIsFinished() throws IOException {
        Files.writeString(file, "old");
        try (PendingFile cutShort = new PendingFile(file)) {
            cutShort.out().write(new byte[] {1, 2, 3});
        }
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt", "a.txt.part"), names());
        try (PendingFile whole = new PendingFile(file)) {
            whole.out().write('x');
            whole.finish();
        }
        assertEquals("x", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }
}
