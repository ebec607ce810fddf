package dev.ocellus.detect;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How wrong a YOLO-style network is. With P the number of predictions that stand for an object (at least 1):
 *
 * <ul>
 *   <li>{@code objectness}: logistic loss of every prediction that is not ignored, summed, over P. A prediction with an object should say how well
 *       its own box fits: clamp(IoU, floor, 1), a constant for the gradient; all others 0.
 *   <li>{@code box}: weight × mean over P of the complete-IoU loss, see {@link CompleteIou}.
 *   <li>{@code label} (with two labels or more): logistic loss of each label's score, 1 for the object's label and 0 for the others, summed, over P.
 * </ul>
 *
 * The sums run over slots in ascending order, so that equal inputs give equal bits.
 */
final class YoloLoss implements LossFunction<YoloTarget> {
    /** Logarithms are taken of products of so many factors in (1, 2], which saves most of their time. */
    private static final int FACTORS = 64;

    private final YoloLayout layout;
    private final YoloSettings settings;

    YoloLoss(YoloLayout layout, YoloSettings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    @Override
    public Loss of(List<Tensor> outputs, YoloTarget target) {
        layout.requireOutputs(outputs, target.pictures(), target.picture());
        double share = 1.0 / Math.max(1, target.positives());
        double objectness = 0;
        double box = 0;
        double label = 0;
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Level level = new Level(i, outputs.get(i), target.levels().get(i), share);
            objectness += level.silence();
            level.objects();
            objectness += level.objectness;
            box += level.box;
            label += level.label;
            gradients.add(new Tensor(level.gradient, outputs.get(i).shape()));
        }
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("objectness", objectness * share);
        parts.put("box", box * share);
        if (layout.scoredLabels() > 0) {
            parts.put("label", label * share);
        }
        return new Loss((objectness + box + label) * share, parts, gradients);
    }

    /** The loss of one level, not yet divided by P, and its gradient, already divided. */
    private final class Level {
        private final AnchorLevel grid;
        private final YoloTarget.Level target;
        private final float[] output;
        private final float[] gradient;
        private final int columns;
        private final int cells;
        private final double share;
        private double objectness;
        private double box;
        private double label;

        Level(int index, Tensor output, YoloTarget.Level target, double share) {
            this.grid = layout.levels().get(index);
            this.target = target;
            this.output = output.data();
            this.gradient = new float[output.size()];
            this.columns = output.dimension(3);
            this.cells = output.dimension(2) * columns;
            this.share = share;
        }

        /** Every prediction's loss as if it should say 0: softplus(x) = max(x, 0) + log(1 + exp(−|x|)). */
        double silence() {
            int values = layout.valuesPerAnchor();
            double sum = 0;
            double product = 1;
            int factors = 0;
            for (int plane = 0; plane < target.ignored().length / cells; plane++) {
                int from = (plane * values + YoloLayout.OBJECTNESS) * cells;
                for (int cell = 0; cell < cells; cell++) {
                    if (target.ignored()[plane * cells + cell]) {
                        continue;
                    }
                    double x = output[from + cell];
                    double e = Math.exp(-Math.abs(x));
                    product *= 1 + e;
                    if (++factors == FACTORS) {
                        sum += Math.log(product);
                        product = 1;
                        factors = 0;
                    }
                    if (x > 0) {
                        sum += x;
                        gradient[from + cell] = (float) (share / (1 + e));
                    } else {
                        gradient[from + cell] = (float) (share * e / (1 + e));
                    }
                }
            }
            return sum + Math.log(product);
        }

        /** What the predictions with an object lose beyond {@link #silence}. */
        void objects() {
            CompleteIou comparison = new CompleteIou();
            int values = layout.valuesPerAnchor();
            for (int i = 0; i < target.slots().length; i++) {
                int plane = target.slots()[i] / cells;
                int cell = target.slots()[i] % cells;
                AnchorBox anchor = grid.anchors().get(plane % grid.anchors().size());
                int at = plane * values * cells + cell;
                box(comparison, anchor, at, cell, i);
                objectness(comparison.iou, at + YoloLayout.OBJECTNESS * cells);
                labels(at + YoloLayout.LABELS * cells, target.labels()[i]);
            }
        }

        private void box(CompleteIou comparison, AnchorBox anchor, int at, int cell, int object) {
            double x = YoloLayout.sigmoid(output[at + YoloLayout.X * cells]);
            double y = YoloLayout.sigmoid(output[at + YoloLayout.Y * cells]);
            double w = YoloLayout.sigmoid(output[at + YoloLayout.WIDTH * cells]);
            double h = YoloLayout.sigmoid(output[at + YoloLayout.HEIGHT * cells]);
            int stride = grid.stride();
            double width = 4 * w * w * anchor.width();
            double height = 4 * h * h * anchor.height();
            comparison.compare(
                    (2 * x - 0.5 + cell % columns) * stride,
                    (2 * y - 0.5 + cell / columns) * stride,
                    width,
                    height,
                    target.boxes(),
                    4 * object);
            box += settings.boxWeight() * comparison.loss;
            double scale = settings.boxWeight() * share;
            double[] d = comparison.gradient;
            gradient[at + YoloLayout.X * cells] = (float) (scale * d[0] * 2 * stride * x * (1 - x));
            gradient[at + YoloLayout.Y * cells] = (float) (scale * d[1] * 2 * stride * y * (1 - y));
            gradient[at + YoloLayout.WIDTH * cells] = (float) (scale * d[2] * 2 * width * (1 - w));
            gradient[at + YoloLayout.HEIGHT * cells] = (float) (scale * d[3] * 2 * height * (1 - h));
        }

        /** The logistic loss is softplus(x) − t·x, of which {@link #silence} has counted the first. */
        private void objectness(double iou, int at) {
            double wanted = Math.min(1, Math.max(settings.objectnessFloor(), iou));
            objectness -= wanted * output[at];
            gradient[at] = (float) (share * (YoloLayout.sigmoid(output[at]) - wanted));
        }

        private void labels(int first, int right) {
            for (int l = 0; l < layout.scoredLabels(); l++) {
                int at = first + l * cells;
                double x = output[at];
                double wanted = l == right ? 1 : 0;
                label += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - wanted * x;
                gradient[at] = (float) (share * (YoloLayout.sigmoid(x) - wanted));
            }
        }
    }
}
