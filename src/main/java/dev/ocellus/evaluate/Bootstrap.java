package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How much figures would differ on other pictures of the same kind: they are computed again and again on pictures drawn with replacement from those
 * that were measured. Each is the range that holds the middle 95 % of what came out.
 *
 * @param ap over IoU 0.50 to 0.95
 * @param ap50 AP at IoU 0.5
 * @param precision of what is reported, at IoU 0.5
 * @param recall at IoU 0.5
 * @param f1 at IoU 0.5
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron, Bootstrap Methods: Another Look at the Jackknife (percentile intervals)</a>
 */
public record Bootstrap(Interval ap, Interval ap50, Interval precision, Interval recall, Interval f1) {
    /** A range; NaN at both ends where nothing could be computed. */
    public record Interval(double low, double high) {
        private static Interval of(double[] values) {
            double[] sorted = Arrays.stream(values)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            if (sorted.length == 0) {
                return new Interval(Double.NaN, Double.NaN);
            }
            return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
        }

        private static double quantile(double[] sorted, double share) {
            double at = share * (sorted.length - 1);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }

        /** Half the width. */
        public double halfWidth() {
            return (high - low) / 2;
        }
    }

    /**
     * Draws and computes.
     *
     * @param evaluation by COCO's protocol
     * @param frames ids of all pictures, also of those without objects
     * @param lowestScore from which on detections are reported, for precision, recall and F1
     * @param rounds how often pictures are drawn, at least 1
     */
    public static Bootstrap of(
            DetectionEvaluation evaluation, List<String> frames, double lowestScore, int rounds, long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        frames.stream().sorted().forEach(frame -> numbers.put(frame, numbers.size()));
        List<List<Resampled>> byThreshold = new ArrayList<>();
        for (double threshold : evaluation.settings().thresholds()) {
            byThreshold.add(evaluation.labels().values().stream()
                    .map(label -> new Resampled(label.at(threshold), numbers))
                    .toList());
        }
        int first = evaluation.settings().thresholds().indexOf(0.5);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[5][rounds];
        int[] weights = new int[frames.size()];
        for (int round = 0; round < rounds; round++) {
            Arrays.fill(weights, 0);
            for (int i = 0; i < weights.length; i++) {
                weights[random.nextInt(weights.length)]++;
            }
            double[] aps = byThreshold.stream()
                    .mapToDouble(labels -> meanAp(labels, weights))
                    .toArray();
            drawn[0][round] = Arrays.stream(aps).average().orElse(Double.NaN);
            drawn[1][round] = aps[first];
            int right = 0;
            int reported = 0;
            int truths = 0;
            for (Resampled label : byThreshold.get(first)) {
                right += label.right(weights, lowestScore);
                reported += label.reported(weights, lowestScore);
                truths += label.truths(weights);
            }
            OperatingPoint point = new OperatingPoint(lowestScore, right, reported - right, truths);
            drawn[2][round] = reported == 0 ? Double.NaN : point.precision();
            drawn[3][round] = point.recall();
            drawn[4][round] = point.f1();
        }
        return new Bootstrap(
                Interval.of(drawn[0]),
                Interval.of(drawn[1]),
                Interval.of(drawn[2]),
                Interval.of(drawn[3]),
                Interval.of(drawn[4]));
    }

    private static double meanAp(List<Resampled> labels, int[] weights) {
        return labels.stream()
                .filter(label -> label.truths(weights) > 0)
                .mapToDouble(label -> label.averagePrecision(weights))
                .average()
                .orElse(Double.NaN);
    }

    /** One label at one IoU, in an order that needs no sorting when pictures count several times or not at all. */
    private static final class Resampled {
        private final int[] pictures;
        private final double[] scores;
        private final boolean[] right;
        private final int[] truthsOfPicture;

        Resampled(LabelEvaluation.ThresholdResult result, Map<String, Integer> numbers) {
            List<Judgement> falling = result.judgements().stream()
                    .sorted(Comparator.comparingDouble(Judgement::score).reversed())
                    .toList();
            pictures = new int[falling.size()];
            scores = new double[falling.size()];
            right = new boolean[falling.size()];
            for (int i = 0; i < pictures.length; i++) {
                pictures[i] = numbers.get(falling.get(i).frame());
                scores[i] = falling.get(i).score();
                right[i] = falling.get(i).right();
            }
            truthsOfPicture = new int[numbers.size()];
            result.truths().forEach(truth -> truthsOfPicture[numbers.get(truth.frame())]++);
        }

        int truths(int[] weights) {
            int sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * truthsOfPicture[i];
            }
            return sum;
        }

        int right(int[] weights, double lowestScore) {
            int sum = 0;
            for (int i = 0; i < scores.length && scores[i] >= lowestScore; i++) {
                sum += right[i] ? weights[pictures[i]] : 0;
            }
            return sum;
        }

        int reported(int[] weights, double lowestScore) {
            int sum = 0;
            for (int i = 0; i < scores.length && scores[i] >= lowestScore; i++) {
                sum += weights[pictures[i]];
            }
            return sum;
        }

        /** Copies of a detection come in one step: between them precision only rises or falls, so the highest one from there on is not missed. */
        double averagePrecision(int[] weights) {
            List<OperatingPoint> points = new ArrayList<>();
            int truths = truths(weights);
            int hits = 0;
            int reported = 0;
            for (int i = 0; i < pictures.length; i++) {
                int copies = weights[pictures[i]];
                if (copies > 0) {
                    hits += right[i] ? copies : 0;
                    reported += copies;
                    points.add(new OperatingPoint(scores[i], hits, reported - hits, truths));
                }
            }
            return Protocol.COCO.averagePrecision(new PrecisionRecallCurve(truths, points));
        }
    }
}
