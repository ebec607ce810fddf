package dev.ocellus.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Every loss against the textbook's formula, written down again without any care for overflow, and every gradient against the finite differences of that
 * formula in double precision.
 */
class TensorLossTest {
    private static final float MISSING = Float.NaN;

    /** The sum of a loss over one sample, from its outputs and targets for all classes and pixels. */
    private interface Formula {
        double mean(double[] output, Tensor target, int samples, int classes, int plane);
    }

    @Test
    void logisticIsItsFormula() {
        check(new Logistic(), random -> random.nextInt(5) / 4f, numbers((z, t) -> {
            double yes = 1 / (1 + Math.exp(-z));
            return -t * Math.log(yes) - (1 - t) * Math.log(1 - yes);
        }));
    }

    @Test
    void squaredErrorIsItsFormula() {
        check(new SquaredError(), random -> (float) random.nextGaussian(), numbers((o, t) -> Math.pow(o - t, 2)));
    }

    @Test
    void smoothL1IsItsFormula() {
        for (double beta : new double[] {0.25, 1, 3}) {
            check(
                    new SmoothL1(beta),
                    random -> (float) random.nextGaussian(),
                    numbers((o, t) ->
                            Math.abs(o - t) < beta ? 0.5 * Math.pow(o - t, 2) / beta : Math.abs(o - t) - 0.5 * beta));
        }
    }

    @Test
    void softmaxCrossEntropyIsItsFormula() {
        for (double smoothing : new double[] {0, 0.1, 0.7}) {
            Property.check(60, random -> {
                int[] shape = {
                    1 + random.nextInt(3), 2 + random.nextInt(4), 1 + random.nextInt(2), 1 + random.nextInt(3)
                };
                Tensor output = tensor(shape, () -> (float) (2 * random.nextGaussian()));
                int classes = shape[1];
                Tensor numbers = tensor(
                        new int[] {shape[0], 1, shape[2], shape[3]},
                        () -> random.nextInt(4) == 0 ? MISSING : random.nextInt(classes));
                Tensor distributions = random.nextBoolean() ? oneHot(numbers, shape) : mixed(numbers, shape, random);
                TensorLoss loss = new SoftmaxCrossEntropy(smoothing);
                check(loss, output, distributions, softmax(smoothing));
                check(loss, output, oneHot(numbers, shape), softmax(smoothing));
                TensorLoss.Value byNumber = loss.of(output, numbers);
                TensorLoss.Value byDistribution = loss.of(output, oneHot(numbers, shape));
                assertEquals(byDistribution, byNumber, "a class number stands for all of the share");
            });
        }
    }

    /** ln Σ e^z of (1, 2, 3) is 3.407605964444380, worked out with 40 digits. */
    @Test
    void knownValues() {
        double logSum = Math.log(exponentialOfWhole(1)
                .add(exponentialOfWhole(2))
                .add(exponentialOfWhole(3))
                .doubleValue());
        assertEquals(3.407605964444380, logSum, 1e-14);
        Tensor z = new Tensor(new float[] {1, 2, 3}, 1, 3, 1, 1);
        Tensor first = new Tensor(new float[] {0}, 1, 1, 1, 1);
        assertEquals(2.407605964444380, new SoftmaxCrossEntropy().of(z, first).value(), 1e-14);
        assertEquals(
                0.9 * 2.407605964444380 + 0.1 * 1.407605964444380,
                new SoftmaxCrossEntropy(0.1).of(z, first).value(),
                1e-14);
        Tensor yes = new Tensor(new float[] {1}, 1, 1, 1, 1);
        assertEquals(
                Math.log(2),
                new Logistic().of(new Tensor(new float[] {0}, 1, 1, 1, 1), yes).value());
        assertEquals(
                0.126928011042972,
                new Logistic().of(new Tensor(new float[] {2}, 1, 1, 1, 1), yes).value(),
                1e-14,
                "ln(1 + e^-2)");
    }

    /** Far from 0 the loss is a straight line, and nothing overflows. */
    @Test
    void hugeOutputsStayNumbers() {
        Tensor certain = new Tensor(new float[] {1000, -1000, 1000, -1000}, 4, 1, 1, 1);
        Tensor truth = new Tensor(new float[] {1, 0, 0, 1}, 4, 1, 1, 1);
        TensorLoss.Value logistic = new Logistic().of(certain, truth);
        assertEquals((0 + 0 + 1000 + 1000) / 4.0, logistic.value());
        assertArrayEquals(new float[] {0, 0, 0.25f, -0.25f}, logistic.gradient().data());

        Tensor scores = new Tensor(new float[] {1000, -1000, 0, -1000, 1000, 1000}, 2, 3, 1, 1);
        Tensor classes = new Tensor(new float[] {1, 2}, 2, 1, 1, 1);
        TensorLoss.Value softmax = new SoftmaxCrossEntropy().of(scores, classes);
        assertEquals((2000 + Math.log(2)) / 2, softmax.value(), 1e-12);
        assertArrayEquals(
                new float[] {0.5f, -0.5f, 0, 0, 0.25f, -0.25f},
                softmax.gradient().data());

        Tensor far = new Tensor(new float[] {1000, -1000}, 2, 1, 1, 1);
        Tensor near = new Tensor(new float[] {0, 0}, 2, 1, 1, 1);
        assertEquals(999.5, new SmoothL1(1).of(far, near).value());
        assertEquals(1e6, new SquaredError().of(far, near).value());
    }

    /** A label that is not there changes neither the mean nor the gradient of the others, whatever the output. */
    @Test
    void missingLabelsAreAsIfTheyWereNotThere() {
        Tensor output = new Tensor(new float[] {0.5f, 1e30f, -2}, 3, 1, 1, 1);
        Tensor target = new Tensor(new float[] {1, MISSING, 0}, 3, 1, 1, 1);
        Tensor fewer = new Tensor(new float[] {0.5f, -2}, 2, 1, 1, 1);
        Tensor known = new Tensor(new float[] {1, 0}, 2, 1, 1, 1);
        for (TensorLoss loss : new TensorLoss[] {new Logistic(), new SquaredError(), new SmoothL1(0.5)}) {
            TensorLoss.Value masked = loss.of(output, target);
            TensorLoss.Value without = loss.of(fewer, known);
            assertEquals(without.value(), masked.value());
            assertEquals(2, masked.labels());
            float[] gradient = without.gradient().data();
            assertArrayEquals(
                    new float[] {gradient[0], 0, gradient[1]}, masked.gradient().data());

            TensorLoss.Value nothing = loss.of(output, tensor(new int[] {3, 1, 1, 1}, () -> MISSING));
            assertEquals(new TensorLoss.Value(0, 0, Tensor.zeros(3, 1, 1, 1)), nothing);
        }
        Tensor scores = new Tensor(new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
        TensorLoss.Value nothing =
                new SoftmaxCrossEntropy(0.1).of(scores, new Tensor(new float[] {MISSING, MISSING}, 2, 1, 1, 1));
        assertEquals(new TensorLoss.Value(0, 0, Tensor.zeros(2, 2, 1, 1)), nothing);
        TensorLoss.Value halfOfADistribution =
                new SoftmaxCrossEntropy().of(scores, new Tensor(new float[] {MISSING, 1, 0.5f, 0.5f}, 2, 2, 1, 1));
        assertEquals(1, halfOfADistribution.labels());
        assertEquals(0, halfOfADistribution.gradient().data()[0]);
        assertEquals(0, halfOfADistribution.gradient().data()[1]);
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        Tensor output = Tensor.zeros(2, 3, 1, 1);
        refused(new SoftmaxCrossEntropy(), output, new Tensor(new float[] {0, 3}, 2, 1, 1, 1), "sample 1", "0 to 2");
        refused(new SoftmaxCrossEntropy(), output, new Tensor(new float[] {-1, 0}, 2, 1, 1, 1), "sample 0", "-1");
        refused(new SoftmaxCrossEntropy(), output, new Tensor(new float[] {0.5f, 0}, 2, 1, 1, 1), "0.5");
        refused(new SoftmaxCrossEntropy(), output, Tensor.zeros(2, 3, 1, 1), "sample 0", "0.0, not 1");
        refused(new SoftmaxCrossEntropy(), output, new Tensor(new float[] {2, -1, 0, 1, 0, 0}, 2, 3, 1, 1), "-1.0");
        refused(new SoftmaxCrossEntropy(), output, Tensor.zeros(3, 1, 1, 1), "[2, 1, 1, 1]", "[3, 1, 1, 1]");
        refused(new SoftmaxCrossEntropy(), Tensor.zeros(2, 1, 1, 1), Tensor.zeros(2, 1, 1, 1), "at least 2");
        refused(new Logistic(), output, new Tensor(new float[] {0, 0, 0, 0, 0, 2}, 2, 3, 1, 1), "2.0");
        refused(new SquaredError(), output, Tensor.zeros(2, 3), "[2, 3, 1, 1]", "[2, 3]");
        assertThrows(IllegalArgumentException.class, () -> new SmoothL1(0));
        assertThrows(IllegalArgumentException.class, () -> new SoftmaxCrossEntropy(1));
    }

    private static void refused(TensorLoss loss, Tensor output, Tensor target, String... words) {
        String message = assertThrows(IllegalArgumentException.class, () -> loss.of(output, target))
                .getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private interface Draw {
        float from(RandomGenerator random);
    }

    private static void check(TensorLoss loss, Draw target, Formula formula) {
        Property.check(60, random -> {
            int[] shape = {1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2)};
            Tensor output = tensor(shape, () -> (float) (2 * random.nextGaussian()));
            Tensor wanted = tensor(shape, () -> random.nextInt(4) == 0 ? MISSING : target.from(random));
            check(loss, output, wanted, formula);
        });
    }

    private static void check(TensorLoss loss, Tensor output, Tensor target, Formula formula) {
        TensorLoss.Value value = loss.of(output, target);
        double[] point = new double[output.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = output.data()[i];
        }
        int[] shape = output.shape();
        assertEquals(formula.mean(point, target, shape[0], shape[1], shape[2] * shape[3]), value.value(), 1e-9);
        double step = 1e-5;
        for (int i = 0; i < point.length; i++) {
            double here = point[i];
            point[i] = here + step;
            double above = formula.mean(point, target, shape[0], shape[1], shape[2] * shape[3]);
            point[i] = here - step;
            double below = formula.mean(point, target, shape[0], shape[1], shape[2] * shape[3]);
            point[i] = here;
            double difference = (above - below) / (2 * step);
            assertEquals(difference, value.gradient().data()[i], 2e-7 + 1e-5 * Math.abs(difference), "number " + i);
        }
    }

    private interface OfNumber {
        double loss(double output, double target);
    }

    private static Formula numbers(OfNumber each) {
        return (output, target, samples, classes, plane) -> {
            double sum = 0;
            int labels = 0;
            for (int i = 0; i < output.length; i++) {
                if (!Float.isNaN(target.data()[i])) {
                    sum += each.loss(output[i], target.data()[i]);
                    labels++;
                }
            }
            return labels == 0 ? 0 : sum / labels;
        };
    }

    private static Formula softmax(double smoothing) {
        return (output, target, samples, classes, plane) -> {
            double sum = 0;
            int labels = 0;
            for (int n = 0; n < samples; n++) {
                for (int p = 0; p < plane; p++) {
                    double all = 0;
                    for (int c = 0; c < classes; c++) {
                        all += Math.exp(output[(n * classes + c) * plane + p]);
                    }
                    double loss = 0;
                    for (int c = 0; c < classes; c++) {
                        int i = (n * classes + c) * plane + p;
                        double q = target.data()[i] * (1 - smoothing) + smoothing / classes;
                        loss -= q * Math.log(Math.exp(output[i]) / all);
                    }
                    if (!Double.isNaN(loss)) {
                        sum += loss;
                        labels++;
                    }
                }
            }
            return labels == 0 ? 0 : sum / labels;
        };
    }

    private static Tensor oneHot(Tensor numbers, int[] shape) {
        int plane = shape[2] * shape[3];
        Tensor all = Tensor.zeros(shape);
        for (int i = 0; i < all.size(); i++) {
            float number = numbers.data()[i / plane / shape[1] * plane + i % plane];
            all.data()[i] = Float.isNaN(number) ? MISSING : i / plane % shape[1] == (int) number ? 1 : 0;
        }
        return all;
    }

    /** Distributions over two classes, or missing where the class number is. */
    private static Tensor mixed(Tensor numbers, int[] shape, RandomGenerator random) {
        int plane = shape[2] * shape[3];
        Tensor all = oneHot(numbers, shape);
        for (int n = 0; n < shape[0]; n++) {
            for (int p = 0; p < plane; p++) {
                float number = numbers.data()[n * plane + p];
                if (!Float.isNaN(number)) {
                    float share = random.nextFloat();
                    int other = ((int) number + 1) % shape[1];
                    all.data()[(n * shape[1] + (int) number) * plane + p] = share;
                    all.data()[(n * shape[1] + other) * plane + p] = 1 - share;
                }
            }
        }
        return all;
    }

    private interface Floats {
        float next();
    }

    private static Tensor tensor(int[] shape, Floats values) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = values.next();
        }
        return tensor;
    }

    /** e^n by its series. */
    private static BigDecimal exponentialOfWhole(int n) {
        MathContext digits = new MathContext(40);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; k < 80; k++) {
            term = term.multiply(BigDecimal.valueOf(n), digits).divide(BigDecimal.valueOf(k), digits);
            sum = sum.add(term, digits);
        }
        return sum;
    }
}
