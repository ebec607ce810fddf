package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.frame.Identity.FalseMatch;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MatchRuleTest {
    private static final Optional<Calibration> LOOSE = Optional.of(DrawnFaces.calibration(1));
    private static final Optional<Calibration> STRICT = Optional.of(DrawnFaces.calibration(0.5));

    @Test
    void theUserComesBeforeTheGalleryAndTheGalleryBeforeTheCard() throws WrongUsageException {
        assertEquals(0.7, MatchRule.of(OptionalDouble.of(0.7), STRICT, LOOSE).distance());
        assertEquals(0.5, MatchRule.of(OptionalDouble.empty(), STRICT, LOOSE).distance());
        assertEquals(
                1, MatchRule.of(OptionalDouble.empty(), Optional.empty(), LOOSE).distance());
        assertTrue(MatchRule.of(OptionalDouble.empty(), STRICT, LOOSE).from().startsWith("calibrated on"));
        assertTrue(MatchRule.of(OptionalDouble.empty(), Optional.empty(), LOOSE)
                .from()
                .contains("card"));
        assertThrows(
                WrongUsageException.class,
                () -> MatchRule.of(OptionalDouble.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aDistanceStandsForTheRateOfTheNextLargerOneThatWasMeasured() throws WrongUsageException {
        MatchRule rule = MatchRule.of(OptionalDouble.empty(), STRICT, Optional.empty());
        assertEquals(Optional.of(new FalseMatch(0, 0.0006)), rule.falseMatch(0.1));
        assertEquals(Optional.of(new FalseMatch(0.001, 0.002)), rule.falseMatch(0.3));
        assertEquals(Optional.of(new FalseMatch(1, 1)), rule.falseMatch(0.6));
    }

    /** Whatever was measured, the curve that is kept of it never tells too little, and at most half as much again. */
    @Test
    void theKeptCurveEnclosesWhatWasMeasured() {
        Property.check(50, random -> {
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                comparisons.add(Comparison.impostor(Math.min(4, Math.abs(1.5 + 0.4 * random.nextGaussian()))));
            }
            comparisons.add(Comparison.genuine(0.3));
            VerificationEvaluation all = VerificationEvaluation.of(comparisons);
            Calibration kept = CalibrationCurve.calibration(all, all.at(0.5), 0.1, "drawn");
            for (double distance = 0; distance <= 4; distance += 0.01) {
                double measured = all.fmr(distance).value();
                double told = kept.rateAt(distance).orElseThrow().falseMatchRate();
                assertTrue(
                        told >= measured && told <= 1.5 * measured + 2.0 / 400,
                        distance + ": " + told + " " + measured);
            }
            assertTrue(kept.curve().size() < 60);
        });
    }
}
