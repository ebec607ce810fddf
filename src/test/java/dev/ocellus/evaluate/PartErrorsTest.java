package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.PartErrors.Meaning;
import dev.ocellus.evaluate.PartErrors.Measured;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.evaluate.PartErrors.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartErrorsTest {
    private static Measured error(double error) {
        return new Measured(error, 0.01, 100);
    }

    private static List<Meaning> meanings(PartErrors errors) {
        return errors.steps().stream().map(Step::meaning).toList();
    }

    /** The example of Machine Learning Yearning, chapter 41: 1 % on training, 1.5 % on train-dev, 10 % on dev. */
    @Test
    void errorsThatRiseOnlyOnDevAreAMismatch() {
        PartErrors errors =
                new PartErrors(0, Map.of(Role.TRAIN, error(0.01), Role.TRAIN_DEV, error(0.015), Role.DEV, error(0.10)));
        assertEquals(List.of(Meaning.AVOIDABLE_BIAS, Meaning.VARIANCE, Meaning.DATA_MISMATCH), meanings(errors));
        assertEquals(Meaning.DATA_MISMATCH, errors.first().orElseThrow().meaning());
        assertEquals(0.085, errors.first().orElseThrow().size(), 1e-12);
    }

    @Test
    void withoutTrainDevTheStepToDevIsCalledVariance() {
        PartErrors errors =
                new PartErrors(0.02, Map.of(Role.TRAIN, error(0.03), Role.DEV, error(0.12), Role.TEST, error(0.2)));
        assertEquals(List.of(Meaning.AVOIDABLE_BIAS, Meaning.VARIANCE, Meaning.OVERFITTING_TO_DEV), meanings(errors));
        Step variance = errors.steps().get(1);
        assertEquals(0.09, variance.size(), 1e-12);
        assertEquals(Role.DEV, variance.to());
        assertEquals(Math.hypot(0.01, 0.01), variance.chance(), 1e-12);
    }

    @Test
    void aTargetMakesBiasUnavoidable() {
        Map<Role, Measured> parts = Map.of(Role.TRAIN, error(0.15), Role.DEV, error(0.19));
        assertEquals(
                Meaning.AVOIDABLE_BIAS,
                new PartErrors(0, parts).first().orElseThrow().meaning());
        assertEquals(
                Meaning.VARIANCE,
                new PartErrors(0.14, parts).first().orElseThrow().meaning());
    }

    @Test
    void stepsWithinChanceComeFirstNowhere() {
        PartErrors errors = new PartErrors(0.1, Map.of(Role.TRAIN, error(0.105), Role.DEV, error(0.11)));
        assertTrue(errors.first().isEmpty());
        assertTrue(errors.steps().stream().noneMatch(Step::isSure));
    }

    @Test
    void missingPartsMissTheirStepsAndNoTargetIsBelowNothing() {
        assertEquals(List.of(), meanings(new PartErrors(0, Map.of(Role.DEV, error(0.2)))));
        assertEquals(
                List.of(Meaning.OVERFITTING_TO_DEV),
                meanings(new PartErrors(0, Map.of(Role.DEV, error(0.2), Role.TEST, error(0.3)))));
        assertThrows(IllegalArgumentException.class, () -> new PartErrors(2, Map.of()));
    }
}
