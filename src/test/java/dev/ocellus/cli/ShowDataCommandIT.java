package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.testing.DrawnSquares;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowDataCommandIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeDataAndPlan() throws IOException {
        DrawnSquares.writeTo(folder);
        Files.writeString(
                folder.resolve("train.yaml"),
                DrawnSquares.PLAN
                        .replace("  - mirror: {probability: 0.5}", "  - mirror\n  - local-warp\n  - pca-colour")
                        .replace("mosaic: 0.3", "mosaic: 0.3\n  mix-up: 0.3"));
    }

    @Test
    void aSheetShowsTheFirstSamplesWithTheirBoxes() throws IOException {
        assertEquals(0, show("--count", "6"), this::err);

        // four columns of 320 pixels and two rows with captions
        Image sheet = read();
        assertEquals(8 + 4 * 328, sheet.width());
        assertEquals(8 + 2 * 346, sheet.height());
        int coloured = 0;
        byte[] rgb = sheet.toRgb();
        for (int i = 0; i < rgb.length; i += 3) {
            coloured += Math.abs((rgb[i] & 0xff) - (rgb[i + 2] & 0xff)) > 90 ? 1 : 0;
        }
        assertTrue(coloured > 2000, "squares and lines around them are there");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("sheet.png"));
    }

    @Test
    void stageByStageEachPictureHasARow() throws IOException {
        assertEquals(0, show("--count", "2", "--stage-by-stage", "--quiet"), this::err);

        // as read, focus-crop, mirror, local-warp, pca-colour
        Image sheet = read();
        assertEquals(8 + 5 * 328, sheet.width());
        assertEquals(8 + 2 * 346, sheet.height());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theSameCommandDrawsTheSameSheet() throws IOException {
        show("--count", "4");
        byte[] first = Files.readAllBytes(folder.resolve("sheet.png"));
        show("--count", "4");

        assertArrayEquals(first, Files.readAllBytes(folder.resolve("sheet.png")));
    }

    @Test
    void wrongUsageIsToldAndNothingIsWritten() throws IOException {
        assertEquals(2, show("--count", "0"));
        assertTrue(err().contains("--count"), err());
        assertEquals(2, show("--out", folder.resolve("sheet.gif").toString()));
        Files.writeString(folder.resolve("train.yaml"), DrawnSquares.PLAN.replace("- mirror", "- miror"));
        assertEquals(2, show());
        assertTrue(err().contains("miror"), err());
        assertTrue(Files.notExists(folder.resolve("sheet.png")) && Files.notExists(folder.resolve("sheet.gif")));
    }

    private Image read() throws IOException {
        return PictureDecoder.of(new ImageReader()).decode(folder.resolve("sheet.png"));
    }

    private int show(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("show-data", folder.resolve("train.yaml").toString(), "--data", folder.toString()));
        if (!List.of(more).contains("--out")) {
            arguments.addAll(List.of("--out", folder.resolve("sheet.png").toString()));
        }
        arguments.addAll(List.of(more));
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Ocellus.run(terminal, arguments.toArray(String[]::new));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
