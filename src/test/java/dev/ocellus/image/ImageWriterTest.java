package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageWriterTest {
    private static final Image SCENE = PictureFiles.scene();

    @TempDir
    Path folder;

    @Test
    void aPngKeepsEveryPixel() throws IOException {
        Path file = folder.resolve("a.png");
        ImageWriter.writePng(SCENE, file);
        assertArrayEquals(SCENE.toRgb(), read(file).toRgb());
    }

    @Test
    void aBetterJpegIsLargerAndCloser() {
        byte[] good = ImageWriter.toJpeg(SCENE, 95);
        byte[] poor = ImageWriter.toJpeg(SCENE, 20);
        assertTrue(good.length > poor.length);
        assertTrue(difference(good) < difference(poor));
        assertTrue(difference(good) < 4);
    }

    @Test
    void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jpg"), "old");
        ImageWriter.writeJpeg(SCENE, 90, file);
        assertEquals(SCENE.size(), read(file).size());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFailureLeavesNoHalfFile() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("a.png/not-empty")).getParent();
        assertThrows(IOException.class, () -> ImageWriter.writePng(SCENE, taken));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(taken), files.toList());
        }
    }

    @Test
    void aQualityOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ImageWriter.toJpeg(SCENE, 0));
        assertThrows(IllegalArgumentException.class, () -> ImageWriter.toJpeg(SCENE, 101));
    }

    private static Image read(Path file) {
        return assertInstanceOf(Reading.Decoded.class, new ImageReader().read(file))
                .image();
    }

    private static double difference(byte[] jpeg) {
        byte[] a = SCENE.toRgb();
        byte[] b = assertInstanceOf(Reading.Decoded.class, new ImageReader().read(jpeg, ""))
                .image()
                .toRgb();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return sum / a.length;
    }
}
