package dev.ocellus.face;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import dev.ocellus.settings.Default;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * max(‖a − p‖² − ‖a − n‖² + margin, 0) for an anchor a, another picture p of the same person and one n of somebody else; the mean over all triplets that
 * the miner chooses, 0 where it chooses none.
 *
 * @param weight of this loss among others, at least 0
 * @param margin how much farther the negative should be, in squared distance
 * @param mining which negatives are taken
 * @see <a href="https://arxiv.org/abs/1503.03832">Schroff and others 2015</a>
 */
public record TripletLoss(
        @Default("1") double weight,
        @Default("0.2") double margin,
        @Default("semi-hard") Miner mining) implements LossFunction<People> {
    public TripletLoss {
        if (!(weight >= 0) || !(margin > 0)) {
            throw new IllegalArgumentException(
                    "weight must be at least 0 and margin above 0, got %s and %s".formatted(weight, margin));
        }
    }

    @Override
    public Loss of(List<Tensor> outputs, People people) {
        Tensor embeddings = outputs.get(0);
        Distances distances = Distances.of(embeddings);
        List<Triplet> triplets = mining.triplets(distances, people, margin, new SplittableRandom(people.step()));
        float[] gradient = new float[embeddings.size()];
        double sum = 0;
        for (Triplet triplet : triplets) {
            double excess = distances.between(triplet.anchor(), triplet.positive())
                    - distances.between(triplet.anchor(), triplet.negative())
                    + margin;
            if (excess > 0) {
                sum += excess;
                addSlope(embeddings, triplet, weight / triplets.size(), gradient);
            }
        }
        double value = triplets.isEmpty() ? 0 : weight * sum / triplets.size();
        return new Loss(value, Map.of("triplet", value), List.of(new Tensor(gradient, embeddings.shape())));
    }

    private static void addSlope(Tensor embeddings, Triplet triplet, double weight, float[] gradient) {
        float[] data = embeddings.data();
        int width = embeddings.size() / embeddings.dimension(0);
        int anchor = triplet.anchor() * width;
        int positive = triplet.positive() * width;
        int negative = triplet.negative() * width;
        float twice = (float) (2 * weight);
        for (int k = 0; k < width; k++) {
            float a = data[anchor + k];
            float p = data[positive + k];
            float n = data[negative + k];
            gradient[anchor + k] += twice * (n - p);
            gradient[positive + k] += twice * (p - a);
            gradient[negative + k] += twice * (a - n);
        }
    }
}
