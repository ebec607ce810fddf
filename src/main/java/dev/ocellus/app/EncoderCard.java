package dev.ocellus.app;

import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureFit;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.EncoderTraining;
import dev.ocellus.train.EncoderTraining.Result;
import dev.ocellus.train.PeopleSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Writes down what a trained face encoder is: the card of its weights.
 *
 * @param source where the plan comes from
 * @param from what the training started with; empty where the parameters were drawn
 */
record EncoderCard(EncoderPlan plan, String source, String from, TrainingEngine engine, Result result) {
    /** One false match in a thousand: what doors and telephones of a small household need at least. */
    private static final double OPERATING_FMR = 1e-3;

    private static final double[] CURVE = {
        1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 7e-3, 1e-2, 1.5e-2, 2e-2, 3e-2, 5e-2, 7e-2, 0.1,
        0.15, 0.2, 0.3, 0.5, 0.7, 1
    };

    ModelCard card() {
        return new ModelCard(
                plan.name(),
                ModelCard.EMBED,
                plan.summary(),
                new ModelCard.Input(
                        plan.preprocessing(),
                        new Size(plan.network().side(), plan.network().side()),
                        PictureFit.CROP),
                List.of(),
                List.of(),
                ModelCard.Thresholds.NONE,
                new ModelCard.Encoding(plan.network().embedding(), plan.eyeDistance()),
                verification(),
                plan.licence(),
                plan.terms(),
                result.learned().stream()
                        .map(of -> new ModelCard.Data(
                                of.source().folder(), of.source().terms(), of.pictures(), 0))
                        .toList(),
                metrics(),
                Map.of(),
                provenance());
    }

    /**
     * Of the source whose strangers are the most alike: among pictures from several sources, those of two sources are easily told apart, so a threshold
     * from all of them together lets too many strangers through where everybody is photographed by one camera.
     */
    private ModelCard.Verification verification() {
        Map<String, VerificationPoint> points = new LinkedHashMap<>();
        Stream.concat(Stream.of(EncoderTraining.ALL), plan.data().stream().map(PeopleSource::folder))
                .filter(set -> result.evaluations().containsKey(set))
                .forEach(set ->
                        at(result.evaluations().get(set), OPERATING_FMR).ifPresent(point -> points.put(set, point)));
        if (points.isEmpty()) {
            return ModelCard.Verification.NONE;
        }
        String strictest = Collections.min(points.keySet(), Comparator.comparingDouble(set -> points.get(set)
                .threshold()));
        VerificationPoint operating = points.get(strictest);
        VerificationEvaluation evaluation = result.evaluations().get(strictest);
        List<ModelCard.Verification.Point> curve = DoubleStream.of(CURVE)
                .mapToObj(fmr -> at(evaluation, fmr))
                .flatMap(Optional::stream)
                .map(point -> new ModelCard.Verification.Point(
                        rounded(point.threshold(), 4),
                        rounded(point.fmr().value(), 6),
                        rounded(point.fnmr().value(), 4)))
                .sorted(Comparator.comparingDouble(ModelCard.Verification.Point::distance))
                .toList();
        return new ModelCard.Verification(
                rounded(operating.threshold(), 4),
                rounded(operating.fmr().value(), 6),
                String.format(
                        Locale.ROOT,
                        "FMR %.1f %% on aligned faces of held-back people of the training data (%s: %d pairs of one person, %d of two), mirror images averaged in;"
                                + " other cameras and other people need a calibration of their own",
                        100 * OPERATING_FMR,
                        strictest,
                        evaluation.genuine(),
                        evaluation.impostors()),
                curve);
    }

    private static Optional<VerificationPoint> at(VerificationEvaluation evaluation, double fmr) {
        return evaluation.atFmr(fmr) instanceof FmrClaim.Supported supported
                ? Optional.of(supported.point())
                : Optional.empty();
    }

    private List<ModelCard.Metric> metrics() {
        List<ModelCard.Metric> metrics = new ArrayList<>();
        result.best().metrics().forEach((what, value) -> {
            if (Double.isFinite(value)) {
                metrics.add(new ModelCard.Metric("held-back people, during training", what, rounded(value, 4)));
            }
        });
        result.evaluations().forEach((set, evaluation) -> {
            String held = "held-back people, " + set;
            metrics.add(new ModelCard.Metric(held, "EER", rounded(evaluation.equalErrorRate(), 4)));
            for (double fmr : new double[] {1e-2, 1e-3, 1e-4}) {
                at(evaluation, fmr)
                        .ifPresent(point -> metrics.add(new ModelCard.Metric(
                                held,
                                String.format(Locale.ROOT, "TAR at FMR %s%%", 100 * fmr),
                                rounded(point.tar().value(), 4))));
            }
        });
        return metrics;
    }

    private Provenance provenance() {
        int pictures = result.learned().stream()
                .mapToInt(EncoderTraining.Learned::pictures)
                .sum();
        long samples = result.best().at() * plan.people() * plan.pictures();
        Provenance anew = new Provenance(
                source,
                plan.fingerprint(),
                result.dataSha256(),
                plan.seed(),
                Versions.of(engine),
                LocalDate.now(ZoneOffset.UTC),
                result.best().at(),
                rounded((double) samples / pictures, 1),
                Duration.ofSeconds(Math.round(result.seconds())));
        return anew.startedWith(from);
    }

    private static double rounded(double value, int digits) {
        double unit = Math.pow(10, digits);
        return Math.round(value * unit) / unit;
    }
}
