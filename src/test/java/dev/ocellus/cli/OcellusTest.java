package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no picture: help and wrong usage. */
class OcellusTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpShowsExamplesAndEveryOption() {
        assertEquals(0, run("detect", "--help"));
        for (String part : List.of(
                "Examples:",
                "ocellus detect sample-images",
                "--pipeline=FILE",
                "--out=DIR",
                "--format=FORMAT",
                "--score=S",
                "--iou=I",
                "--threads=N",
                "--recursive",
                "--max-pixels=N",
                "--quiet",
                "--json",
                "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage.")) {
            assertTrue(out().contains(part), () -> part + " is not in\n" + out());
        }
        assertEquals("", err());
        assertEquals(0, run("--help"));
        assertEquals(0, run("--version"));
        assertTrue(out().contains("ocellus "), out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "none                              | Which command?",
                "detekt x                          | Did you mean: ocellus detect or",
                "detect                            | INPUT",
                "detect . --treads 2               | Unknown option: '--treads'",
                "detect . --threads 0              | --threads must be at least 1, got 0",
                "detect . --threads two            | 'two' is not an int",
                "detect . --max-pixels -5          | --max-pixels must be at least 1, got -5",
                "detect . --format coco,pdf        | expected one of [COCO, CSV, VOC, YOLO] (case-insensitive) but was 'pdf'",
                "detect /no/such/place             | there is no file or folder '/no/such/place'",
                "train-classifier .                | Missing required option: '--out=DIR'",
                "train-classifier /no/such --out o | there is no folder /no/such",
                "train-classifier . --out o --epochs 0       | --epochs 0: epochs and batch must be at least 1",
                "train-classifier . --out o --rate fast      | --rate fast: must be a number, got 'fast'",
                "train-classifier . --out o --input 64x64    | --input 64x64: input must be height x width x channels",
                "train-classifier . --out o --fit squeeze    | must be one of crop, letterbox, got 'squeeze'",
                "train-classifier . --out o --augment much   | expected one of [NONE, SLIGHT, STRONG]",
                "train-classifier . --out o --engine abacus  | there is no engine 'abacus' in this build, only nd4j",
                "train-classifier . --out o --plan none.yaml | there is no file none.yaml",
                "train-classifier . --out o --freeze-up-to x | --freeze-up-to needs --from",
                "classify .                        | Missing required option: '--weights=DIR'",
                "classify sample-images --weights none | there are no weights in none: no such folder",
                "classify none.jpg --weights none  | there is no file or folder 'none.jpg'",
                "classify . --weights none --top 0 | --top must be at least 1, got 0",
            })
    void wrongUsageIsExplainedAndEndsWithTwo(String arguments, String explanation) {
        assertEquals(2, run(arguments.equals("none") ? new String[0] : arguments.split(" +")));
        assertTrue(err().contains(explanation), err());
        assertTrue(err().contains("--help'.") || err().contains("Did you mean"), err());
        assertEquals("", out());
    }

    @Test
    void mistakesInAPipelineFileAreWrongUsage() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("p.yaml"), "stages:\n  - detekt\n  - suppress: {iuo: 0.4}\n");
        assertEquals(2, run("detect", ".", "--pipeline", pipeline.toString()));
        assertTrue(err().contains(pipeline + ":2: stage 1 'detekt' is unknown; did you mean 'detect'?"), err());
        assertTrue(err().contains(pipeline + ":3: stage 2 'suppress': unknown setting 'iuo'"), err());
    }

    @Test
    void missingWeightsAreWrongUsage() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("p.yaml"), "stages:\n  - detect: {weights: none}\n");
        Files.createFile(folder.resolve("a.jpg"));
        assertEquals(2, run("detect", folder.toString(), "--pipeline", pipeline.toString()));
        assertTrue(err().startsWith(pipeline + " cannot be run: "), err());
        assertTrue(err().contains(folder.resolve("none").toString()), err());
    }
}
