package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.testing.DrawnClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search over real trainings, by the command line alone. */
class SearchCommandIT {
    private static final String SEARCH = """
            rounds: 2
            trials: 4
            keep: 2
            settings: {network: lenet-5, input: 32x32x3, epochs: 2, augment: none}
            space:
              rate: {log: {low: 1e-4, high: 30}}
              optimiser.adam.beta1: {one-minus-log: {low: 0.5, high: 0.99}}
              batch: {choice: {of: [8, 16]}}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeDataAndSearch() throws IOException {
        DrawnClasses.writeTo(folder.resolve("bars"), 20);
        Files.writeString(folder.resolve("search.yaml"), SEARCH);
    }

    @Test
    void aSearchRanksTrialsAndTheBestCommandGivesTheSameScore() throws IOException {
        assertEquals(0, search("search.yaml"), this::err);
        List<String> table = Files.readAllLines(folder.resolve("run/trials.csv"));
        assertEquals(
                "trial,score,loss,seconds,seed,network,input,epochs,augment,rate,optimiser.adam.beta1,batch,failed",
                table.get(0));
        assertEquals(9, table.size());
        Reading picture = new ImageReader().read(folder.resolve("run/trials.png"));
        assertTrue(picture instanceof Reading.Decoded decoded && decoded.image().height() > 1000, picture::toString);
        try (Stream<Path> left = Files.walk(folder.resolve("run"))) {
            assertFalse(left.anyMatch(file -> file.endsWith("checkpoint.safetensors")));
        }

        String[] command =
                out().lines().reduce((first, second) -> second).orElseThrow().split(" ");
        assertEquals(List.of("ocellus", "train-classifier"), List.of(command).subList(0, 2));
        String[] words = Stream.concat(Arrays.stream(command).skip(1), Stream.of("--threads", "1"))
                .toArray(String[]::new);
        assertEquals(0, run(words), this::err);
        String score = table.get(1).split(",")[1];
        String curve = Files.readString(folder.resolve("run/best/curve.csv"));
        assertTrue(curve.contains(score.substring(0, Math.min(6, score.length()))), score + " in " + curve);

        // once more: nothing is left to do
        out.reset();
        long before =
                Files.getLastModifiedTime(folder.resolve("run/ledger.yaml")).toMillis();
        assertEquals(0, search("search.yaml"), this::err);
        assertTrue(out().contains("going on after 8 of 8 trials"), out());
        assertEquals(
                before,
                Files.getLastModifiedTime(folder.resolve("run/ledger.yaml")).toMillis());
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsTrained() throws IOException {
        refused("rate: {log:", "rat: {log:", "unknown setting 'rat'; did you mean 'rate'?");
        refused("low: 1e-4", "low: 0", "wrong.yaml:6: space: rate: log: low must be above 0");
        refused("[8, 16]", "[8, some]", "batch some: must be a whole number");
        refused("high: 0.99", "high: 1", "high below 1");
        refused("lenet-5", "lenet-6", "did you mean 'lenet-5'");
        assertFalse(Files.exists(folder.resolve("run")));
    }

    private void refused(String old, String replacement, String words) throws IOException {
        err.reset();
        Files.writeString(folder.resolve("wrong.yaml"), SEARCH.replace(old, replacement));
        assertEquals(2, search("wrong.yaml"), this::err);
        assertTrue(err().contains(words), err());
    }

    private int search(String file) {
        return run(
                "search",
                folder.resolve(file).toString(),
                "--data",
                folder.resolve("bars").toString(),
                "--out",
                folder.resolve("run").toString(),
                "--parallel",
                "2");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(print(out), print(err), false);
        return Ocellus.run(terminal, arguments);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
