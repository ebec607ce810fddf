package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.TruthBox;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of labels in the making, with pictures that are empty files, and questions about what was read of it. */
final class SetFolder {
    private final Path folder;

    SetFolder(Path folder) {
        this.folder = folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    SetFolder file(String name, String content) throws IOException {
        return file(name, content, StandardCharsets.UTF_8);
    }

    SetFolder file(String name, String content, Charset charset) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.write(path(name), content.getBytes(charset));
        return this;
    }

    SetFolder pictures(String... names) throws IOException {
        for (String name : names) {
            file(name, "");
        }
        return this;
    }

    Dataset read(DatasetReader reader) throws IOException {
        return reader.read(folder);
    }

    /** What is marked in one picture, by its id. */
    static List<TruthBox> boxes(Dataset dataset, String id) {
        return dataset.pictures().stream()
                .filter(picture -> picture.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + dataset.pictures() + dataset.findings()))
                .truth()
                .boxes();
    }

    static List<String> ids(Dataset dataset) {
        return dataset.pictures().stream().map(LabelledPicture::id).toList();
    }

    /** Asserts that there is exactly one finding, and what it says. */
    static void assertFinding(Dataset dataset, Path file, int line, Finding.Loss loss, String part) {
        assertEquals(1, dataset.findings().size(), dataset.findings()::toString);
        Finding finding = dataset.findings().get(0);
        assertTrue(finding.toString().contains(part), finding::toString);
        assertEquals(file, finding.file());
        assertEquals(line, finding.line(), finding::toString);
        assertEquals(loss, finding.loss(), finding::toString);
    }
}
