package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureFit;
import dev.ocellus.network.ModelCard.AnchorSet;
import dev.ocellus.network.ModelCard.AnchorSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    static final ModelCard FACES = new ModelCard(
            "faces",
            "detect",
            "Finds faces: bare ones, masked ones; \"small\" ones too.\nNot for surveillance — see the terms.",
            new ModelCard.Input(new Preprocessing(127.5, 64), 32, 640),
            List.of("face", "no", "1e3", "# not a comment"),
            List.of(
                    new AnchorSet(8, List.of(new AnchorSize(7.25, 10), new AnchorSize(14, 19))),
                    new AnchorSet(16, List.of(new AnchorSize(25, 34)))),
            new ModelCard.Thresholds(0.4, 0.45, "highest F1 on the held-back pictures"),
            "Apache-2.0",
            "",
            List.of(new ModelCard.Data("eden", "CC BY 4.0", 1000, 3456)),
            List.of(new ModelCard.Metric("eden", "AP50", 0.87), new ModelCard.Metric("eden", "AP50-95", 1e-4)),
            Map.of("model.onnx", HASH),
            new Provenance(
                    "pipelines/train-faces.yaml",
                    HASH,
                    HASH,
                    -5_000_000_000L,
                    Map.of("ocellus", "0.1.0", "java", "17.0.15"),
                    LocalDate.of(2026, 11, 22),
                    9000,
                    12.5,
                    Duration.ofMinutes(27)));

    @TempDir
    Path folder;

    @Test
    void aCardThatWasWrittenIsReadAsItWas() throws IOException {
        Path file = folder.resolve("card.yaml");
        FACES.write(file);
        assertEquals(FACES, ModelCard.read(file));
        assertEquals("", FACES.provenance().from());
        Provenance learnedOn = FACES.provenance().startedWith("faces " + HASH);
        assertEquals("faces " + HASH, learnedOn.from());
        assertEquals(FACES.provenance(), learnedOn.startedWith(""));
    }

    @Test
    void listsAndPairsMayBeLeftOut() throws IOException {
        String text = yaml().replaceAll("(?m)^anchors:\n(-.*\n|  .*\n)+", "").replaceAll("(?m)^metrics:\n(-.*\n)+", "");
        ModelCard card = ModelCard.read(written(text));
        assertEquals(List.of(), card.anchors());
        assertEquals(List.of(), card.metrics());
        assertEquals(FACES.data(), card.data());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "score: 0.4            | scor: 0.4             | thresholds: unknown field 'scor'; did you mean 'score'? known: score, iou, calibration",
                "score: 0.4            | score: high           | thresholds: score must be a number, got 'high'",
                "score: 0.4            | score: .nan           | thresholds: score must be a number, got '.nan'",
                "score: 0.4            | score: 1.4            | thresholds: score must be from 0 to 1, got 1.4",
                "score: 0.4            | score:                | thresholds: score has no value; it must be a number",
                "score: 0.4            | score: [0.4]          | thresholds: score must be a number",
                "score: 0.4,           | ``                    | thresholds: needs the field 'score'",
                "stride: 32            | stride: 32.5          | input: stride must be a whole number, got '32.5'",
                "scale: 64.0           | scale: 0              | input: scale must be a finite number other than 0",
                "'2026-11-22'          | yesterday             | provenance: date must be a date such as 2026-01-31, got 'yesterday'",
                "PT27M                 | 27                    | provenance: duration must be a duration such as PT1H30M, got '27'",
                "width: 7.25           | width: -7             | anchors 1: boxes 1: width and height must be above 0",
                "labels: [face         | labels: face #        | labels must be a list, each a text",
                "model.onnx: '?0123    | model.onnx: 9         | SHA-256 of 64 hexadecimal digits",
                "model.onnx:           | ../model.onnx:        | files: '../model.onnx' must be the plain name",
                "licence: Apache-2.0   | licence: [a           | is not YAML",
                "licence: Apache-2.0   | name: again           | 'name' is given twice",
            })
    void mistakesAreNamedWithTheirLine(String right, String wrong, String message) throws IOException {
        String before = yaml();
        String after = before.replaceFirst(right.strip().replace("[", "\\["), wrong);
        assertTrue(!before.equals(after), "the card has no " + right + ":\n" + before);
        Path file = written(after);
        IOException e = assertThrows(IOException.class, () -> ModelCard.read(file));
        assertTrue(e.getMessage().matches("(?s)\\Q" + file + "\\E:\\d+: .*"), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aClassifiersCardNeedsNoThresholdsAndMayHaveThreeMeans() throws IOException {
        ModelCard cards = new ModelCard(
                "cards",
                ModelCard.CLASSIFY,
                "Tells playing cards apart.",
                new ModelCard.Input(
                        new Preprocessing(List.of(120.5, 110.0, 99.0), List.of(60.0)),
                        new Size(64, 48),
                        PictureFit.LETTERBOX),
                List.of("ace", "\u738b", "ko\u0308nig"),
                List.of(),
                ModelCard.Thresholds.NONE,
                "Apache-2.0",
                "",
                List.of(new ModelCard.Data("cards", "", 12, 0)),
                List.of(),
                Map.of(),
                FACES.provenance());
        Path file = folder.resolve("cards.yaml");
        cards.write(file);
        assertEquals(cards, ModelCard.read(file));
        String text = Files.readString(file);
        assertTrue(text.contains("mean: [120.5, 110.0, 99.0]\n  scale: 60.0\n  width: 64\n"), text);
        assertTrue(!text.contains("thresholds") && !text.contains("boxes"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "thresholds: .*\\n       | ``                                      | a detector's card needs the field 'thresholds'",
                "stride: 32, longest-side: 640 | width: 64, height: 64            | a detector's card needs the fields 'stride', 'longest-side'",
                "stride: 32, longest-side: 640 | width: 64                        | input: width and height must be at least 1, got 64 x 0",
                "longest-side: 640             | longest-side: 640, width: 6, height: 6 | input: stride and longest-side mean nothing beside",
                "stride: 32,                   | ``                               | input: stride must be at least 1, got 0",
                "mean: 127.5                   | mean: [1, 2]                     | input: mean must be one number, or three",
                "mean: 127.5                   | mean: [1, 2, red]                | input: mean 3 must be a number, got 'red'",
                "mean: 127.5                   | mean: {a: 1}                     | input: mean must be a number or a list of numbers",
            })
    void whatADetectorNeedsIsStillAskedFor(String right, String wrong, String message) throws IOException {
        String before = yaml();
        String after = before.replaceFirst(right.strip(), wrong == null ? "" : wrong);
        assertTrue(!before.equals(after), "the card has no " + right + ":\n" + before);
        Path file = written(after);
        IOException e = assertThrows(IOException.class, () -> ModelCard.read(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void theShippedCardIsRead() throws IOException {
        ModelCard card = ModelCard.read(Path.of("weights/faces/card.yaml"));
        assertEquals(new Preprocessing(127.5, 64), card.input().preprocessing());
        assertEquals(640, card.input().longestSide());
    }

    @Test
    void everyMistakeIsToldAtItsLine() throws IOException {
        String text = yaml().replace("summary:", "sumary:")
                .replace("width: 7.25", "width: -7")
                .replace("width: 25.0", "width: wide")
                .replace("pictures: 1000", "pictures: many");
        Path file = written(text);
        IOException e = assertThrows(IOException.class, () -> ModelCard.read(file));
        List<String> known = List.of(
                "2: needs the field 'summary'",
                "4: unknown field 'sumary'; did you mean 'summary'? known: name, task, summary, input, labels, anchors,"
                        + " thresholds, encoding, verification, licence, terms, data, metrics, files, provenance",
                "12: anchors 1: boxes 1: width and height must be above 0, got -7.0 x 10.0",
                "16: anchors 2: boxes 1: width must be a number, got 'wide'",
                "21: data 1: pictures must be a whole number, got 'many'");
        assertEquals(
                known.stream().map(mistake -> file + ":" + mistake).toList(),
                e.getMessage().lines().toList(),
                text);
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path empty = written("");
        assertThrows(IOException.class, () -> ModelCard.read(empty));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(assertThrows(IOException.class, () -> ModelCard.read(binary))
                .getMessage()
                .contains("UTF-8"));
        Path control = Files.write(folder.resolve("control.yaml"), "name: \u0001".getBytes(StandardCharsets.UTF_8));
        assertTrue(assertThrows(IOException.class, () -> ModelCard.read(control))
                .getMessage()
                .contains("not YAML"));
        Path loop = written("&a\nname: *a\n");
        assertThrows(IOException.class, () -> ModelCard.read(loop));
    }

    private String yaml() throws IOException {
        Path file = folder.resolve("good.yaml");
        FACES.write(file);
        return Files.readString(file);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("written.yaml"), text);
    }
}
