package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.PictureFiles;
import dev.ocellus.testing.Property;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages sound files in 2,000 ways each: reading them always ends, soon, with a picture or a reason. */
class ImageReaderFuzzIT {
    private static final int MAX_PIXELS = 4_000_000;
    private static final ImageReader READER = new ImageReader(MAX_PIXELS);

    /** Counts this thread's work alone, so that a busy machine changes nothing. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final byte[] EXTREMES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

    private static final Map<String, byte[]> SOUND = new TreeMap<>(Map.of(
            "jpeg", PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, 6),
            "cmyk", PictureFiles.jpegCmyk(),
            "png", PictureFiles.pngWithOrientation(3),
            "png16", PictureFiles.png16(),
            "gif", PictureFiles.animatedGif(),
            "lossy", PictureFiles.webpWithOrientation(8),
            "lossless", PictureFiles.webp("lossless"),
            "alpha", PictureFiles.webp("alpha"),
            "bmp", PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "bmp"),
            "tiff", PictureFiles.written(BufferedImage.TYPE_3BYTE_BGR, "tiff")));

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "cmyk", "png", "png16", "gif", "lossy", "lossless", "alpha", "bmp", "tiff"})
    void anyDamageEndsAsAPictureOrAReason(String kind) {
        byte[] sound = SOUND.get(kind);
        Property.check(2_000, random -> {
            byte[] damaged = damaged(sound, random);
            byte[] before = damaged.clone();
            long start = CLOCK.getCurrentThreadCpuTime();
            Reading reading = READER.read(damaged, "x." + kind);
            long milliseconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1_000_000;
            assertTrue(milliseconds < 2_000, () -> "took %d ms: %s".formatted(milliseconds, reading));
            assertArrayEquals(before, damaged);
            if (reading instanceof Reading.Decoded picture) {
                assertTrue(picture.image().size().area() <= MAX_PIXELS);
            } else if (reading instanceof Reading.Rejected rejected) {
                assertFalse(rejected.message().isBlank());
            }
        });
    }

    private static byte[] damaged(byte[] sound, RandomGenerator random) {
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            // Headers decide most: half of all changes go there.
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 100));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = EXTREMES[random.nextInt(EXTREMES.length)];
                case 2 -> bytes[at] = (byte) random.nextInt();
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> System.arraycopy(bytes, at, bytes, at / 2, bytes.length - at);
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
            }
        }
        return bytes;
    }
}
