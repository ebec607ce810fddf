package dev.ocellus.face;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import dev.ocellus.settings.Default;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Each pair of pictures of one person against all other people of the batch at once: log(1 + Σₙ exp(scale·cos(a, n) − scale·(cos(a, p) − margin))), the mean
 * over all ordered pairs. It is the logarithm of a sum of exponentials in place of the triplet loss's choice of one negative.
 *
 * @param weight of this loss among others, at least 0
 * @param scale how much a difference of cosines counts
 * @param margin in cosine, once the training has come as far as {@link MarginRise} says
 * @see <a href="https://arxiv.org/abs/2002.10857">Sun and others 2020, equation 3</a>
 */
public record ContrastiveLoss(
        @Default("2") double weight,
        @Default("16") double scale,
        @Default("0.1") double margin) implements LossFunction<People> {
    public ContrastiveLoss {
        if (!(weight >= 0) || !(scale > 0) || !(margin >= 0)) {
            throw new IllegalArgumentException(
                    "weight and margin must be at least 0 and scale above 0, got %s, %s and %s"
                            .formatted(weight, margin, scale));
        }
    }

    /** @param outputs one: embeddings (N, D, 1, 1) of length 1 */
    @Override
    public Loss of(List<Tensor> outputs, People people) {
        Tensor embeddings = outputs.get(0);
        int count = people.size();
        int width = embeddings.size() / count;
        float[] data = embeddings.data();
        float[] cosines = Product.of(data, Product.transposed(data, count, width), count, width, count);
        float[] slopes = new float[count * count];
        double risen = MarginRise.STANDARD.at(people.progress()) * margin;
        double sum = 0;
        int pairs = 0;
        for (int anchor = 0; anchor < count; anchor++) {
            double[] logits = new double[count];
            for (int i = 0; i < count; i++) {
                logits[i] = people.same(anchor, i) ? Double.NEGATIVE_INFINITY : scale * cosines[anchor * count + i];
            }
            double all = logSumExp(logits);
            double pull = 0;
            for (int positive = 0; positive < count; positive++) {
                if (positive != anchor && people.same(anchor, positive)) {
                    double excess = all - scale * (cosines[anchor * count + positive] - risen);
                    double share = 1 / (1 + Math.exp(-excess));
                    sum += softplus(excess);
                    pairs++;
                    pull += share;
                    slopes[anchor * count + positive] -= (float) (scale * share);
                }
            }
            for (int i = 0; pull > 0 && i < count; i++) {
                slopes[anchor * count + i] += (float) (scale * pull * Math.exp(logits[i] - all));
            }
        }
        double factor = pairs == 0 ? 0 : weight / pairs;
        float[] both = new float[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                both[i * count + j] = (float) (factor * ((double) slopes[i * count + j] + slopes[j * count + i]));
            }
        }
        float[] gradient = Product.of(both, data, count, count, width);
        double value = factor * sum;
        return new Loss(value, Map.of("contrastive", value), List.of(new Tensor(gradient, embeddings.shape())));
    }

    private static double logSumExp(double[] logits) {
        double highest = Arrays.stream(logits).max().orElseThrow();
        if (highest == Double.NEGATIVE_INFINITY) {
            return highest;
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return highest + Math.log(sum);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
