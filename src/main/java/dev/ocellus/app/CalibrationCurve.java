package dev.ocellus.app;

import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.network.ModelCard;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a measured set of comparisons says about any distance, in few points. */
final class CalibrationCurve {
    /** Each point has this much more false matches than the one before: finer steps than what their number is worth. */
    private static final double STEP = 1.15;

    private static final double LARGEST_DISTANCE = 4;

    private CalibrationCurve() {}

    /**
     * The operating point with the curve around it.
     *
     * @param margin how much nearer than the second the first person must be
     * @param on what was measured, in words
     */
    static Calibration calibration(VerificationEvaluation all, VerificationPoint point, double margin, String on) {
        double distance = Math.min(LARGEST_DISTANCE, point.threshold());
        ErrorRate fmr = point.fmr();
        return new Calibration(
                distance,
                margin,
                fmr.value(),
                bound(fmr),
                fmr.trials(),
                on,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                rates(all));
    }

    /**
     * What an encoder's card says; empty where nobody measured its distances. A card knows shares and not numbers of comparisons, so its shares are their own
     * bounds, and points without any false match are left out.
     */
    static Optional<Calibration> ofCard(ModelCard card) {
        ModelCard.Verification measured = card.verification();
        if (measured.equals(ModelCard.Verification.NONE)) {
            return Optional.empty();
        }
        List<Calibration.Rate> rates = measured.curve().stream()
                .filter(point -> point.fmr() > 0)
                .map(point -> new Calibration.Rate(point.distance(), point.fmr(), point.fmr()))
                .toList();
        return Optional.of(new Calibration(
                measured.threshold(),
                MatchRule.MARGIN,
                measured.fmr(),
                measured.fmr(),
                VerificationEvaluation.neededFor(Math.max(1e-9, measured.fmr())),
                measured.calibration(),
                card.provenance().date().atStartOfDay(ZoneOffset.UTC).toInstant(),
                rates));
    }

    /** From the largest distance without a false match up to that at which everything matches. */
    private static List<Calibration.Rate> rates(VerificationEvaluation all) {
        List<Calibration.Rate> rates = new ArrayList<>();
        List<VerificationPoint> curve = all.curve();
        double next = 0;
        for (int i = 0; i + 1 < curve.size(); i++) {
            ErrorRate here = curve.get(i).fmr();
            // the last of its kind: the largest distance with so many false matches
            double end = Math.nextDown(curve.get(i + 1).threshold());
            if (curve.get(i + 1).fmr().errors() > here.errors() && here.errors() >= next) {
                rates.add(new Calibration.Rate(Math.min(LARGEST_DISTANCE, end), here.value(), bound(here)));
                next = Math.max(here.errors() + 1, here.errors() * STEP);
            }
        }
        rates.add(new Calibration.Rate(LARGEST_DISTANCE, 1, 1));
        return rates;
    }

    private static double bound(ErrorRate rate) {
        return Math.max(rate.value(), rate.upperBound(0.95));
    }
}
