package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.network.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovingAverageTest {
    @Test
    void followsTheFormulaStepByStep() {
        MovingAverage average = new MovingAverage(0.25);
        average.update(Map.of("w", new Tensor(new float[] {8}, 1)), 0);
        assertEquals(8, average.parameters().get("w").data()[0], "the first value is the mean");
        average.update(Map.of("w", new Tensor(new float[] {0}, 1)), 1);
        assertEquals(8 * 2f / 11, average.parameters().get("w").data()[0], 1e-6, "keeps (1 + 1) / (10 + 1)");
        average.update(Map.of("w", new Tensor(new float[] {0}, 1)), 90);
        assertEquals(8 * 2f / 11 / 4, average.parameters().get("w").data()[0], 1e-6, "keeps no more than the limit");
    }

    @Test
    void neitherKeepsNorHandsOutTheCallersArrays() {
        MovingAverage average = new MovingAverage(0.9);
        float[] mine = {1};
        average.update(Map.of("w", new Tensor(mine, 1)), 0);
        mine[0] = 5;
        average.parameters().get("w").data()[0] = 7;
        assertEquals(1, average.parameters().get("w").data()[0]);
        MovingAverage restored = new MovingAverage(0.9);
        restored.load(average.parameters());
        assertEquals(average.parameters(), restored.parameters());
    }
}
