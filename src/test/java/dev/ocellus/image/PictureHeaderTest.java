package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Size;
import dev.ocellus.testing.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeaderTest {
    @TempDir
    Path folder;

    private PictureHeader of(byte[] content) throws IOException {
        return PictureHeader.of(Files.write(folder.resolve("picture"), content));
    }

    @Test
    void theSizeOfEveryFormatIsRead() throws IOException {
        for (byte[] content : List.of(
                PictureFiles.jpeg(),
                PictureFiles.jpegCmyk(),
                PictureFiles.png(),
                PictureFiles.animatedGif(),
                PictureFiles.ppm(false),
                PictureFiles.webpWithOrientation(1),
                PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "bmp"),
                PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "tiff"))) {
            assertEquals(PictureFiles.SCENE, of(content).upright());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyExifOrientationComesUpright(int orientation) throws IOException {
        // the first two are stored such that they come out as the scene, the last one is the scene with a mark
        for (byte[] content : List.of(
                PictureFiles.pngWithOrientation(orientation),
                PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, orientation))) {
            PictureHeader header = of(content);
            assertEquals(new Size(48, 32), header.upright());
            assertEquals(orientation >= 5 ? new Size(32, 48) : new Size(48, 32), header.stored());
            assertEquals(orientation, header.orientation());
        }
        assertEquals(
                orientation >= 5 ? new Size(32, 48) : new Size(48, 32),
                of(PictureFiles.webpWithOrientation(orientation)).upright());
    }

    @Test
    void theRestOfAPictureMayBeMissing() throws IOException {
        byte[] jpeg = PictureFiles.jpeg();

        assertEquals(
                PictureFiles.SCENE, of(Arrays.copyOf(jpeg, jpeg.length - 100)).upright());
    }

    @Test
    void aHugePreviewBeforeTheSizeIsPassedOver() throws IOException {
        byte[] jpeg = PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, 6);
        // five application segments of 60,000 bytes behind the start of the picture, where EXIF's own is the last
        byte[] segment = new byte[60_000];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) 0xe2;
        segment[2] = (byte) ((segment.length - 2) >> 8);
        segment[3] = (byte) (segment.length - 2);
        byte[] large = new byte[jpeg.length + 5 * segment.length];
        System.arraycopy(jpeg, 0, large, 0, 2);
        for (int i = 0; i < 5; i++) {
            System.arraycopy(segment, 0, large, 2 + i * segment.length, segment.length);
        }
        System.arraycopy(jpeg, 2, large, 2 + 5 * segment.length, jpeg.length - 2);

        assertEquals(new PictureHeader(new Size(32, 48), 6), of(large));
    }

    @Test
    void whatIsNoPictureIsToldApartFromWhatCannotBeOpened() {
        assertThrows(PictureHeader.NoPictureException.class, () -> of(new byte[0]));
        assertThrows(PictureHeader.NoPictureException.class, () -> of(new byte[] {1, 2, 3}));
        assertThrows(PictureHeader.NoPictureException.class, () -> of(Arrays.copyOf(PictureFiles.png(), 12)));
        assertThrows(NoSuchFileException.class, () -> PictureHeader.of(folder.resolve("gone.png")));
    }
}
