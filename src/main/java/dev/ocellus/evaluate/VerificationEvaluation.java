package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well the distance of two faces tells whether they are of one person, in the terms of ISO/IEC 19795-1. Two faces match where their distance is at
 * most the threshold. FMR and FNMR speak of comparisons that were made; a picture from which no face could be acquired takes part in none. What a user
 * meets is an attempt, which such a picture ends with a rejection: see {@link #attempts}. The order of the comparisons means nothing.
 */
public final class VerificationEvaluation {
    /** Without a false match in n comparisons, a rate above 3 / n is refuted with 95 % confidence; with fewer comparisons nothing is. */
    private static final double RULE_OF_THREE = 3;

    /** The distance of what never matches. */
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final double[] genuine;
    private final double[] impostors;
    private final long genuineFailures;
    private final long impostorFailures;

    private VerificationEvaluation(double[] genuine, double[] impostors, long genuineFailures, long impostorFailures) {
        this.genuine = genuine;
        this.impostors = impostors;
        this.genuineFailures = genuineFailures;
        this.impostorFailures = impostorFailures;
    }

    /** The evaluation of these comparisons. */
    public static VerificationEvaluation of(Collection<Comparison> comparisons) {
        return new VerificationEvaluation(
                distances(comparisons, true),
                distances(comparisons, false),
                failures(comparisons, true),
                failures(comparisons, false));
    }

    private static double[] distances(Collection<Comparison> comparisons, boolean genuine) {
        return comparisons.stream()
                .filter(comparison -> comparison.genuine() == genuine)
                .flatMapToDouble(comparison -> comparison.distance().stream())
                .sorted()
                .toArray();
    }

    private static long failures(Collection<Comparison> comparisons, boolean genuine) {
        return comparisons.stream()
                .filter(comparison ->
                        comparison.genuine() == genuine && comparison.distance().isEmpty())
                .count();
    }

    /** How many genuine comparisons were made. */
    public long genuine() {
        return genuine.length;
    }

    /** How many impostor comparisons were made. */
    public long impostors() {
        return impostors.length;
    }

    /** Comparisons that could not be made because a face was not acquired, among all. */
    public ErrorRate failures() {
        long failed = genuineFailures + impostorFailures;
        return new ErrorRate(failed, failed + genuine.length + impostors.length);
    }

    /**
     * The same with each comparison that could not be made counted as an attempt that does not match. The FMR and FNMR of the result are the false
     * acceptance rate (FAR) and the false rejection rate (FRR) of this.
     */
    public VerificationEvaluation attempts() {
        return new VerificationEvaluation(
                withFailures(genuine, genuineFailures), withFailures(impostors, impostorFailures), 0, 0);
    }

    private static double[] withFailures(double[] distances, long failures) {
        double[] all = Arrays.copyOf(distances, Math.toIntExact(distances.length + failures));
        Arrays.fill(all, distances.length, all.length, NEVER);
        return all;
    }

    /** The share of impostor comparisons that match. */
    public ErrorRate fmr(double threshold) {
        return new ErrorRate(matches(impostors, threshold), impostors.length);
    }

    /** The share of genuine comparisons that do not match. */
    public ErrorRate fnmr(double threshold) {
        return new ErrorRate(genuine.length - matches(genuine, threshold), genuine.length);
    }

    /** Both errors at a threshold. */
    public VerificationPoint at(double threshold) {
        return new VerificationPoint(threshold, fmr(threshold), fnmr(threshold));
    }

    /** How many of the rising distances are at most the threshold. */
    private static int matches(double[] rising, double threshold) {
        int low = 0;
        int high = rising.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising[middle] <= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Every pair of errors that a threshold can have, from that at which nothing matches on: one point for each distance that occurs. It draws the
     * DET curve (FNMR over FMR) and the ROC curve (TAR over FMR).
     */
    public List<VerificationPoint> curve() {
        List<VerificationPoint> curve = new ArrayList<>();
        double[] thresholds = DoubleStream.concat(Arrays.stream(genuine), Arrays.stream(impostors))
                .filter(distance -> distance < NEVER)
                .sorted()
                .distinct()
                .toArray();
        curve.add(at(thresholds.length == 0 ? 0 : Math.nextDown(thresholds[0])));
        Arrays.stream(thresholds).mapToObj(this::at).forEach(curve::add);
        return curve;
    }

    /**
     * The equal error rate: where FMR and FNMR meet when the threshold grows, on the straight line between the two points of the curve that enclose it.
     * NaN without genuine or without impostor comparisons, and where the FNMR stays above.
     */
    public double equalErrorRate() {
        VerificationPoint before = null;
        for (VerificationPoint here : curve()) {
            double above = here.fmr().value() - here.fnmr().value();
            if (above >= 0) {
                if (before == null) {
                    return here.fmr().value();
                }
                double below = before.fnmr().value() - before.fmr().value();
                double way = below / (below + above);
                return before.fmr().value()
                        + way * (here.fmr().value() - before.fmr().value());
            }
            before = here;
        }
        return Double.NaN;
    }

    /**
     * The point with the largest threshold at which no larger share of the impostor comparisons matches than wanted, if there are enough of them to
     * speak of such a rate: at least 3 / wanted.
     *
     * @param wanted false-match rate, above 0 to 1
     */
    public FmrClaim atFmr(double wanted) {
        if (!(wanted > 0 && wanted <= 1)) {
            throw new IllegalArgumentException("a false-match rate lies above 0 and up to 1, got " + wanted);
        }
        long needed = neededFor(wanted);
        if (impostors.length < needed) {
            return new FmrClaim.Unsupported(wanted, impostors.length, needed);
        }
        // the rounding of 0.001 · 3000 must not cost a comparison
        long allowed = (long) Math.floor(wanted * impostors.length * (1 + 1e-12));
        double threshold =
                allowed < impostors.length ? Math.nextDown(impostors[(int) allowed]) : impostors[impostors.length - 1];
        return new FmrClaim.Supported(wanted, at(Math.min(threshold, Double.MAX_VALUE)));
    }

    /** How many impostor comparisons it takes to speak of a false-match rate. */
    public static long neededFor(double fmr) {
        return (long) Math.ceil(RULE_OF_THREE / fmr * (1 - 1e-12));
    }

    /** The threshold with the fewest wrong decisions, of equal ones the lowest, half way to the next distance that occurs. */
    static double leastErrors(Collection<Comparison> comparisons) {
        List<VerificationPoint> curve = of(comparisons).curve();
        int best = 0;
        for (int i = 1; i < curve.size(); i++) {
            if (errors(curve.get(i)) < errors(curve.get(best))) {
                best = i;
            }
        }
        double threshold = curve.get(best).threshold();
        return best == 0 || best + 1 == curve.size()
                ? threshold
                : (threshold + curve.get(best + 1).threshold()) / 2;
    }

    private static long errors(VerificationPoint point) {
        return point.fmr().errors() + point.fnmr().errors();
    }
}
