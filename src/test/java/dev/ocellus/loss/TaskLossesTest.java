package dev.ocellus.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskLossesTest {
    private static final float MISSING = Float.NaN;

    private static final TaskLosses TWO =
            TaskLosses.of("kind", new SoftmaxCrossEntropy()).and("age", new SquaredError(), 0.25);

    private static final Tensor KINDS = new Tensor(new float[] {0, 0, 2, 1}, 2, 2, 1, 1);
    private static final Tensor AGES = new Tensor(new float[] {3, 5}, 2, 1, 1, 1);

    @Test
    void tasksAreAddedUpByWeight() {
        Loss loss = TWO.of(List.of(KINDS, AGES), List.of(vector(0, MISSING), vector(1, 2)));
        double kind = Math.log(2);
        double age = (4 + 9) / 2.0;
        assertEquals(kind + 0.25 * age, loss.value(), 1e-12);
        assertEquals(Map.of("kind", kind, "age", 0.25 * age), loss.parts());
        assertArrayEquals(
                new float[] {-0.5f, 0.5f, 0, 0}, loss.gradients().get(0).data());
        assertArrayEquals(
                new float[] {0.25f * 2, 0.25f * 3}, loss.gradients().get(1).data());
    }

    @Test
    void aTaskWithoutLabelsGivesNothing() {
        Loss loss = TWO.of(List.of(KINDS, AGES), List.of(vector(0, 0), vector(MISSING, MISSING)));
        assertEquals(0, loss.parts().get("age"));
        assertEquals(Tensor.zeros(2, 1, 1, 1), loss.gradients().get(1));
        assertEquals(loss.parts().get("kind"), loss.value());
    }

    @Test
    void whatDoesNotMatchIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> TWO.of(List.of(KINDS), List.of(vector(0, 0))))
                .getMessage();
        assertTrue(message.contains("[kind, age]") && message.contains("1 outputs"), message);
        assertThrows(IllegalArgumentException.class, () -> TWO.and("age", new Logistic(), 1));
        assertThrows(IllegalArgumentException.class, () -> TWO.and("sex", new Logistic(), 0));
        assertThrows(IllegalArgumentException.class, () -> new TaskLosses(List.of()));
    }

    /** The means over batches of any size are those over all labels at once. */
    @Test
    void aTallyDoesNotMindHowLabelsAreDealtOut() {
        Tensor kinds = new Tensor(new float[] {0, 0, 2, 1, -1, 3}, 3, 2, 1, 1);
        Tensor kind = vector(1, MISSING, 1);
        Tensor ages = vector(3, 5, 4);
        Tensor age = vector(1, 2, MISSING);
        Tally once = new Tally(TWO);
        once.add(List.of(kinds, ages), List.of(kind, age));
        Tally twice = new Tally(TWO);
        twice.add(List.of(new Tensor(new float[] {0, 0}, 1, 2, 1, 1), vector(3)), List.of(vector(1), vector(1)));
        Tally later = new Tally(TWO);
        later.load(twice.sums());
        later.add(
                List.of(new Tensor(new float[] {2, 1, -1, 3}, 2, 2, 1, 1), vector(5, 4)),
                List.of(vector(MISSING, 1), vector(2, MISSING)));

        Map<String, Double> means = once.means();
        double kindLoss = (Math.log(2) + Math.log1p(Math.exp(-4))) / 2;
        assertEquals(kindLoss, means.get("kind.loss"), 1e-12);
        assertEquals(0.5, means.get("kind.accuracy"), "a tie goes to the first class, which is wrong");
        assertEquals(6.5, means.get("age.loss"));
        assertEquals(2.5, means.get("age.mean-absolute-error"));
        assertEquals(kindLoss + 0.25 * 6.5, means.get("loss"), 1e-12);
        assertEquals(means.keySet(), later.means().keySet());
        means.forEach((name, mean) -> assertEquals(mean, later.means().get(name), 1e-12, name));
        assertEquals(means.keySet(), Tally.higherIsBetter(TWO).keySet());
    }

    @Test
    void oneTaskNeedsNoNameAndAMetricNeedsLabels() {
        Tally tally = new Tally(TaskLosses.of(new Logistic()));
        tally.add(List.of(vector(2, -1)), List.of(vector(MISSING, MISSING)));
        assertEquals(Map.of("loss", 0.0), tally.means());
        tally.add(List.of(vector(2, -1, 0.5f, 0)), List.of(vector(1, 1, 0.25f, 0)));
        assertEquals(0.5, tally.means().get("accuracy"));
        assertEquals(Map.of("loss", false, "accuracy", true), Tally.higherIsBetter(TaskLosses.of(new Logistic())));
    }

    @Test
    void pixelsAreCountedLikeSamples() {
        Tensor output = new Tensor(new float[] {1, 0, 0, 1, 0, 1}, 1, 2, 1, 3);
        Tensor target = new Tensor(new float[] {0, 1, MISSING}, 1, 1, 1, 3);
        assertEquals(new Sum(1, 2), Metric.CLASS_ACCURACY.of(output, target), "the second is a tie");
        Tensor shares = new Tensor(new float[] {0.6f, 0.2f, 0.5f, 0.4f, 0.8f, 0.5f}, 1, 2, 1, 3);
        assertEquals(new Sum(1, 3), Metric.CLASS_ACCURACY.of(output, shares));
    }

    private static Tensor vector(float... values) {
        return new Tensor(values, values.length, 1, 1, 1);
    }
}
