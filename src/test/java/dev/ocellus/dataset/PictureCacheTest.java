package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Truth;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureCacheTest {
    private static LabelledPicture picture(String name) {
        return new LabelledPicture(name, Path.of(name), Truth.UNKNOWN);
    }

    @Test
    void decodesEachFileOnceAndTellsTheBrokenOnesInOrder() throws InterruptedException {
        List<LabelledPicture> pictures =
                IntStream.range(0, 60).mapToObj(i -> picture("p" + i % 30)).toList();
        Map<Path, Image> decoded = new ConcurrentHashMap<>();

        PictureCache cache = PictureCache.load(
                pictures,
                file -> {
                    if (file.toString().endsWith("7")) {
                        throw new IOException("cut short");
                    }
                    Image image = Image.filled(new Size(1, 1), 0, 0, 0);
                    assertSame(null, decoded.put(file, image), "decoded twice");
                    return image;
                },
                2);

        assertSame(decoded.get(Path.of("p3")), cache.image(picture("p3")));
        assertEquals(
                List.of("p7", "p17", "p27"),
                cache.findings().stream()
                        .map(finding -> finding.file().toString())
                        .toList());
        assertFalse(cache.holds(picture("p7")));
        assertThrows(NoSuchElementException.class, () -> cache.image(picture("p7")));
    }
}
