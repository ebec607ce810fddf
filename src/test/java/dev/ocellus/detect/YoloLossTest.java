package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class YoloLossTest {
    private static final Size PICTURE = new Size(64, 32);

    /**
     * The gradient must be that of an independent, slow loss in double precision in which two things are frozen at the point of the check, as the loss
     * says: how well each box fits (what the objectness should say) and α, the weight of the aspect ratio.
     */
    @Test
    void everyGradientIsTheFiniteDifferenceOfASlowReference() {
        Property.check(4, random -> {
            YoloLayout layout = random.nextBoolean() ? YoloSamples.PETS : YoloSamples.FACES;
            YoloSettings settings = new YoloSettings(1.8, 6.5, 1 + random.nextDouble(), 0.3, 0.01);
            YoloHead head = new YoloHead(layout, settings);
            List<Frame> frames = List.of(randomFrame(layout, random), randomFrame(layout, random));
            YoloTarget target = head.encode(frames);
            List<Tensor> outputs = YoloSamples.randomOutputs(layout, 2, PICTURE, random);

            Loss loss = head.loss().of(outputs, target);

            Reference reference = new Reference(layout, settings, target);
            double[][] point = outputs.stream().map(YoloLossTest::doubles).toArray(double[][]::new);
            reference.freeze(point);
            assertEquals(reference.value(point), loss.value(), 1e-9);
            assertEquals(
                    loss.value(),
                    loss.parts().values().stream().mapToDouble(d -> d).sum(),
                    1e-9);
            double step = 1e-5;
            for (int l = 0; l < point.length; l++) {
                float[] gradient = loss.gradients().get(l).data();
                for (int i = 0; i < gradient.length; i++) {
                    double here = point[l][i];
                    point[l][i] = here + step;
                    double above = reference.value(point);
                    point[l][i] = here - step;
                    double below = reference.value(point);
                    point[l][i] = here;
                    double difference = (above - below) / (2 * step);
                    assertEquals(
                            difference, gradient[i], 1e-6 + 1e-4 * Math.abs(difference), "level " + l + ", value " + i);
                }
            }
        });
    }

    @Test
    void aPerfectNetworkLosesNothing() {
        YoloHead head = new YoloHead(YoloSamples.PETS, YoloSettings.DEFAULT);
        Frame frame = YoloSamples.frame(
                new Size(96, 96),
                new TruthBox(Box.around(new Point(40, 41), 20, 30), "dog", false),
                new TruthBox(Box.around(new Point(70, 21), 9, 12), "bird", false));
        YoloTarget target = head.encode(List.of(frame));
        assertEquals(
                0,
                head.loss()
                        .of(YoloSamples.perfectOutputs(head.layout(), target), target)
                        .value(),
                1e-5);
    }

    /** Silent network with σ = 1/2 everywhere: the box is the anchor in the middle of its cell. */
    @Test
    void aLossWorkedOutByHand() {
        YoloLayout layout = new YoloLayout(List.of(new AnchorLevel(8, List.of(new AnchorBox(8, 8)))), List.of("face"));
        YoloHead head = new YoloHead(layout, YoloSettings.DEFAULT);
        Frame frame = YoloSamples.frame(new Size(16, 8), new TruthBox(new Box(0, 0, 8, 8), "face", false));
        YoloTarget target = head.encode(List.of(frame));
        assertEquals(1, target.positives(), "in the very middle of a cell there is no nearest neighbour");

        Loss right = head.loss().of(YoloSamples.outputs(layout, 1, new Size(16, 8)), target);
        assertEquals(0, right.parts().get("box"), 1e-9);
        assertEquals(2 * Math.log(2), right.parts().get("objectness"), 1e-9);
        float[] gradient = right.gradients().get(0).data();
        assertEquals(-0.5f, gradient[8], "should say 1, says 1/2");
        assertEquals(0.5f, gradient[9], "should say 0, says 1/2");

        // One cell to the right and half as wide: IoU 0, distance 8, enclosing box 16 x 8 for the shifted one.
        Frame other = YoloSamples.frame(new Size(16, 8), new TruthBox(new Box(8, 0, 16, 8), "face", false));
        YoloTarget shifted = new YoloTarget(
                1,
                new Size(16, 8),
                List.of(new YoloTarget.Level(
                        new int[] {0},
                        head.encode(List.of(other)).levels().get(0).boxes(),
                        new int[] {0},
                        new boolean[2])));
        Loss apart = head.loss().of(YoloSamples.outputs(layout, 1, new Size(16, 8)), shifted);
        assertEquals(2 * (1 + 64.0 / (256 + 64)), apart.parts().get("box"), 1e-9);
        assertEquals(0.5f - 0.3f, apart.gradients().get(0).data()[8], 1e-7f, "what fits badly should still say 0.3");
    }

    @Test
    void ignoredPredictionsHaveNoLossAndNoGradient() {
        YoloHead head = new YoloHead(YoloSamples.FACES, YoloSettings.DEFAULT);
        Frame frame = YoloSamples.frame(new Size(96, 96), new TruthBox(new Box(30, 30, 50, 55), "face", true));
        YoloTarget target = head.encode(List.of(frame));
        List<Tensor> outputs = YoloSamples.outputs(head.layout(), 1, new Size(96, 96));
        Loss loss = head.loss().of(outputs, target);
        int silent = 0;
        int predictions = 0;
        for (int l = 0; l < outputs.size(); l++) {
            boolean[] ignored = target.levels().get(l).ignored();
            int cells = outputs.get(l).dimension(2) * outputs.get(l).dimension(3);
            for (int slot = 0; slot < ignored.length; slot++) {
                int at = (slot / cells * 5 + 4) * cells + slot % cells;
                assertEquals(ignored[slot] ? 0f : 0.5f, loss.gradients().get(l).data()[at]);
                silent += ignored[slot] ? 1 : 0;
            }
            predictions += ignored.length;
        }
        assertTrue(silent > 0 && silent < predictions);
        assertEquals((predictions - silent) * Math.log(2), loss.value(), 1e-6);
    }

    @Test
    void staysFiniteForAnyOutput() {
        YoloHead head = new YoloHead(YoloSamples.PETS, YoloSettings.DEFAULT);
        Frame frame =
                YoloSamples.frame(new Size(96, 96), new TruthBox(Box.around(new Point(40, 41), 20, 30), "dog", false));
        YoloTarget target = head.encode(List.of(frame));
        for (float extreme : new float[] {-1000, -100, 100, 1000}) {
            List<Tensor> outputs = YoloSamples.outputs(head.layout(), 1, new Size(96, 96));
            outputs.forEach(output -> Arrays.fill(output.data(), extreme));
            Loss loss = head.loss().of(outputs, target);
            assertTrue(Double.isFinite(loss.value()), "value for " + extreme);
            for (Tensor gradient : loss.gradients()) {
                for (float value : gradient.data()) {
                    assertTrue(Float.isFinite(value), "gradient for " + extreme);
                }
            }
        }
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.data()[i];
        }
        return values;
    }

    private static Frame randomFrame(YoloLayout layout, RandomGenerator random) {
        List<TruthBox> truths = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Point centre = new Point(64 * random.nextDouble(), 32 * random.nextDouble());
            Box box = Box.around(centre, 6 + 30 * random.nextDouble(), 6 + 20 * random.nextDouble());
            String label = layout.labels().get(random.nextInt(layout.labels().size()));
            truths.add(new TruthBox(box, label, i == 4));
        }
        return YoloSamples.frame(PICTURE, truths.toArray(TruthBox[]::new));
    }

    /** The loss once more, written for reading: boxes are boxes, and each term is a textbook formula. */
    private static final class Reference {
        private final YoloLayout layout;
        private final YoloSettings settings;
        private final YoloTarget target;
        private final List<Double> fits = new ArrayList<>();
        private final List<Double> alphas = new ArrayList<>();

        Reference(YoloLayout layout, YoloSettings settings, YoloTarget target) {
            this.layout = layout;
            this.settings = settings;
            this.target = target;
        }

        void freeze(double[][] outputs) {
            for (int l = 0; l < outputs.length; l++) {
                for (int i = 0; i < target.levels().get(l).slots().length; i++) {
                    Box predicted = predicted(outputs, l, target.levels().get(l).slots()[i]);
                    Box truth = truth(l, i);
                    double iou = predicted.iou(truth);
                    fits.add(Math.max(settings.objectnessFloor(), iou));
                    alphas.add(aspect(predicted, truth) / (1 - iou + aspect(predicted, truth)));
                }
            }
        }

        double value(double[][] outputs) {
            double sum = 0;
            int frozen = 0;
            for (int l = 0; l < outputs.length; l++) {
                YoloTarget.Level level = target.levels().get(l);
                for (int slot = 0; slot < level.ignored().length; slot++) {
                    int object = Arrays.binarySearch(level.slots(), slot);
                    double says = sigmoid(outputs[l][at(l, slot, 4)]);
                    if (object < 0) {
                        sum += level.ignored()[slot] ? 0 : logistic(0, says);
                        continue;
                    }
                    sum += logistic(fits.get(frozen), says);
                    sum += settings.boxWeight()
                            * boxLoss(predicted(outputs, l, slot), truth(l, object), alphas.get(frozen));
                    for (int label = 0; label < layout.valuesPerAnchor() - 5; label++) {
                        double score = sigmoid(outputs[l][at(l, slot, 5 + label)]);
                        sum += logistic(level.labels()[object] == label ? 1 : 0, score);
                    }
                    frozen++;
                }
            }
            return sum / frozen;
        }

        private static double boxLoss(Box predicted, Box truth, double alpha) {
            double dx = predicted.centre().x() - truth.centre().x();
            double dy = predicted.centre().y() - truth.centre().y();
            Box around = new Box(
                    Math.min(predicted.left(), truth.left()),
                    Math.min(predicted.top(), truth.top()),
                    Math.max(predicted.right(), truth.right()),
                    Math.max(predicted.bottom(), truth.bottom()));
            double diagonal = Math.hypot(around.width(), around.height());
            return 1
                    - predicted.iou(truth)
                    + (dx * dx + dy * dy) / (diagonal * diagonal)
                    + alpha * aspect(predicted, truth);
        }

        private static double aspect(Box predicted, Box truth) {
            double difference =
                    Math.atan(truth.width() / truth.height()) - Math.atan(predicted.width() / predicted.height());
            return Math.pow(2 / Math.PI * difference, 2);
        }

        private static double logistic(double wanted, double says) {
            return -wanted * Math.log(says) - (1 - wanted) * Math.log(1 - says);
        }

        private Box predicted(double[][] outputs, int l, int slot) {
            AnchorLevel level = layout.levels().get(l);
            int columns = PICTURE.width() / level.stride();
            int rows = PICTURE.height() / level.stride();
            int anchors = level.anchors().size();
            AnchorBox anchor = level.anchors().get(slot / (rows * columns) % anchors);
            double x = 2 * sigmoid(outputs[l][at(l, slot, 0)]) - 0.5 + slot % columns;
            double y = 2 * sigmoid(outputs[l][at(l, slot, 1)]) - 0.5 + slot / columns % rows;
            double width = Math.pow(2 * sigmoid(outputs[l][at(l, slot, 2)]), 2) * anchor.width();
            double height = Math.pow(2 * sigmoid(outputs[l][at(l, slot, 3)]), 2) * anchor.height();
            return Box.around(new Point(x * level.stride(), y * level.stride()), width, height);
        }

        private Box truth(int l, int object) {
            double[] boxes = target.levels().get(l).boxes();
            return Box.around(
                    new Point(boxes[4 * object], boxes[4 * object + 1]), boxes[4 * object + 2], boxes[4 * object + 3]);
        }

        private int at(int l, int slot, int value) {
            int stride = layout.levels().get(l).stride();
            int cells = PICTURE.width() / stride * (PICTURE.height() / stride);
            return (slot / cells * layout.valuesPerAnchor() + value) * cells + slot % cells;
        }

        private static double sigmoid(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    }
}
