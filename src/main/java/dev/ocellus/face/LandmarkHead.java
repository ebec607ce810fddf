package dev.ocellus.face;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Head;
import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The translator of landmarks: cuts the square around a box out of its picture, says what the network should answer, and puts its answers back into the
 * picture.
 *
 * <p>The network answers {@value #VALUES} numbers for a square of {@code side} pixels: x and y of the five points, in quarters of the side from the middle,
 * so that one unit is about the distance of the eyes; and the logarithm of how far off they probably are, see {@link LandmarkLoss}.
 *
 * @param side of the squares in pixels
 * @param margin side of the square as a multiple of the box's longer side
 */
public record LandmarkHead(int side, double margin) implements Head<Tensor> {
    /** How many numbers the network answers. */
    static final int VALUES = 2 * Landmarks.COUNT + 1;

    /** Units a side. */
    private static final double UNITS = 4;

    public LandmarkHead {
        if (side < 16 || side > 1024) {
            throw new IllegalArgumentException("side must be between 16 and 1024 pixels, got " + side);
        }
        if (!(margin >= 1 && margin <= 4)) {
            throw new IllegalArgumentException("margin must be between 1 and 4, got " + margin);
        }
    }

    /**
     * Maps a point of the square to the picture in which the box lies.
     *
     * @throws IllegalArgumentException where the box has no area
     */
    public Affine squareAround(Box box) {
        if (!(box.area() > 0)) {
            throw new IllegalArgumentException("landmarks cannot be looked for in a box without an area: " + box);
        }
        double scale = margin * Math.max(box.width(), box.height()) / side;
        return new Affine(
                scale,
                0,
                box.centre().x() - scale * side / 2,
                0,
                scale,
                box.centre().y() - scale * side / 2);
    }

    /**
     * What the network should answer.
     *
     * @param frames each with the square as its picture, and one object as its truth, whose landmarks are known where it is a face
     * @return (N, {@value #VALUES} , 1, 1): the points, and 0; without landmarks all numbers are NaN, for which {@link LandmarkLoss} knows that there is no face
     */
    @Override
    public Tensor encode(List<Frame> frames) {
        float[] target = new float[frames.size() * VALUES];
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            List<TruthBox> boxes = frame.truth().boxes();
            if (boxes.size() != 1) {
                throw new IllegalArgumentException(
                        "'%s' must show one object, not %d".formatted(frame.id(), boxes.size()));
            }
            int at = i * VALUES;
            if (boxes.get(0).landmarks().isEmpty()) {
                Arrays.fill(target, at, at + VALUES, Float.NaN);
                continue;
            }
            for (Point point : boxes.get(0)
                    .landmarks()
                    .orElseThrow()
                    .fromSource(frame.placement())
                    .points()) {
                target[at++] = (float) ((point.x() / side - 0.5) * UNITS);
                target[at++] = (float) ((point.y() / side - 0.5) * UNITS);
            }
        }
        return new Tensor(target, frames.size(), VALUES, 1, 1);
    }

    /**
     * The frames whose only detection has landmarks.
     *
     * @param frames each with the square as its picture, and one detection
     */
    @Override
    public List<Frame> decode(List<Tensor> outputs, List<Frame> frames) {
        List<Frame> decoded = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            FaceLandmarks inSquare = read(outputs.get(0), i);
            Detection only = frame.detections().get(0);
            decoded.add(frame.withDetections(
                    List.of(only.withLandmarks(inSquare.landmarks().toSource(frame.placement()), inSquare.score()))));
        }
        return decoded;
    }

    /** One answer of a batch, in pixels of the square. */
    FaceLandmarks read(Tensor output, int number) {
        if (output.size() % VALUES != 0 || output.dimension(0) * VALUES != output.size()) {
            throw new IllegalArgumentException("landmarks are %d numbers, not %s".formatted(VALUES, output));
        }
        int at = number * VALUES;
        List<Point> points = new ArrayList<>();
        for (int p = 0; p < Landmarks.COUNT; p++) {
            points.add(new Point(
                    (output.data()[at + 2 * p] / UNITS + 0.5) * side,
                    (output.data()[at + 2 * p + 1] / UNITS + 0.5) * side));
        }
        Landmarks landmarks = Landmarks.of(points);
        double expected = LandmarkLoss.expectedDistance(output.data()[at + VALUES - 1]) * side / UNITS;
        double score = FaceLandmarks.score(expected / FaceShape.spread(landmarks));
        if (Double.isNaN(score)) {
            throw new IllegalStateException("the network answers what is no number: its weights are broken");
        }
        return new FaceLandmarks(landmarks, score);
    }

    @Override
    public LossFunction<Tensor> loss() {
        LandmarkLoss loss = new LandmarkLoss();
        return (outputs, target) -> {
            TensorLoss.Value value = loss.of(outputs.get(0), target);
            return new LossFunction.Loss(value.value(), Map.of("landmarks", value.value()), List.of(value.gradient()));
        };
    }
}
