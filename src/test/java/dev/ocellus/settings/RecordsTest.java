package dev.ocellus.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing records, each against the other and against texts written by hand. */
class RecordsTest {
    public enum Way {
        THERE,
        AND_BACK
    }

    public record Stop(String place, @Default("5") int minutes) {
        public Stop {
            if (minutes < 0) {
                throw new IllegalArgumentException("minutes must not be negative, got " + minutes);
            }
        }
    }

    public record Journey(
            LocalDate day,
            Duration longest,
            boolean open,
            @Default("and-back") Way way,
            @Default("[{place: home}]") List<Stop> stops,
            @Default("{}") Map<String, Double> prices,
            @Default("[]") List<List<Long>> seats) {}

    /** A type written as one word, as a number where it has but one. */
    @Text("a number such as 3, or two such as 1-7")
    public record Range(int from, int to) {
        public static Range parse(String text) {
            String[] ends = text.split("-");
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    public record Pages(
            Range first, Range second, @Default("1") Range third) {}

    private static final String FULL = """
            day: '2026-01-31'
            longest: PT1H30M
            open: true
            way: there
            stops:
            - {place: 'no', minutes: 7}
            - {place: 'a: b'}
            prices: {child: 1.5, '1': 2.0}
            seats:
            - [1, 9000000000]
            - []
            """;

    private static final Journey JOURNEY = new Journey(
            LocalDate.of(2026, 1, 31),
            Duration.ofMinutes(90),
            true,
            Way.THERE,
            List.of(new Stop("no", 7), new Stop("a: b", 5)),
            Map.of("child", 1.5, "1", 2.0),
            List.of(List.of(1L, 9_000_000_000L), List.of()));

    @TempDir
    Path folder;

    private Journey read(String yaml) throws IOException {
        return RecordReader.readFile(Files.writeString(folder.resolve("j.yaml"), yaml), Journey.class, "field");
    }

    private String mistakes(String yaml) {
        String path = folder.resolve("j.yaml").toString();
        return assertThrows(IOException.class, () -> read(yaml))
                .getMessage()
                .replace(path, "j.yaml")
                .replace(System.lineSeparator(), "\n");
    }

    @Test
    void everyKindOfValueIsRead() throws IOException {
        assertEquals(JOURNEY, read(FULL));
    }

    @Test
    void whatIsWrittenIsReadAsItWas() throws IOException {
        assertEquals(JOURNEY, read(RecordWriter.write(JOURNEY)));
    }

    @Test
    void defaultsAreLeftOutInWritingAndFilledInInReading() throws IOException {
        Journey plain = new Journey(
                JOURNEY.day(),
                JOURNEY.longest(),
                false,
                Way.AND_BACK,
                List.of(new Stop("home", 5)),
                Map.of(),
                List.of());
        String text = RecordWriter.write(plain);
        assertEquals("{day: '2026-01-31', longest: PT1H30M, open: false}\n", text);
        assertEquals(plain, read(text));
    }

    @Test
    void wordsThatAreNumbersAreWrittenWithoutQuotes() throws IOException {
        Pages pages = new Pages(new Range(3, 3), new Range(1, 7), new Range(1, 1));
        String text = RecordWriter.write(pages);
        assertEquals("{first: 3, second: 1-7}\n", text);
        Path file = Files.writeString(folder.resolve("p.yaml"), text);
        assertEquals(pages, RecordReader.readFile(file, Pages.class, "field"));
    }

    @Test
    void mistakesInsideListsMapsAndRecordsAreAllTold() {
        assertEquals("""
                j.yaml:1: day must be a date such as 2026-01-31, got 'today'
                j.yaml:1: needs the fields 'longest', 'open'
                j.yaml:2: way must be one of there, and-back, got 'THERE'
                j.yaml:4: stops 1: unknown field 'minute'; did you mean 'minutes'? known: place, minutes
                j.yaml:6: stops 2: minutes must not be negative, got -1
                j.yaml:7: stops 3 must be {place: ..., minutes: ...}
                j.yaml:8: stops 4 has no value; it must be {place: ..., minutes: ...}
                j.yaml:9: prices: child must be a number, got 'free'
                j.yaml:10: prices: 'adult' is given twice
                j.yaml:11: seats 1 2 must be a whole number, got '1.5'
                j.yaml:11: seats 2 must be a list, each a whole number""", mistakes("""
                day: today
                way: THERE
                stops:
                - {place: a, minute: 3}
                - place: b
                  minutes: -1
                - c
                -
                prices: {child: free, adult: 1,
                  adult: 2}
                seats: [[1, 1.5], 3]
                """));
    }

    @Test
    void aFileWithoutFieldsIsTold() {
        assertEquals("j.yaml:1: is empty", mistakes("# nothing\n"));
        assertEquals("j.yaml:1: its fields must be written as {field: value}", mistakes("- a\n"));
        assertEquals("j.yaml:1: the name of a field must be a text", mistakes("? [a]\n: 1\n"));
    }

    @Test
    void oneSettingIsChangedFromText() {
        RecordKind<Stop> kind = RecordKind.of(Stop.class);
        assertEquals(new Stop("a", 9), kind.with(new Stop("a", 1), "minutes", "9"));
        for (Map.Entry<String, String> wrong : Map.of(
                        "soon", "must be a whole number, got 'soon'",
                        "", "has no value; it must be a whole number",
                        "-3", "minutes must not be negative, got -3",
                        "[", "is not YAML: expected the node content, but found '<stream end>'")
                .entrySet()) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> kind.with(new Stop("a", 1), "minutes", wrong.getKey()));
            assertEquals(wrong.getValue(), refused.getMessage());
        }
    }

    public record Tour(
            String name, Stop first, @Default("[]") List<Stop> others) {}

    @Test
    void settingsWithinSettingsAreChangedAloneOrTogether() {
        RecordKind<Tour> kind = RecordKind.of(Tour.class);
        Tour tour = new Tour("one", new Stop("home", 7), List.of());
        assertEquals(new Tour("one", new Stop("home", 9), List.of()), kind.change(tour, Map.of("first.minutes", "9")));
        assertEquals(
                new Tour("one", new Stop("sea", 7), List.of()), kind.change(tour, Map.of("first", "{place: sea}")));
        assertEquals(
                new Tour("two", new Stop("home", 7), List.of(new Stop("hill", 5))),
                kind.change(tour, Map.of("name", "two", "others", "[{place: hill}]")));
    }

    @Test
    void changesThatCannotBeMadeAreTold() {
        RecordKind<Tour> kind = RecordKind.of(Tour.class);
        Tour tour = new Tour("one", new Stop("home", 7), List.of());
        assertChangeRefused(kind, tour, "first.minute", "9", "unknown setting 'minute'");
        assertChangeRefused(kind, tour, "first.minutes", "-9", "must not be negative");
        assertChangeRefused(kind, tour, "first", "3", "{place: ..., minutes: ...}");
        assertChangeRefused(kind, tour, "first.place.name", "3", "a text");
    }

    private static void assertChangeRefused(
            RecordKind<Tour> kind, Tour tour, String name, String value, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> kind.change(tour, Map.of(name, value)))
                .getMessage();
        assertEquals(true, message.contains(expected), message);
    }
}
