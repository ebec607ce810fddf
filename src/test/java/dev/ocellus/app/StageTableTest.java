package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.pipeline.StageCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table of stages in the README true. {@code mvn test -Dtest=StageTableTest -Dreadme.write} writes it anew. */
class StageTableTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- stages -->\n";
    private static final String END = "<!-- /stages -->\n";

    @Test
    void theReadmeHoldsTheTableOfStages() throws IOException {
        String readme = Files.readString(README).replace("\r\n", "\n");
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        String table = Stages.CATALOGUE.toMarkdown();
        if (System.getProperty("readme.write") != null) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
        } else {
            assertEquals(
                    table, readme.substring(begin, end), "stale; run mvn test -Dtest=StageTableTest -Dreadme.write");
        }
    }

    @Test
    void everyStageAndEverySettingIsDescribed() {
        StageCatalogue catalogue = Stages.CATALOGUE;
        List<String> undescribed = catalogue.kinds().stream()
                .flatMap(kind -> Stream.concat(
                        kind.description().isBlank() ? Stream.of(kind.name()) : Stream.empty(),
                        kind.settings().stream()
                                .filter(setting -> setting.description().isBlank())
                                .map(setting -> kind.name() + "." + setting.name())))
                .toList();
        assertEquals(List.of(), undescribed);
    }
}
