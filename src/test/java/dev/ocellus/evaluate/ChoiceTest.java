package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.Choice.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
    private static final List<String> METRICS = List.of("ap", "p95-ms", "size-mb");

    private static final Map<String, Map<String, Double>> RUNS = Map.of(
            "small", Map.of("ap", 0.70, "p95-ms", 12.0, "size-mb", 2.0),
            "middle", Map.of("ap", 0.80, "p95-ms", 28.0, "size-mb", 4.9),
            "large", Map.of("ap", 0.90, "p95-ms", 80.0, "size-mb", 30.0));

    private static List<String> names(Choice choice) {
        return choice.candidates().stream().map(Candidate::name).toList();
    }

    @Test
    void theBestOfThoseThatSatisfyEverythingIsChosen() {
        List<Requirement> requirements = Requirement.parse("p95-ms<=30, size-mb <= 5", METRICS);
        Choice choice = Choice.of(RUNS, "ap", false, requirements);
        assertEquals("middle", choice.chosen().orElseThrow().name());
        assertEquals(List.of("middle", "small", "large"), names(choice));
        assertEquals("", choice.refusal(choice.candidates().get(0)));
        assertEquals("ap is not the best", choice.refusal(choice.candidates().get(1)));
        assertEquals(
                "not p95-ms<=30, not size-mb<=5",
                choice.refusal(choice.candidates().get(2)));
    }

    @Test
    void withoutRequirementsTheBestIsTheBestAndLowerMayBeBetter() {
        assertEquals(
                "large",
                Choice.of(RUNS, "ap", false, List.of()).chosen().orElseThrow().name());
        assertEquals(
                "small",
                Choice.of(RUNS, "p95-ms", true, Requirement.parse("ap>0.5", METRICS))
                        .chosen()
                        .orElseThrow()
                        .name());
    }

    @Test
    void noneIsChosenWhereNoneSatisfiesOrTheFigureIsNotDefined() {
        assertTrue(Choice.of(RUNS, "ap", false, Requirement.parse("ap>=0.95", METRICS))
                .chosen()
                .isEmpty());
        Choice undefined = Choice.of(Map.of("a", Map.of("ap", Double.NaN)), "ap", false, List.of());
        assertTrue(undefined.chosen().isEmpty());
        assertEquals(
                "ap is not defined", undefined.refusal(undefined.candidates().get(0)));
    }

    @Test
    void bordersAreAsTheyAreWritten() {
        Map<String, Double> figures = Map.of("ap", 0.5);
        assertTrue(Requirement.parse("ap<=0.5", METRICS).get(0).holds(figures));
        assertTrue(!Requirement.parse("ap<0.5", METRICS).get(0).holds(figures));
        assertTrue(Requirement.parse("ap>=0.5", METRICS).get(0).holds(figures));
        assertTrue(!Requirement.parse("ap>0.5", METRICS).get(0).holds(figures));
        assertTrue(!Requirement.parse("p95-ms<9", METRICS).get(0).holds(figures), "what is not known is not satisfied");
    }

    /** The caret stands under the mistake: after two blanks of margin and so many signs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speed<=3 | 0 | no figure 'speed'",
                "ap>=0.5,speed<=3 | 8 | no figure 'speed'",
                "ap=0.5 | 0 | expected",
                "ap<=0.5, | 8 | expected",
                "ap<=0.5,p95-ms<=fast | 8 | expected",
                "ap<=-1 | 0 | expected"
            })
    void mistakesArePointedAt(String text, int column, String why) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Requirement.parse(text, METRICS));
        String[] lines = refusal.getMessage().split("\\R");
        assertTrue(lines[0].contains(why), lines[0]);
        assertEquals(text, lines[1].strip());
        assertEquals(2 + column, lines[2].indexOf('^'));
    }
}
