package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Precision against recall as detections are added from the highest score down. Detections with equal scores are added
 * in the order of their frames' ids and, within a frame, of their boxes' corners: always the same order, whatever order
 * the lists had.
 *
 * @param truths how many there were to find
 * @param points one for each detection that counts, from the highest score to the lowest
 */
public record PrecisionRecallCurve(int truths, List<OperatingPoint> points) {
    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /** The curve of judged detections, which come in the order that decides between equal scores. */
    public static PrecisionRecallCurve of(List<Judgement> judgements, int truths) {
        List<Judgement> falling = new ArrayList<>(judgements);
        falling.sort(Comparator.comparingDouble(Judgement::score).reversed());
        List<OperatingPoint> points = new ArrayList<>();
        int right = 0;
        for (Judgement judgement : falling) {
            right += judgement.right() ? 1 : 0;
            points.add(new OperatingPoint(judgement.score(), right, points.size() + 1 - right, truths));
        }
        return new PrecisionRecallCurve(truths, points);
    }

    /** What is found and falsely reported when every detection of at least this score is reported. */
    public OperatingPoint at(double score) {
        OperatingPoint reached = new OperatingPoint(score, 0, 0, truths);
        for (OperatingPoint point : points) {
            if (point.score() >= score) {
                reached = new OperatingPoint(score, point.truePositives(), point.falsePositives(), truths);
            }
        }
        return reached;
    }

    /**
     * The point with the highest F1 that a lowest score can reach, of equal ones that with the highest score; empty
     * where there is no detection or no truth.
     */
    public Optional<OperatingPoint> bestF1() {
        if (truths == 0) {
            return Optional.empty();
        }
        return IntStream.range(0, points.size())
                .filter(i -> i + 1 == points.size()
                        || points.get(i + 1).score() < points.get(i).score())
                .mapToObj(points::get)
                .max(Comparator.comparingDouble(OperatingPoint::f1).thenComparingDouble(OperatingPoint::score));
    }

    /**
     * The mean over recalls of the highest precision at that recall or beyond; 0 where the recall is not reached. NaN where there was nothing to find.
     *
     * @param steps how many recalls there are beside 0
     * @param recall of each step from 0 to steps, rising from 0 to 1
     */
    double meanInterpolatedPrecision(int steps, IntToDoubleFunction recall) {
        double[] highest = highestPrecisionFromHere();
        double sum = 0;
        int point = 0;
        for (int step = 0; step <= steps; step++) {
            while (point < points.size() && points.get(point).recall() < recall.applyAsDouble(step)) {
                point++;
            }
            sum += point < points.size() ? highest[point] : 0;
        }
        return truths == 0 ? Double.NaN : sum / (steps + 1);
    }

    /** The share of truths that all detections together find; NaN where there was nothing to find. */
    public double highestRecall() {
        int found = points.isEmpty() ? 0 : points.get(points.size() - 1).truePositives();
        return truths == 0 ? Double.NaN : (double) found / truths;
    }

    /**
     * The area under the curve of the highest precision at each recall or beyond. NaN where there was nothing to find.
     */
    double interpolatedArea() {
        double[] highest = highestPrecisionFromHere();
        double area = 0;
        int before = 0;
        for (int i = 0; i < highest.length; i++) {
            int right = points.get(i).truePositives();
            area += (right - before) * highest[i];
            before = right;
        }
        return truths == 0 ? Double.NaN : area / truths;
    }

    private double[] highestPrecisionFromHere() {
        double[] highest = new double[points.size()];
        double best = 0;
        for (int i = points.size() - 1; i >= 0; i--) {
            best = Math.max(best, points.get(i).precision());
            highest[i] = best;
        }
        return highest;
    }
}
