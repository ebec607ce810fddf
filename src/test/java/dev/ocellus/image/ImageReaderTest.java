package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Notice.Kind;
import dev.ocellus.image.Reading.Reason;
import dev.ocellus.testing.BrokenInputs;
import dev.ocellus.testing.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {
    private static final ImageReader READER = new ImageReader();

    @TempDir
    Path folder;

    /** Files of the kinds that keep every pixel. */
    static List<byte[]> losslessFiles() {
        return List.of(
                PictureFiles.png(),
                PictureFiles.png16(),
                PictureFiles.webp("lossless"),
                PictureFiles.ppm(false),
                PictureFiles.ppm(true),
                PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "bmp"),
                PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "tiff"),
                PictureFiles.written(BufferedImage.TYPE_INT_ARGB, "png"),
                PictureFiles.written(BufferedImage.TYPE_INT_ARGB, "tiff"));
    }

    @ParameterizedTest
    @MethodSource("losslessFiles")
    void losslessFormatsGiveEveryPixelBack(byte[] file) {
        assertArrayEquals(PictureFiles.scene().toRgb(), decoded(file).image().toRgb());
    }

    @Test
    void lossyFormatsComeClose() {
        for (byte[] file : List.of(PictureFiles.jpeg(), PictureFiles.webp("lossy"))) {
            assertClose(PictureFiles.scene(), decoded(file).image(), 5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void palettesOfAnyDepthGiveTheirColours(int bits) {
        Image ramp = decoded(PictureFiles.palettePng(bits)).image();
        int last = (1 << bits) - 1;
        assertEquals(new Size(last + 1, 4), ramp.size());
        for (int x = 0; x <= last; x++) {
            assertEquals(x * 255 / last, ramp.at(x, 2, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"10, png", "10, bmp", "10, tiff", "10, jpeg", "11, png", "11, tiff"})
    void greyValuesStayAsTheyAreStored(int bufferedImageType, String format) {
        Image grey = decoded(PictureFiles.greyRamp(bufferedImageType, format)).image();
        for (int x = 0; x < 256; x++) {
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(x, grey.at(x, 3, channel), format.equals("jpeg") ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 65535})
    void greyValuesOfPgmStayAsTheyAreStored(int highest) {
        Reading.Decoded grey = decoded(PictureFiles.pgm(highest));
        for (int x = 0; x < 256; x++) {
            assertEquals(x, grey.image().at(x, 3, x % 3));
        }
        assertEquals(highest > 255 ? Set.of(Kind.SIXTEEN_BIT_REDUCED) : Set.of(), kinds(grey));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P5 60000 60000 255 | TOO_LARGE",
                "P5 4000 4000 255   | CORRUPT",
                "P5 10 10 70000     | CORRUPT",
                "P6 0 10 255        | CORRUPT",
                "P6 99999999999 1 1 | CORRUPT",
                "P5 ten 10 255      | CORRUPT",
                "P2 2 2 255 7 x     | CORRUPT",
                "P5 10              | CORRUPT",
                "P2 1 1 9           | CORRUPT",
                "P7 WIDTH 1         | NOT_A_PICTURE",
            })
    void oddPortableMapsAreRejected(String content, Reason reason) {
        Reading reading = READER.read(content.getBytes(StandardCharsets.US_ASCII), "");
        assertEquals(reason, assertInstanceOf(Reading.Rejected.class, reading).reason());
    }

    @Test
    void ofACutPortableMapTheBeginningIsKept() {
        byte[] ppm = PictureFiles.ppm(false);
        Reading.Decoded half = decoded(Arrays.copyOf(ppm, ppm.length / 2));
        assertEquals(Set.of(Kind.TRUNCATED), kinds(half));
        assertEquals(PictureFiles.scene().at(30, 10, 0), half.image().at(30, 10, 0));
        assertEquals(0, half.image().at(30, 30, 0));
    }

    @Test
    void transparentPartsLieOnWhite() {
        Reading.Decoded greyAlpha = decoded(PictureFiles.pngGreyAlpha());
        assertEquals(0, greyAlpha.image().at(3, 3, 0));
        assertEquals(255, greyAlpha.image().at(40, 3, 0));
        assertEquals(Set.of(Kind.ALPHA_FLATTENED), kinds(greyAlpha));
        Reading.Decoded webp = decoded(PictureFiles.webp("alpha"));
        assertEquals(255, webp.image().at(40, 20, 1));
        assertEquals(40, webp.image().at(3, 20, 2), 12);
        assertEquals(Set.of(Kind.ALPHA_FLATTENED), kinds(webp));
    }

    @Test
    void anOpaqueAlphaChannelIsNotWorthANotice() {
        assertEquals(Set.of(), kinds(decoded(PictureFiles.written(BufferedImage.TYPE_INT_ARGB, "png"))));
    }

    @Test
    void printingColoursBecomeRgb() {
        Reading.Decoded print = decoded(PictureFiles.jpegCmyk());
        assertEquals(Set.of(Kind.CMYK_CONVERTED), kinds(print));
        assertTrue(print.image().at(20, 20, 0) > 150, "red");
        assertTrue(print.image().at(20, 20, 1) < 70, "green");
        assertTrue(print.image().at(20, 20, 2) < 70, "blue");
    }

    @Test
    void anAnimationGivesItsFirstPicture() {
        Reading.Decoded first = decoded(PictureFiles.animatedGif());
        assertEquals(Set.of(Kind.FIRST_FRAME_ONLY), kinds(first));
        assertClose(PictureFiles.scene(), first.image(), 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyExifOrientationComesUpright(int orientation) {
        Reading.Decoded png = decoded(PictureFiles.pngWithOrientation(orientation));
        assertArrayEquals(PictureFiles.scene().toRgb(), png.image().toRgb());
        Reading.Decoded jpeg = decoded(PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, orientation));
        assertClose(PictureFiles.scene(), jpeg.image(), 8);
        Reading.Decoded webp = decoded(PictureFiles.webpWithOrientation(orientation));
        assertEquals(
                orientation >= 5 ? new Size(32, 48) : new Size(48, 32),
                webp.image().size());
        Set<Kind> notices = orientation == 1 ? Set.of() : Set.of(Kind.ROTATED_BY_EXIF);
        assertEquals(List.of(notices, notices, notices), List.of(kinds(png), kinds(jpeg), kinds(webp)));
    }

    @Test
    void aCutJpegIsKnownWhereverItIsCut() {
        byte[] whole = PictureFiles.jpeg();
        int picture = indexOf(whole, 0xff, 0xda) + 14;
        int decodedCuts = 0;
        for (int length = 1; length < whole.length; length += 2) {
            Reading reading = READER.read(Arrays.copyOf(whole, length), "cut.jpg");
            if (reading instanceof Reading.Decoded cut) {
                assertEquals(Set.of(Kind.TRUNCATED), kinds(cut), "cut at " + length);
                decodedCuts++;
            } else {
                assertTrue(length < picture + 30, "rejected though cut only at " + length);
            }
        }
        assertTrue(decodedCuts > 100);
    }

    @Test
    void otherCutFilesAreKnownOrRejected() {
        for (byte[] whole : List.of(
                PictureFiles.png(),
                PictureFiles.png16(),
                PictureFiles.animatedGif(),
                PictureFiles.webp("lossy"),
                PictureFiles.webp("lossless"),
                PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "bmp"))) {
            for (int length = 1; length < whole.length; length += 1 + whole.length / 40) {
                Reading reading = READER.read(Arrays.copyOf(whole, length), "");
                if (reading instanceof Reading.Decoded cut) {
                    assertTrue(kinds(cut).contains(Kind.TRUNCATED), "cut at %d of %d".formatted(length, whole.length));
                }
            }
        }
    }

    @Test
    void aCutPictureKeepsWhatThereWas() {
        byte[] whole = PictureFiles.png();
        Image half = decoded(Arrays.copyOf(whole, whole.length / 2)).image();
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(PictureFiles.scene().at(30, 2, channel), half.at(30, 2, channel));
        }
    }

    @Test
    void aFlippedByteInAPngIsKnownByItsCheckSum() {
        byte[] file = PictureFiles.png();
        file[file.length / 2] ^= 1;
        assertTrue(kinds(decoded(file)).contains(Kind.CORRUPT_DATA));
    }

    @Test
    void bytesAfterTheEndOfAJpegDoNoHarm() {
        byte[] file = PictureFiles.jpeg();
        assertEquals(Set.of(), kinds(decoded(Arrays.copyOf(file, file.length + 500))));
    }

    @Test
    void theAllowedNumberOfPixelsIsExact() {
        byte[] file = PictureFiles.png();
        assertInstanceOf(Reading.Decoded.class, new ImageReader(48 * 32).read(file, ""));
        Reading reading = new ImageReader(48 * 32 - 1).read(file, "");
        assertEquals(
                Reason.TOO_LARGE,
                assertInstanceOf(Reading.Rejected.class, reading).reason());
        assertThrows(IllegalArgumentException.class, () -> new ImageReader(0));
    }

    @Test
    void aHeaderThatPromisesMuchMoreThanTheFileHoldsIsRefused() {
        byte[] file = PictureFiles.png(new Size(9000, 9000), 8, 2, new byte[100]);
        Reading.Rejected rejected = assertInstanceOf(Reading.Rejected.class, READER.read(file, "lie.png"));
        assertEquals(Reason.CORRUPT, rejected.reason());
        assertTrue(rejected.message().contains("9000x9000"), rejected.message());
    }

    @ParameterizedTest
    @CsvSource({"ftypavif, AVIF", "ftypmif1, HEIC", "ftypheic, HEIC"})
    void newerFormatsAreNamedWithAHint(String brand, String name) {
        byte[] file = ("\0\0\0\u001c" + brand + "\0\0\0\0more").getBytes(StandardCharsets.ISO_8859_1);
        Reading.Rejected rejected = assertInstanceOf(Reading.Rejected.class, READER.read(file, "a.jpg"));
        assertEquals(Reason.UNSUPPORTED, rejected.reason());
        assertTrue(rejected.message().startsWith(name) && rejected.message().contains("convert"), rejected.message());
    }

    @Test
    void aMissingFileIsUnreadable() {
        Reading.Rejected rejected =
                assertInstanceOf(Reading.Rejected.class, READER.read(folder.resolve("nothing.jpg")));
        assertEquals(new Reading.Rejected(Reason.UNREADABLE, "there is no such file"), rejected);
    }

    @TestFactory
    List<DynamicTest> brokenInputsEndAsExpected() throws IOException {
        List<BrokenInputs.Expected> inputs = BrokenInputs.writeTo(folder);
        Set<Reason> reasons = new HashSet<>();
        Set<Kind> kinds = new HashSet<>();
        inputs.forEach(input -> {
            input.rejection().ifPresent(reasons::add);
            kinds.addAll(input.notices());
        });
        assertEquals(EnumSet.allOf(Reason.class), reasons);
        assertEquals(EnumSet.allOf(Kind.class), kinds);
        return inputs.stream()
                .map(input -> DynamicTest.dynamicTest(input.toString(), () -> {
                    Reading reading = READER.read(input.file());
                    if (reading instanceof Reading.Decoded picture) {
                        assertEquals(Optional.empty(), input.rejection());
                        assertEquals(input.notices(), kinds(picture));
                        picture.notices()
                                .forEach(notice -> assertTrue(notice.message().length() > 20));
                    } else if (reading instanceof Reading.Rejected rejected) {
                        assertEquals(input.rejection(), Optional.of(rejected.reason()), rejected.message());
                        assertTrue(rejected.message().length() > 12, rejected.message());
                    }
                }))
                .collect(Collectors.toList());
    }

    private static Reading.Decoded decoded(byte[] file) {
        Reading reading = READER.read(file, "");
        return assertInstanceOf(Reading.Decoded.class, reading, reading::toString);
    }

    private static Set<Kind> kinds(Reading.Decoded picture) {
        return picture.notices().stream().map(Notice::kind).collect(Collectors.toSet());
    }

    private static void assertClose(Image expected, Image actual, double meanDifference) {
        assertEquals(expected.size(), actual.size());
        byte[] a = expected.toRgb();
        byte[] b = actual.toRgb();
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        assertTrue(sum <= meanDifference * a.length, "mean difference " + (double) sum / a.length);
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        int at = 0;
        while ((bytes[at] & 0xff) != first || (bytes[at + 1] & 0xff) != second) {
            at++;
        }
        return at;
    }
}
