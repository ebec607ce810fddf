package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.search.Finished;
import dev.ocellus.search.Outcome;
import dev.ocellus.search.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTableTest {
    @TempDir
    Path folder;

    @Test
    void theBestComesFirstAndFailuresLastWithTheirReasons() throws IOException {
        List<Finished> trials = List.of(
                new Finished(new Trial(1, 1, 11, Map.of("rate", "0.5")), new Outcome.Failed("too high, it said", 1)),
                new Finished(new Trial(1, 2, 12, Map.of("rate", "0.1")), new Outcome.Scored(0.75, 0.5, 2)),
                new Finished(new Trial(2, 1, 13, Map.of("rate", "0.02")), new Outcome.Scored(0.875, 0.25, 3.5)));
        Path file = folder.resolve("trials.csv");
        SearchTable.write(trials, file);
        assertEquals("""
                trial,score,loss,seconds,seed,rate,failed
                2-01,0.875,0.25,3.5,13,0.02,
                1-02,0.75,0.5,2.0,12,0.1,
                1-01,,,1.0,11,0.5,"too high, it said"
                """, Files.readString(file).replace("\r\n", "\n"));
    }
}
