package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.gallery.Identification.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentificationTest {
    private static List<Match> at(double... distances) {
        List<Match> matches = new ArrayList<>();
        for (double distance : distances) {
            matches.add(new Match(new Person("0000000" + matches.size(), "P" + matches.size()), 1, distance));
        }
        return matches;
    }

    @ParameterizedTest
    @CsvSource({
        // first, second, decision; at distance 1 and margin 0.1
        "0.2, 1.5, KNOWN",
        "1.0, 1.5, KNOWN",
        "1.001, 1.5, UNKNOWN",
        "0.5, 0.7, KNOWN",
        "0.5, 0.55, AMBIGUOUS",
        "0.5, 0.5, AMBIGUOUS",
        "0.95, 1.01, KNOWN", // the rival does not match
        "1.2, 1.2, UNKNOWN"
    })
    void decidesByDistanceAndMargin(double first, double second, Decision decision) {
        Identification identification = Identification.of(at(first, second), 1, 0.1);
        assertEquals(decision, identification.decision());
        assertEquals(
                decision == Decision.KNOWN ? Optional.of("P0") : Optional.empty(),
                identification.person().map(Person::name));
        assertEquals(OptionalDouble.of(first), identification.distance());
        assertEquals(OptionalDouble.of(second - first), identification.margin());
    }

    @Test
    void aTieIsAmbiguousWithoutAMarginToo() {
        assertEquals(Decision.AMBIGUOUS, Identification.of(at(0.5, 0.5), 1, 0).decision());
        assertEquals(Decision.KNOWN, Identification.of(at(0.5, 0.6), 1, 0).decision());
    }

    @Test
    void fewerThanTwoPeopleHaveNoMargin() {
        assertEquals(Decision.UNKNOWN, Identification.of(at(), 1, 0.1).decision());
        assertEquals(OptionalDouble.empty(), Identification.of(at(), 1, 0.1).distance());
        assertEquals(Decision.KNOWN, Identification.of(at(0.3), 1, 0.1).decision());
        assertEquals(OptionalDouble.empty(), Identification.of(at(0.3), 1, 0.1).margin());
    }
}
