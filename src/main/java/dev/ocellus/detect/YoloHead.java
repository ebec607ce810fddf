package dev.ocellus.detect;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.network.Head;
import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector's translator: one grid a level, several anchor boxes a cell, each saying where, how large, whether and what. Boxes are decoded as
 * {@code centre = (2σ − 0.5 + cell) · stride}, {@code size = (2σ)² · anchor}: a centre reaches half a cell beyond its own cell, a size four times its
 * anchor. {@code decode(encode(truth)) = truth} for objects that are whole in the picture and less than four times as wide and as high as the anchor
 * that fits them best.
 *
 * @param layout what the network's outputs mean
 * @param settings how truth is dealt out, weighed and decoded
 * @see <a href="https://arxiv.org/abs/1804.02767">Redmon and Farhadi 2018</a> for grids, anchors and objectness at several levels
 */
public record YoloHead(YoloLayout layout, YoloSettings settings) implements Head<YoloTarget> {
    /** A prediction thinner than this many pixels of the input is noise that no suppression would catch. */
    private static final double THINNEST = 1;

    /**
     * What the network should say. An object is mapped into the current picture and cut to it, for only what is visible can be learned. It claims the
     * cell that its centre lies in and the nearest cell on either axis, with every anchor whose worst side ratio is below the limit and with the
     * best-fitting anchor of all levels in any case. Where two objects claim one prediction, the one whose own cell and best anchor it is gets it, then
     * the one that fits the anchor better, then the one further left, further up, smaller. So every object is taught to some prediction, unless another
     * of its kind sits in the same cell.
     *
     * <p>Difficult objects, those cut by more than half and those below the minimum size teach nothing: every prediction that could put its centre
     * into such a box and whose anchor is at most four times its size (or fits best) has no objectness loss, unless it stands for another object.
     *
     * @param frames pictures of one size that divides by the strides, with known truth
     */
    @Override
    public YoloTarget encode(List<Frame> frames) {
        YoloEncoder encoder = new YoloEncoder(layout, settings, frames.size(), commonSize(frames));
        for (int i = 0; i < frames.size(); i++) {
            encoder.add(i, frames.get(i));
        }
        return encoder.target();
    }

    /**
     * The frames with every prediction whose score reaches {@link YoloSettings#score} as a detection in source pixels, cut to the source picture, in
     * the order of levels, anchors, rows and columns; nothing is suppressed yet. A score is the objectness, times the best label's score where there
     * are several labels. A prediction gives one detection, under its best label; none if it is thinner than a pixel of the current picture.
     */
    @Override
    public List<Frame> decode(List<Tensor> outputs, List<Frame> frames) {
        layout.requireOutputs(outputs, frames.size(), commonSize(frames));
        List<Frame> decoded = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            List<Detection> detections = new ArrayList<>();
            for (int level = 0; level < outputs.size(); level++) {
                decode(layout.levels().get(level), outputs.get(level), i, frame, detections);
            }
            decoded.add(frame.withDetections(detections));
        }
        return decoded;
    }

    @Override
    public LossFunction<YoloTarget> loss() {
        return new YoloLoss(layout, settings);
    }

    private void decode(AnchorLevel level, Tensor output, int picture, Frame frame, List<Detection> detections) {
        float[] data = output.data();
        int columns = output.dimension(3);
        int cells = output.dimension(2) * columns;
        // Objectness below the wanted score cannot reach it, and comparing logits saves nearly all exponentials.
        double least = Math.log(settings.score() / (1 - settings.score())) - 1e-6;
        for (int a = 0; a < level.anchors().size(); a++) {
            int plane = (picture * level.anchors().size() + a) * layout.valuesPerAnchor() * cells;
            for (int cell = 0; cell < cells; cell++) {
                int at = plane + cell;
                if (data[at + YoloLayout.OBJECTNESS * cells] < least) {
                    continue;
                }
                int label = bestLabel(data, at, cells);
                double score = score(data, at, cells, label);
                if (score < settings.score()) {
                    continue;
                }
                Box box = box(level, level.anchors().get(a), data, at, cells, cell % columns, cell / columns);
                Box inSource =
                        frame.placement().toSource(box).clip(frame.placement().source());
                if (box.width() >= THINNEST && box.height() >= THINNEST && inSource.area() > 0) {
                    detections.add(new Detection(inSource, layout.labels().get(label), score));
                }
            }
        }
    }

    private int bestLabel(float[] data, int at, int cells) {
        int best = 0;
        for (int l = 1; l < layout.scoredLabels(); l++) {
            if (data[at + (YoloLayout.LABELS + l) * cells] > data[at + (YoloLayout.LABELS + best) * cells]) {
                best = l;
            }
        }
        return best;
    }

    private double score(float[] data, int at, int cells, int label) {
        double objectness = YoloLayout.sigmoid(data[at + YoloLayout.OBJECTNESS * cells]);
        return layout.scoredLabels() == 0
                ? objectness
                : objectness * YoloLayout.sigmoid(data[at + (YoloLayout.LABELS + label) * cells]);
    }

    private static Box box(AnchorLevel level, AnchorBox anchor, float[] data, int at, int cells, int column, int row) {
        double x = YoloLayout.sigmoid(data[at + YoloLayout.X * cells]);
        double y = YoloLayout.sigmoid(data[at + YoloLayout.Y * cells]);
        double w = YoloLayout.sigmoid(data[at + YoloLayout.WIDTH * cells]);
        double h = YoloLayout.sigmoid(data[at + YoloLayout.HEIGHT * cells]);
        Point centre = new Point((2 * x - 0.5 + column) * level.stride(), (2 * y - 0.5 + row) * level.stride());
        return Box.around(centre, 4 * w * w * anchor.width(), 4 * h * h * anchor.height());
    }

    private static Size commonSize(List<Frame> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one frame");
        }
        Size size = frames.get(0).image().size();
        for (Frame frame : frames) {
            if (!frame.image().size().equals(size)) {
                throw new IllegalArgumentException("the pictures of a batch must have one size: '%s' is %s, '%s' is %s"
                        .formatted(
                                frames.get(0).id(),
                                size,
                                frame.id(),
                                frame.image().size()));
            }
        }
        return size;
    }
}
