package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OpenCV takes it gives back: the process does not grow, however many pictures pass. */
class NativeMemoryIT {
    private static final Path STATUS = Path.of("/proc/self/status");

    @Test
    void tenThousandPicturesLeaveNothingBehind() throws IOException {
        assumeTrue(Files.exists(STATUS), "only Linux tells the memory of a process");
        work(2_000);
        // One leaked matrix a picture would be 2,000 × 300 KB = 600 MB in each round. The heap, which other tests of
        // this process fill, is resident
        // memory too, but it does not grow all the time.
        long settled = residentMegabytes();
        List<Long> grown = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            long before = residentMegabytes();
            work(2_000);
            grown.add(residentMegabytes() - before);
        }
        assertTrue(Collections.min(grown) < 30, "grown by %s MB, round by round, from %d".formatted(grown, settled));
    }

    private static void work(int pictures) {
        Image image = ResamplingIT.noise(new Size(320, 320), 1);
        Affine turn = Affine.rotate(0.1, new Point(160, 160));
        for (int i = 0; i < pictures; i++) {
            switch (i % 5) {
                case 0 -> Resampling.resize(image, new Size(200, 400));
                case 1 -> Resampling.crop(image, new Box(-5.5, 3.3, 300, 280), new Size(320, 320), 114);
                case 2 -> Resampling.warp(image, turn, new Size(320, 320), 114);
                case 3 -> Resampling.blur(image, 1);
                default -> ColourMap.saturation(0.5).applyTo(image);
            }
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
