package dev.ocellus.face;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The loss of {@link MarginSoftmax} with the centres that it learns: the gradient of the centres is kept until {@link #step}.
 */
final class MarginSoftmaxLoss implements LossFunction<People> {
    private final MarginSoftmax settings;
    private final ClassCentres centres;
    private final long seed;
    private int[] chosen = {};
    private float[] gradient = {};

    /** @param seed of the choice of people that a step compares with */
    MarginSoftmaxLoss(MarginSoftmax settings, ClassCentres centres, long seed) {
        this.settings = settings;
        this.centres = centres;
        this.seed = seed;
    }

    ClassCentres centres() {
        return centres;
    }

    /** The people whose centres the last loss compared with. */
    int[] chosen() {
        return chosen.clone();
    }

    /** The gradient of the last loss for their rows. */
    float[] gradient() {
        return gradient.clone();
    }

    /** Lets the centres learn from the last loss. */
    void step(double rate) {
        centres.step(chosen, gradient, rate);
    }

    /** @param outputs one: embeddings (N, D, 1, 1) of length 1 */
    @Override
    public Loss of(List<Tensor> outputs, People people) {
        Tensor embeddings = outputs.get(0);
        float[] data = embeddings.data();
        int width = centres.width();
        int count = people.size();
        Map<Integer, Integer> place = choose(people);
        int classes = chosen.length;
        float[] lengths = new float[classes];
        float[] units = new float[classes * width];
        for (int j = 0; j < classes; j++) {
            lengths[j] = (float) centres.length(chosen[j]);
            for (int k = 0; k < width; k++) {
                units[j * width + k] = centres.rows()[chosen[j] * width + k] / lengths[j];
            }
        }
        float[] slopes = Product.of(data, Product.transposed(units, classes, width), count, width, classes);
        double margin = settings.margin() * MarginRise.STANDARD.at(people.progress());
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += toSlopes(slopes, i * classes, classes, place.get(people.person()[i]), margin, count);
        }
        float[] byEmbedding = Product.of(slopes, units, count, classes, width);
        float[] byUnit = Product.of(Product.transposed(slopes, count, classes), data, classes, count, width);
        gradient = throughLength(byUnit, units, lengths, width);
        double value = settings.weight() * sum / count;
        return new Loss(value, Map.of("softmax", value), List.of(new Tensor(byEmbedding, embeddings.shape())));
    }

    /** The people of the batch first, then others. Returns where each of the batch stands. */
    private Map<Integer, Integer> choose(People people) {
        Map<Integer, Integer> place = new TreeMap<>();
        for (int person : people.person()) {
            place.putIfAbsent(person, place.size());
        }
        int all = Math.min(centres.people(), Math.max(settings.classes(), place.size()));
        int[] numbers = new int[all];
        place.forEach((person, at) -> numbers[at] = person);
        SplittableRandom random = new SplittableRandom(seed ^ people.step() * 0x9E3779B97F4A7C15L);
        // each of the others with the probability that fills up what is left
        int left = all - place.size();
        int others = centres.people() - place.size();
        int at = place.size();
        for (int person = 0; left > 0; person++) {
            if (!place.containsKey(person) && random.nextInt(others--) < left) {
                numbers[at++] = person;
                left--;
            }
        }
        chosen = numbers;
        return place;
    }

    /**
     * The cosines of one picture become slopes of the loss.
     *
     * @param from where they begin
     * @param right place of the right person among them
     * @param count pictures of the batch
     * @return −log of the right person's share
     */
    private double toSlopes(float[] values, int from, int classes, int right, double margin, int count) {
        float scale = (float) settings.scale();
        values[from + right] -= (float) margin;
        float highest = Float.NEGATIVE_INFINITY;
        for (int j = from; j < from + classes; j++) {
            highest = Math.max(highest, values[j]);
        }
        double ofRight = scale * ((double) values[from + right] - highest);
        double total = 0;
        for (int j = from; j < from + classes; j++) {
            values[j] = (float) Math.exp(scale * (values[j] - highest));
            total += values[j];
        }
        double factor = settings.weight() * scale / count;
        float share = (float) (factor / total);
        for (int j = from; j < from + classes; j++) {
            values[j] *= share;
        }
        values[from + right] -= (float) factor;
        return Math.log(total) - ofRight;
    }

    /** The gradient of rows from that of the same rows at length 1: what would only change the length falls away. */
    private static float[] throughLength(float[] byUnit, float[] units, float[] lengths, int width) {
        float[] byRow = new float[byUnit.length];
        for (int j = 0; j < lengths.length; j++) {
            float along = 0;
            for (int k = j * width; k < (j + 1) * width; k++) {
                along += byUnit[k] * units[k];
            }
            for (int k = j * width; k < (j + 1) * width; k++) {
                byRow[k] = (byUnit[k] - along * units[k]) / lengths[j];
            }
        }
        return byRow;
    }
}
