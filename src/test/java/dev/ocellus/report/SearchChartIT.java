package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.search.Dimension;
import dev.ocellus.search.Finished;
import dev.ocellus.search.Outcome;
import dev.ocellus.search.SearchPlan;
import dev.ocellus.search.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts, which need the fonts of the machine. */
class SearchChartIT {
    private static final Map<String, Dimension> SPACE = new LinkedHashMap<>();

    static {
        SPACE.put("rate", new Dimension.Log(1e-4, 1));
        SPACE.put("beta", new Dimension.OneMinusLog(0.9, 0.999));
        SPACE.put("dropout", new Dimension.Uniform(0, 0.5));
        SPACE.put("width", new Dimension.Whole(8, 64, true));
        SPACE.put("batch", new Dimension.Choice(List.of("16", "32", "64")));
    }

    @TempDir
    Path folder;

    @Test
    void oneChartForEachSetting() throws IOException {
        assertEquals(new Size(620, 5 * 340), drawn(SPACE, true).size());
        Map<String, Dimension> two = new LinkedHashMap<>(SPACE);
        two.keySet().retainAll(List.of("rate", "batch"));
        assertEquals(new Size(1240, 340), drawn(two, true).size());
    }

    @Test
    void aSearchInWhichAllFailedIsDrawnToo() throws IOException {
        assertEquals(new Size(620, 5 * 340), drawn(SPACE, false).size());
    }

    /** Rounds are told apart by colour: in each chart there are many pixels of two strong colours. */
    @Test
    void roundsHaveTheirColours() throws IOException {
        Image picture = drawn(SPACE, true);
        int blue = 0;
        int green = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                boolean red = picture.at(x, y, 0) > 60;
                blue += !red && picture.at(x, y, 2) > 200 && picture.at(x, y, 1) < 60 ? 1 : 0;
                green += !red && picture.at(x, y, 1) > 100 && picture.at(x, y, 2) < 60 ? 1 : 0;
            }
        }
        assertTrue(blue > 5 * 100 && green > 5 * 100, "blue %d, green %d".formatted(blue, green));
    }

    private Image drawn(Map<String, Dimension> space, boolean scored) throws IOException {
        SearchPlan plan = new SearchPlan(1, 2, 6, 2, Map.of(), space);
        List<Finished> trials = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            for (int number = 1; number <= 6; number++) {
                Map<String, String> settings = new LinkedHashMap<>();
                int place = number;
                space.forEach((name, dimension) -> settings.put(name, dimension.at(place / 6.0)));
                trials.add(new Finished(
                        new Trial(round, number, 0, settings),
                        scored && number > 1
                                ? new Outcome.Scored(0.5 + 0.1 * round + 0.01 * number, 1, 1)
                                : new Outcome.Failed("diverged", 1)));
            }
        }
        Path file = folder.resolve("trials.png");
        SearchChart.write(plan, trials, "accuracy", file);
        return ((Reading.Decoded) new ImageReader().read(file)).image();
    }
}
