package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationChartIT {
    @TempDir
    private Path folder;

    @Test
    void curvesAreDrawnAsPictures() throws IOException {
        Random random = new Random(1);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            comparisons.add(Comparison.genuine(Math.max(0, 0.7 + 0.25 * random.nextGaussian())));
            comparisons.add(Comparison.impostor(Math.max(0, 1.6 + 0.25 * random.nextGaussian())));
        }
        VerificationEvaluation evaluation = VerificationEvaluation.of(comparisons);
        VerificationEvaluation half = VerificationEvaluation.of(comparisons.subList(0, 500));
        VerificationChart.writeDet(Map.of("all", evaluation, "few", half), folder.resolve("det.png"));
        VerificationChart.writeRoc(Map.of("all", evaluation), folder.resolve("roc.png"));
        assertTrue(colours(folder.resolve("det.png")) > colours(folder.resolve("roc.png")));
    }

    @Test
    void whereNobodyWasTakenForAnotherThePictureSaysSo() throws IOException {
        VerificationEvaluation perfect =
                VerificationEvaluation.of(List.of(Comparison.genuine(0.1), Comparison.failed(false)));
        VerificationChart.writeDet(Map.of("all", perfect), folder.resolve("det.png"));
        assertEquals(760, picture(folder.resolve("det.png")).width());
    }

    /** How many colours more than greys there are in a picture: each curve has its own. */
    private static long colours(Path file) throws IOException {
        Image image = picture(file);
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int red = image.at(x, y, 0);
                int green = image.at(x, y, 1);
                int blue = image.at(x, y, 2);
                if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > 60) {
                    colours.add(red << 16 | green << 8 | blue);
                }
            }
        }
        return colours.size();
    }

    private static Image picture(Path file) throws IOException {
        return ((Reading.Decoded) new ImageReader().read(file)).image();
    }
}
