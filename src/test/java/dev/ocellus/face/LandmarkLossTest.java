package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LandmarkLossTest {
    private static final int VALUES = LandmarkHead.VALUES;

    /** The loss as its documentation says it, in double precision. */
    private static double formula(double[] output, float[] target) {
        int pictures = output.length / VALUES;
        double sum = 0;
        for (int i = 0; i < pictures; i++) {
            double z = output[i * VALUES + 10];
            if (Float.isNaN(target[i * VALUES])) {
                sum += Math.pow(Math.max(0, Math.log(0.5) - z), 2);
                continue;
            }
            double mean = 0;
            for (int p = 0; p < 5; p++) {
                double dx = output[i * VALUES + 2 * p] - target[i * VALUES + 2 * p];
                double dy = output[i * VALUES + 2 * p + 1] - target[i * VALUES + 2 * p + 1];
                mean += Math.sqrt(dx * dx + dy * dy + 0.01 * 0.01) / 5;
            }
            sum += mean / Math.exp(z) + 2 * z + 4 * mean;
        }
        return sum / pictures;
    }

    private static Tensor target(RandomGenerator random, int pictures) {
        float[] target = new float[pictures * VALUES];
        for (int i = 0; i < pictures; i++) {
            boolean face = random.nextInt(3) > 0;
            for (int v = 0; v < VALUES; v++) {
                target[i * VALUES + v] = face ? (float) random.nextGaussian() : Float.NaN;
            }
        }
        return new Tensor(target, pictures, VALUES, 1, 1);
    }

    @Test
    void theLossIsItsFormulaAndTheGradientItsSlope() {
        Property.check(100, random -> {
            int pictures = 1 + random.nextInt(4);
            Tensor target = target(random, pictures);
            double[] at = random.doubles(target.size(), -2, 1.5).toArray();
            float[] output = new float[at.length];
            for (int i = 0; i < at.length; i++) {
                output[i] = (float) at[i];
                at[i] = output[i];
            }

            TensorLoss.Value value = new LandmarkLoss().of(new Tensor(output, pictures, VALUES, 1, 1), target);

            assertEquals(formula(at, target.data()), value.value(), 1e-6 * Math.abs(value.value()) + 1e-6);
            assertEquals(pictures, value.labels());
            for (int i = 0; i < at.length; i++) {
                double step = 1e-6;
                double[] up = at.clone();
                double[] down = at.clone();
                up[i] += step;
                down[i] -= step;
                double slope = (formula(up, target.data()) - formula(down, target.data())) / (2 * step);
                assertEquals(slope, value.gradient().data()[i], 1e-4 * Math.abs(slope) + 1e-4);
            }
        });
    }

    /** Points that are r off on average are best answered with an expectation of r. */
    @Test
    void theBestExpectationIsTheMeanDistance() {
        Tensor target = new Tensor(new float[VALUES], 1, VALUES, 1, 1);
        for (double distance : new double[] {0.05, 0.3, 1}) {
            double best = Double.NaN;
            double least = Double.MAX_VALUE;
            for (double z = -6; z < 2; z += 0.001) {
                float[] output = new float[VALUES];
                for (int p = 0; p < 5; p++) {
                    output[2 * p] = (float) distance;
                }
                output[10] = (float) z;
                double loss = new LandmarkLoss()
                        .of(new Tensor(output, 1, VALUES, 1, 1), target)
                        .value();
                if (loss < least) {
                    least = loss;
                    best = LandmarkLoss.expectedDistance(z);
                }
            }
            assertEquals(distance, best, 0.03 * distance);
        }
    }

    @Test
    void whereThereIsNoFaceOnlySurenessCosts() {
        float[] nothing = new float[VALUES];
        Arrays.fill(nothing, Float.NaN);
        Tensor target = new Tensor(nothing, 1, VALUES, 1, 1);
        float[] unsure = {5, -7, 3, 2, 1, 0, 9, 4, 2, 2, 0};
        float[] sure = unsure.clone();
        sure[10] = -4;

        assertEquals(
                0,
                new LandmarkLoss()
                        .of(new Tensor(unsure, 1, VALUES, 1, 1), target)
                        .value());
        TensorLoss.Value value = new LandmarkLoss().of(new Tensor(sure, 1, VALUES, 1, 1), target);
        assertTrue(value.value() > 1);
        for (int i = 0; i < 10; i++) {
            assertEquals(0, value.gradient().data()[i]);
        }
        assertTrue(value.gradient().data()[10] < 0, "less sure is better");
    }

    @Test
    void otherShapesAreRefused() {
        Tensor ten = Tensor.zeros(2, 10, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> new LandmarkLoss().of(ten, ten));
        assertThrows(IllegalArgumentException.class, () -> new LandmarkLoss()
                .of(Tensor.zeros(2, VALUES, 1, 1), Tensor.zeros(1, VALUES, 1, 1)));
    }
}
