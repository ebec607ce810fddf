package dev.ocellus.network;

import dev.ocellus.image.ColourAxis;
import dev.ocellus.settings.Default;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * How the weights were made.
 *
 * @param pipeline the training file
 * @param pipelineSha256 hash of what it says
 * @param dataSha256 hash over the pictures and labels it learned from
 * @param seed of everything random
 * @param versions of the program, its engine and Java, by name
 * @param date when the training ended
 * @param steps how many times the parameters were changed
 * @param epochs how often the data were seen
 * @param duration how long it took
 * @param colourAxes on which the colours of the training pictures vary, where they were augmented along them
 * @param from name and SHA-256 of the weights that the training started with; empty for drawn ones
 */
public record Provenance(
        String pipeline,
        String pipelineSha256,
        String dataSha256,
        long seed,
        @Default("{}") Map<String, String> versions,
        LocalDate date,
        long steps,
        double epochs,
        Duration duration,
        @Default("[]") List<ColourAxis> colourAxes,
        @Default("''") String from) {
    public Provenance {
        ModelCard.requireSha256("pipeline-sha256", pipelineSha256);
        ModelCard.requireSha256("data-sha256", dataSha256);
        versions = ModelCard.inOrder(versions);
        colourAxes = List.copyOf(colourAxes);
    }

    /** Of pictures whose colours were not augmented along axes of their own. */
    public Provenance(
            String pipeline,
            String pipelineSha256,
            String dataSha256,
            long seed,
            Map<String, String> versions,
            LocalDate date,
            long steps,
            double epochs,
            Duration duration) {
        this(pipeline, pipelineSha256, dataSha256, seed, versions, date, steps, epochs, duration, List.of(), "");
    }

    /** The same with what the training started with. */
    public Provenance startedWith(String other) {
        return new Provenance(
                pipeline, pipelineSha256, dataSha256, seed, versions, date, steps, epochs, duration, colourAxes, other);
    }
}
