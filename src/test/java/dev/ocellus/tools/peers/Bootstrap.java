package dev.ocellus.tools.peers;

import dev.ocellus.frame.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The range in which a figure lies when pictures are drawn anew, with repetition, from those measured: 95 of 100 draws.
 * It tells how much a figure owes to which pictures happened to be measured.
 *
 * @param low 2.5 % of the draws are below
 * @param high 2.5 % of the draws are above
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani, An Introduction to the Bootstrap, chapter
 *     13</a>
 */
record Bootstrap(double low, double high) {
    private static final int DRAWS = 400;

    static Bootstrap of(List<Frame> frames, ToDoubleFunction<List<Frame>> figure, RandomGenerator random) {
        double[] figures = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            figures[draw] = figure.applyAsDouble(IntStream.range(0, frames.size())
                    .mapToObj(place -> renamed(frames.get(random.nextInt(frames.size())), place))
                    .toList());
        }
        Arrays.sort(figures);
        return new Bootstrap(figures[DRAWS / 40], figures[DRAWS - 1 - DRAWS / 40]);
    }

    /** A picture may be drawn several times, and each counts for itself. */
    private static Frame renamed(Frame frame, int place) {
        return Frame.of(frame.id() + "#" + place, frame.source())
                .withImage(frame.image(), frame.placement())
                .withTruth(frame.truth())
                .withDetections(frame.detections());
    }
}
