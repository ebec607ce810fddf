package dev.ocellus.face;

import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A direction for each person that is learned from, which the encoder brings the person's pictures to. The directions learn along with the network, by Adam
 * of their own: only those that a step compares with change, so moments and step counts are kept for each person. They are needed in training alone.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2014</a>
 */
final class ClassCentres {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final int people;
    private final int width;
    private final float[] rows;
    private final float[] firstMoments;
    private final float[] secondMoments;
    /** How often each row has learned; floats, for a checkpoint holds nothing else. */
    private final float[] steps;

    /**
     * @param people how many directions
     * @param width coordinates of an embedding
     * @param seed of the directions at the start, which have length 1
     */
    ClassCentres(int people, int width, long seed) {
        this.people = people;
        this.width = width;
        this.rows = new float[people * width];
        this.firstMoments = new float[people * width];
        this.secondMoments = new float[people * width];
        this.steps = new float[people];
        SplittableRandom random = new SplittableRandom(seed);
        for (int person = 0; person < people; person++) {
            for (int k = 0; k < width; k++) {
                rows[person * width + k] = (float) random.nextGaussian();
            }
            double length = length(person);
            for (int k = 0; k < width; k++) {
                rows[person * width + k] /= (float) length;
            }
        }
    }

    /** @param directions of all people, of any length above 0 */
    void startAt(float[][] directions) {
        for (int person = 0; person < people; person++) {
            System.arraycopy(directions[person], 0, rows, person * width, width);
            double length = length(person);
            for (int k = 0; k < width; k++) {
                rows[person * width + k] /= (float) length;
            }
        }
    }

    int people() {
        return people;
    }

    int width() {
        return width;
    }

    double length(int person) {
        double squares = 0;
        for (int at = person * width; at < (person + 1) * width; at++) {
            squares += (double) rows[at] * rows[at];
        }
        return Math.sqrt(squares);
    }

    /** The coordinates of all directions, person by person; of any length. For reading. */
    float[] rows() {
        return rows;
    }

    /**
     * Changes some directions by one step.
     *
     * @param chosen their numbers
     * @param gradient of the loss, row by row in the order of {@code chosen}
     */
    void step(int[] chosen, float[] gradient, double rate) {
        for (int i = 0; i < chosen.length; i++) {
            int person = chosen[i];
            double count = ++steps[person];
            float corrected = (float) (rate / (1 - Math.pow(BETA1, count)));
            float secondCorrection = (float) (1 / (1 - Math.pow(BETA2, count)));
            int row = person * width;
            for (int k = 0; k < width; k++) {
                float slope = gradient[i * width + k];
                float first = (float) (BETA1 * firstMoments[row + k] + (1 - BETA1) * slope);
                float second = (float) (BETA2 * secondMoments[row + k] + (1 - BETA2) * slope * slope);
                firstMoments[row + k] = first;
                secondMoments[row + k] = second;
                rows[row + k] -= corrected * first / (float) (Math.sqrt(second * secondCorrection) + EPSILON);
            }
        }
    }

    /** Everything that an exact continuation needs; copies. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("rows", new Tensor(rows.clone(), people, width));
        state.put("first-moments", new Tensor(firstMoments.clone(), people, width));
        state.put("second-moments", new Tensor(secondMoments.clone(), people, width));
        state.put("steps", new Tensor(steps.clone(), people));
        return state;
    }

    /**
     * Restores what {@link #state} gave.
     *
     * @throws IllegalArgumentException where it is of other people or another width
     */
    void load(Map<String, Tensor> state) {
        Map<String, float[]> own =
                Map.of("rows", rows, "first-moments", firstMoments, "second-moments", secondMoments, "steps", steps);
        own.forEach((name, values) -> {
            Tensor tensor = state.get(name);
            if (tensor == null || tensor.size() != values.length) {
                throw new IllegalArgumentException("the state of the class centres has %s for '%s', not %d numbers"
                        .formatted(tensor == null ? "nothing" : Arrays.toString(tensor.shape()), name, values.length));
            }
            System.arraycopy(tensor.data(), 0, values, 0, values.length);
        });
    }
}
