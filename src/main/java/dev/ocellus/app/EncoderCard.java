package dev.ocellus.app;

import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureFit;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.EncoderTraining;
import dev.ocellus.train.EncoderTraining.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Writes down what a trained face encoder is: the card of its weights. */
record EncoderCard(EncoderPlan plan, String source, TrainingEngine engine, Result result) {
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

    private ModelCard.Verification verification() {
        Optional<VerificationEvaluation> all =
                Optional.ofNullable(result.evaluations().get(EncoderTraining.ALL));
        Optional<VerificationPoint> operating = all.flatMap(of -> at(of, OPERATING_FMR));
        if (operating.isEmpty()) {
            return ModelCard.Verification.NONE;
        }
        VerificationEvaluation evaluation = all.get();
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
                rounded(operating.get().threshold(), 4),
                rounded(operating.get().fmr().value(), 6),
                String.format(
                        Locale.ROOT,
                        "FMR %.1f %% on aligned faces of held-back people of the training data (%d pairs of one person, %d of two), mirror images averaged in;"
                                + " other cameras and other people need a calibration of their own",
                        100 * OPERATING_FMR,
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

    private ModelCard.Provenance provenance() {
        int pictures = result.learned().stream()
                .mapToInt(EncoderTraining.Learned::pictures)
                .sum();
        long samples = result.best().at() * plan.people() * plan.pictures();
        return new ModelCard.Provenance(
                source,
                plan.fingerprint(),
                result.dataSha256(),
                plan.seed(),
                Versions.of(engine),
                LocalDate.now(ZoneOffset.UTC),
                result.best().at(),
                rounded((double) samples / pictures, 1),
                Duration.ofSeconds(Math.round(result.seconds())));
    }

    private static double rounded(double value, int digits) {
        double unit = Math.pow(10, digits);
        return Math.round(value * unit) / unit;
    }
}
