package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.pipeline.StageCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table of stages in docs/stages.md true. {@code mvn test -Dtest=StageTableTest -Dstages.write} writes it anew. */
class StageTableTest {
    private static final Path PAGE = Path.of("docs", "stages.md");
    private static final String BEGIN = "<!-- stages -->\n";
    private static final String END = "<!-- /stages -->\n";

    @Test
    void thePageHoldsTheTableOfStages() throws IOException {
        String page = Files.readString(PAGE).replace("\r\n", "\n");
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String table = Stages.CATALOGUE.toMarkdown();
        if (System.getProperty("stages.write") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertEquals(table, page.substring(begin, end), "stale; run mvn test -Dtest=StageTableTest -Dstages.write");
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
