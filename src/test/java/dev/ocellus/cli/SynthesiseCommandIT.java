package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.VocReader;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesiseCommandIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A red object that is learnt from, a blue one that is held back, and two grounds. */
    @BeforeEach
    void makeSet() throws IOException {
        for (String part : new String[] {"train", "val"}) {
            Image picture = Image.filled(new Size(80, 60), 30, 90, 30)
                    .withPatch(Image.filled(new Size(30, 20), 200, 0, part.equals("train") ? 0 : 250), 20, 20);
            Path file = folder.resolve("set/images/" + part + "/a.png");
            Files.createDirectories(file.getParent());
            ImageWriter.writePng(picture, file);
            Path labels = folder.resolve("set/labels/" + part + "/a.txt");
            Files.createDirectories(labels.getParent());
            Files.writeString(labels, (part.equals("train") ? "0" : "1") + " 0.4375 0.5 0.375 0.33333\n");
        }
        Files.writeString(
                folder.resolve("set/data.yaml"), "train: images/train\nval: images/val\nnames: [red, blue]\n");
        Files.createDirectories(folder.resolve("grounds"));
        ImageWriter.writePng(Image.filled(new Size(120, 90), 120, 120, 120), folder.resolve("grounds/grey.png"));
        ImageWriter.writePng(Image.filled(new Size(90, 120), 220, 220, 220), folder.resolve("grounds/light.png"));
    }

    private int run(String name, String... more) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                Stream.concat(
                                Stream.of(
                                        "synthesise",
                                        folder.resolve("set").toString(),
                                        "--backgrounds",
                                        folder.resolve("grounds").toString(),
                                        "--count",
                                        "6",
                                        "--out",
                                        folder.resolve(name).toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void aSetIsMadeOfWhatIsLearntFromAndReadsBack() throws IOException {
        assertEquals(Ocellus.DONE, run("made", "--to", "voc"), err::toString);

        Dataset made = new VocReader(Corners.PIXELS_FROM_ONE).read(folder.resolve("made"));
        assertEquals(6, made.pictures().size());
        assertEquals(List.of(), made.findings());
        Set<String> labels = new TreeSet<>();
        made.pictures().forEach(picture -> picture.truth().boxes().forEach(box -> labels.add(box.label())));
        assertEquals(Set.of("red"), labels, "what is held back stays out");
        assertEquals(Set.of(Part.TRAIN), Set.copyOf(made.parts().values()));
        assertTrue(Files.size(folder.resolve("made-sheet.png")) > 0);
    }

    @Test
    void theSameCommandMakesTheSameBytesAlsoWhereAPartIsThere() throws IOException {
        assertEquals(Ocellus.DONE, run("one"));
        assertEquals(Ocellus.DONE, run("two"));
        Path picture = Path.of("images", "made-000005.jpg");
        byte[] first = Files.readAllBytes(folder.resolve("one").resolve(picture));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("two").resolve(picture)));

        Files.delete(folder.resolve("two").resolve(picture));
        assertEquals(Ocellus.DONE, run("two"), err::toString);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("two").resolve(picture)));
        assertEquals(Ocellus.WRONG_USAGE, run("two", "--seed", "2"), "another set would be mixed into it");
    }

    @Test
    void theFoldersThatAreReadAreNotWrittenTo() {
        assertEquals(Ocellus.WRONG_USAGE, run("set/made"));
        assertEquals(Ocellus.WRONG_USAGE, run("grounds/made"));
    }
}
