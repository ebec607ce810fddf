package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Tensor;
import java.util.Arrays;

/**
 * How far landmarks are off, and how well the network knows it.
 *
 * <p>The distance r of a found point from its true place is taken to be spread like exp(−r / s) / (2π s²) over the plane, whose mean distance is 2s; the
 * network answers the five points of a face and z = ln s. The loss of a face is the negative logarithm of that density, r̄ / s + 2z with the mean distance r̄
 * of its points, plus {@value #DISTANCE_WEIGHT} · r̄, so that faces of which the network is not sure go on teaching it. What is no face costs
 * (z₀ − z)² where z is below z₀ = ln ½, an expected distance of one unit: there the network shall not be sure of anything. Distances are smoothed,
 * √(dx² + dy² + ε²), so that the gradient is one everywhere.
 *
 * <p>Targets are those of {@link LandmarkHead#encode}: each picture is one label.
 *
 * @see <a href="https://arxiv.org/abs/1703.04977">Kendall and Gal 2017, What uncertainties do we need in Bayesian deep learning</a>
 */
public record LandmarkLoss() implements TensorLoss {
    private static final double DISTANCE_WEIGHT = 4;
    private static final double SMOOTHING = 0.01;
    private static final double NOT_SURE = Math.log(0.5);

    /** The mean distance that an answer expects, in the unit of the points. */
    static double expectedDistance(double logScale) {
        return 2 * Math.exp(logScale);
    }

    @Override
    public Value of(Tensor output, Tensor target) {
        if (!Arrays.equals(output.shape(), target.shape()) || output.dimension(1) != LandmarkHead.VALUES) {
            throw new IllegalArgumentException("landmarks and their truth are %d numbers a picture, not %s and %s"
                    .formatted(LandmarkHead.VALUES, output, target));
        }
        int pictures = output.dimension(0);
        float[] gradient = new float[output.size()];
        double sum = 0;
        for (int i = 0; i < pictures; i++) {
            int at = i * LandmarkHead.VALUES;
            sum += Float.isNaN(target.data()[at])
                    ? noFace(output.data(), at, gradient, pictures)
                    : face(output.data(), target.data(), at, gradient, pictures);
        }
        return new Value(pictures == 0 ? 0 : sum / pictures, pictures, new Tensor(gradient, output.shape()));
    }

    private static double face(float[] output, float[] target, int at, float[] gradient, int pictures) {
        int last = at + LandmarkHead.VALUES - 1;
        double inverse = Math.exp(-output[last]);
        double mean = 0;
        for (int p = at; p < last; p += 2) {
            double dx = output[p] - target[p];
            double dy = output[p + 1] - target[p + 1];
            double distance = Math.sqrt(dx * dx + dy * dy + SMOOTHING * SMOOTHING);
            double slope = (inverse + DISTANCE_WEIGHT) / (distance * Landmarks.COUNT * pictures);
            gradient[p] = (float) (slope * dx);
            gradient[p + 1] = (float) (slope * dy);
            mean += distance / Landmarks.COUNT;
        }
        gradient[last] = (float) ((2 - mean * inverse) / pictures);
        return mean * (inverse + DISTANCE_WEIGHT) + 2 * output[last];
    }

    private static double noFace(float[] output, int at, float[] gradient, int pictures) {
        int last = at + LandmarkHead.VALUES - 1;
        double missing = Math.max(0, NOT_SURE - output[last]);
        gradient[last] = (float) (-2 * missing / pictures);
        return missing * missing;
    }
}
