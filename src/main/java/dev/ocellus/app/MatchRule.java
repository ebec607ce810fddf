package dev.ocellus.app;

import dev.ocellus.frame.Identity;
import dev.ocellus.frame.Identity.Candidate;
import dev.ocellus.frame.Identity.FalseMatch;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.Identification;
import dev.ocellus.gallery.Match;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From which distance on two faces count as one person's, and who says so.
 *
 * @param distance the largest at which two faces match
 * @param margin how much nearer the nearest person must be than the next one who matches too
 * @param calibration what distances stand for, where that was measured
 * @param from who chose the distance, in words for people
 */
public record MatchRule(double distance, double margin, Optional<Calibration> calibration, String from) {
    /** How much nearer than the second the first must be where nothing else is known. */
    static final double MARGIN = 0.1;

    /**
     * The rule that holds: what the user says, else what the gallery was calibrated to, else what came with the encoder.
     *
     * @param chosen by the user, for this run
     * @param calibrated of the gallery
     * @param weights of the encoder
     * @throws WrongUsageException where nobody ever measured a distance
     */
    static MatchRule of(OptionalDouble chosen, Optional<Calibration> calibrated, Optional<Calibration> weights)
            throws WrongUsageException {
        Optional<Calibration> measured = calibrated.or(() -> weights);
        double margin = measured.map(Calibration::margin).orElse(MARGIN);
        if (chosen.isPresent()) {
            return new MatchRule(chosen.getAsDouble(), margin, measured, "chosen for this run");
        }
        Calibration point = measured.orElseThrow(() -> new WrongUsageException(
                "nobody measured from which distance on faces match: run 'ocellus calibrate' or say --distance"));
        String from = calibrated.isPresent()
                ? "calibrated on " + point.on()
                : "as the encoder's card says, not calibrated on faces of yours";
        return new MatchRule(point.distance(), margin, measured, from);
    }

    boolean matches(double between) {
        return between <= distance;
    }

    /** How often faces of two different people are as near as this; below the smallest distance that was measured, only what that does not exceed. */
    Optional<FalseMatch> falseMatch(double between) {
        return calibration.flatMap(point -> point.rateAt(between).map(rate -> {
            boolean below = rate.equals(point.curve().get(0)) && between < rate.distance();
            return new FalseMatch(below ? 0 : rate.falseMatchRate(), rate.bound());
        }));
    }

    /** Whose face it is, from the nearest people, nearest first, of whom there are at least two where two are enrolled. */
    Identity identity(List<Match> nearest) {
        Identification decided = Identification.of(nearest, distance, margin);
        return new Identity(
                Identity.Decision.valueOf(decided.decision().name()),
                nearest.stream()
                        .map(match -> new Candidate(
                                match.person().name(), match.person().id(), match.distance()))
                        .toList(),
                nearest.isEmpty() ? Optional.empty() : falseMatch(nearest.get(0).distance()));
    }
}
