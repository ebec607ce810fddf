package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.FoldAccuracy;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a calibration found out.
 *
 * @param source what was measured, in words
 * @param all every comparison
 * @param groups those of each group at the common threshold; empty where nobody asked
 * @param folds right decisions in the parts of the protocol of LFW; empty where the pairs have no parts
 * @param chosen the operating point, or why there is none
 * @param stored where the operating point was put; empty where it was not
 */
public record CalibrationReport(
        String source,
        VerificationEvaluation all,
        SortedMap<String, VerificationEvaluation> groups,
        Optional<FoldAccuracy> folds,
        FmrClaim chosen,
        Optional<Path> stored) {
    /** The false-match rates of which every report speaks. */
    public static final List<Double> RATES = List.of(0.01, 0.001, 0.0001);

    /** How sure the told intervals are. */
    public static final double CONFIDENCE = 0.95;

    public CalibrationReport {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    public CalibrationReport withStored(Path file) {
        return new CalibrationReport(source, all, groups, folds, chosen, Optional.of(file));
    }

    /** The claims about {@link #RATES}. */
    public List<FmrClaim> claims() {
        return RATES.stream().map(all::atFmr).toList();
    }

    /**
     * Writes {@code calibration.json}, {@code det.png} and {@code roc.png}.
     *
     * @return the files
     */
    public List<Path> write(Path folder) throws IOException {
        Map<String, VerificationEvaluation> curves = new LinkedHashMap<>();
        curves.put("all", all);
        groups.forEach((name, group) -> curves.put(name.isEmpty() ? "(no group)" : name, group));
        Path det = folder.resolve("det.png");
        Path roc = folder.resolve("roc.png");
        Path figures = folder.resolve("calibration.json");
        VerificationChart.writeDet(curves, det);
        VerificationChart.writeRoc(curves, roc);
        try (PendingFile file = new PendingFile(figures)) {
            try (JsonGenerator json = JsonLines.to(file.out())) {
                write(json);
            }
            file.finish();
        }
        return List.of(figures, det, roc);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", source);
        json.writeNumberField("genuine", all.genuine());
        json.writeNumberField("impostors", all.impostors());
        rate(json, "failure_to_acquire", all.failures());
        number(json, "equal_error_rate", all.equalErrorRate());
        number(json, "equal_error_rate_of_attempts", all.attempts().equalErrorRate());
        if (folds.isPresent()) {
            json.writeObjectFieldStart("folds");
            json.writeNumberField("count", folds.get().folds().size());
            number(json, "accuracy", folds.get().mean());
            number(json, "standard_error", folds.get().standardError());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("at_fmr");
        for (FmrClaim claim : claims()) {
            claim(json, claim);
        }
        json.writeEndArray();
        json.writeFieldName("chosen");
        claim(json, chosen);
        json.writeStringField("stored", stored.map(Path::toString).orElse(""));
        if (chosen instanceof FmrClaim.Supported supported) {
            json.writeArrayFieldStart("groups");
            for (Map.Entry<String, VerificationEvaluation> group : groups.entrySet()) {
                json.writeStartObject();
                json.writeStringField("group", group.getKey());
                point(json, group.getValue(), supported.point().threshold());
                number(json, "equal_error_rate", group.getValue().equalErrorRate());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void claim(JsonGenerator json, FmrClaim claim) throws IOException {
        json.writeStartObject();
        json.writeNumberField("wanted", claim.wanted());
        if (claim instanceof FmrClaim.Supported supported) {
            json.writeNumberField("threshold", supported.point().threshold());
            point(json, all, supported.point().threshold());
        } else if (claim instanceof FmrClaim.Unsupported unsupported) {
            json.writeNumberField("impostors_needed", unsupported.needed());
        }
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, VerificationEvaluation of, double threshold) throws IOException {
        VerificationPoint point = of.at(threshold);
        rate(json, "fmr", point.fmr());
        rate(json, "fnmr", point.fnmr());
        rate(json, "tar", of.attempts().at(threshold).tar());
    }

    private static void rate(JsonGenerator json, String name, ErrorRate rate) throws IOException {
        ErrorRate.Interval interval = rate.interval(CONFIDENCE);
        json.writeObjectFieldStart(name);
        number(json, "value", rate.value());
        json.writeNumberField("count", rate.errors());
        json.writeNumberField("of", rate.trials());
        number(json, "low", interval.low());
        number(json, "high", interval.high());
        json.writeEndObject();
    }

    /** JSON knows no NaN: what is not known is null. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, JsonLines.rate(value));
        }
    }
}
