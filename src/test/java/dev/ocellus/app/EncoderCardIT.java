package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.learn.Best;
import dev.ocellus.learn.History;
import dev.ocellus.network.ModelCard;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.EncoderTraining;
import dev.ocellus.train.PeopleSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the card of an encoder says of distances. */
class EncoderCardIT {
    private static final EncoderPlan PLAN = EncoderPlan.standard()
            .withData(List.of(new PeopleSource("sharp", "drawn", ""), new PeopleSource("blurred", "drawn", "")));

    /** Strangers at distances spread evenly from {@code nearest} on, people at 0.1. */
    private static VerificationEvaluation strangersFrom(double nearest) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            comparisons.add(Comparison.genuine(0.1));
            comparisons.add(Comparison.impostor(nearest + i / 10_000.0));
        }
        return VerificationEvaluation.of(comparisons);
    }

    private static ModelCard card(Map<String, VerificationEvaluation> evaluations) {
        Best best = new Best(30, Map.of(), Map.of("accuracy", 0.91), 0.91);
        EncoderTraining.Result result = new EncoderTraining.Result(
                PLAN.network().graph(),
                best,
                new History("step", List.of()),
                List.of(new EncoderTraining.Learned(PLAN.data().get(0), 20, 100)),
                evaluations,
                "0".repeat(64),
                12);
        return new EncoderCard(PLAN, "plan.yaml", "", TrainingEngines.standard(), result).card();
    }

    /** A threshold that lets one stranger of a thousand through wherever the pictures come from. */
    @Test
    void theThresholdIsThatOfTheSourceWhoseStrangersAreMostAlike() {
        Map<String, VerificationEvaluation> evaluations = new LinkedHashMap<>();
        evaluations.put(EncoderTraining.ALL, strangersFrom(1));
        evaluations.put("sharp", strangersFrom(1.4));
        evaluations.put("blurred", strangersFrom(0.6));
        ModelCard.Verification verification = card(evaluations).verification();

        assertEquals(0.6009, verification.threshold(), 1e-3);
        assertEquals(1e-3, verification.fmr(), 2e-4);
        assertTrue(verification.calibration().contains("(blurred: 10000 pairs"), verification.calibration());
    }

    /** Fewer pairs than a claim of one in a thousand needs give no threshold. */
    @Test
    void withoutEnoughPairsThereIsNone() {
        VerificationEvaluation few =
                VerificationEvaluation.of(List.of(Comparison.genuine(0.1), Comparison.impostor(1)));
        assertEquals(
                ModelCard.Verification.NONE,
                card(Map.of(EncoderTraining.ALL, few)).verification());
        assertEquals(ModelCard.Verification.NONE, card(Map.of()).verification());
    }
}
