package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.Finding;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocellus doctor} and {@code ocellus split} on a folder of twenty labelled pictures. */
class DoctorCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path set;

    @BeforeEach
    void makeSet() throws IOException {
        set = Files.createDirectory(folder.resolve("set"));
        Files.writeString(set.resolve("data.yaml"), "names: [cat, dog]\n");
        for (int i = 0; i < 20; i++) {
            picture(i, i);
            Files.writeString(
                    set.resolve("p%02d.txt".formatted(i)), i % 4 == 0 ? "1 .5 .5 .2 .2\n" : "0 .5 .5 .3 .3\n");
        }
    }

    private void picture(int number, int seed) throws IOException {
        byte[] rgb = new byte[3 * 32 * 32];
        int[] tiles = new Random(seed).ints(3 * 16, 0, 256).toArray();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) tiles[3 * (i / 3 / 32 / 8 * 4 + i / 3 % 32 / 8) + i % 3];
        }
        ImageWriter.writePng(Image.owning(new Size(32, 32), rgb), set.resolve("p%02d.png".formatted(number)));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSetWithoutFaultGivesItsCountsAndZero() {
        assertEquals(Ocellus.DONE, run("doctor", set.toString(), "--strict"));
        assertTrue(said().contains("20 pictures (0 of them labelled as showing nothing), 20 boxes, 2 classes"), said());
        assertTrue(said().contains("Nothing odd was found."), said());
    }

    @Test
    void whatCostsNothingIsToldAndOnlyFailsWhereThatIsWished() throws IOException {
        picture(7, 3);
        assertEquals(Ocellus.DONE, run("doctor", set.toString()));
        assertTrue(said().contains("p07.png: is the same picture as p03.png"), said());
        assertEquals(Ocellus.FAILED, run("doctor", set.toString(), "--strict"));
        run("doctor", set.toString(), "--quiet");
        assertEquals("", said());
    }

    @Test
    void aLostBoxGivesOneAndStandsInTheTableAndInJson() throws IOException {
        Files.writeString(set.resolve("p05.txt"), "0 .5 .5 .3 .3\n0 ,5 .5 0 .3\n");
        Path table = folder.resolve("findings.csv");

        assertEquals(Ocellus.FAILED, run("doctor", set.toString(), "--csv", table.toString(), "--json"));

        List<String> lines = Files.readAllLines(table);
        assertEquals("kind,costs,file,line,what,to_do", lines.get(0));
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("box-without-area,box," + set.resolve("p05.txt") + ",2,")),
                lines::toString);
        assertTrue(said().startsWith("{\"findings\":["), said());
        assertTrue(said().contains("\"rejected_boxes\":1"), said());
        assertTrue(said().contains("\"kind\":\"decimal-comma\""), said());
    }

    @Test
    void wrongUsageIsTwoAndNothingIsWrittenAmongTheLabels() {
        assertEquals(Ocellus.WRONG_USAGE, run("doctor", folder.resolve("none").toString()));
        assertEquals(
                Ocellus.WRONG_USAGE,
                run("doctor", set.toString(), "--csv", set.resolve("x.csv").toString()));
        assertFalse(Files.exists(set.resolve("x.csv")));
        assertEquals(
                Ocellus.WRONG_USAGE, run("split", set.toString(), "--out", "x.csv", "--dev", "0.7", "--test", "0.7"));
    }

    @Test
    void aSplitIsWrittenDownAndKeptAndTheDoctorKnowsIt() throws IOException {
        Path table = folder.resolve("split.csv");
        assertEquals(
                Ocellus.DONE,
                run(
                        "split",
                        set.toString(),
                        "--out",
                        table.toString(),
                        "--out",
                        folder.resolve("lists").toString()));
        assertTrue(said().contains("pictures"), said());
        List<String> lines = Files.readAllLines(table);
        assertEquals("file,part,group", lines.get(0));
        assertEquals(21, lines.size());
        assertEquals(4, lines.stream().filter(line -> line.contains(",dev,")).count());
        assertEquals(4, Files.readAllLines(folder.resolve("lists/val.txt")).size());
        assertEquals(12, Files.readAllLines(folder.resolve("lists/train.txt")).size());

        // a twin of a picture held back comes into training
        String held = lines.stream()
                .filter(line -> line.contains(",dev,"))
                .findFirst()
                .orElseThrow();
        int seed = Integer.parseInt(held.substring(1, 3));
        picture(20, seed);
        Files.writeString(set.resolve("p20.txt"), "");
        Files.writeString(table, String.join("\n", lines) + "\np20.png,train,\n");
        assertEquals(Ocellus.DONE, run("doctor", set.toString(), "--split", table.toString()));
        assertTrue(
                said().contains("p20.png: is for train and is the same picture as p%02d.png, which is for dev"
                        .formatted(seed)),
                said());

        assertEquals(Ocellus.DONE, run("split", set.toString(), "--keep", table.toString(), "--out", table.toString()));
        assertTrue(Files.readAllLines(table).containsAll(lines), "all stay where they were");
    }

    @Test
    void thePageOfTheDoctorKnowsEveryKind() throws IOException {
        String page = Files.readString(Path.of("docs", "doctor.md"));
        assertEquals(
                "",
                Arrays.stream(Finding.Kind.values())
                        .filter(kind -> !page.contains("| `" + kind + "` |"))
                        .map(Finding.Kind::toString)
                        .collect(Collectors.joining(", ")));
    }
}
