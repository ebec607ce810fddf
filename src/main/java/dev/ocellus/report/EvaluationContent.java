package dev.ocellus.report;

import dev.ocellus.dataset.Finding;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.evaluate.PictureOutcome;
import dev.ocellus.evaluate.Suspicion;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.Image;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation has to tell.
 *
 * @param about what was judged, on what and how
 * @param assessment of the pictures that were judged
 * @param parts errors on the parts of the data, where they were asked for
 * @param suspicions labels that may be wrong
 * @param doubtful what some of these are about, as cuts from their pictures, the surest first
 * @param worst the pictures with the most mistakes, the worst first
 * @param ledger how each picture ended, in order
 * @param findings what was odd about the labels
 */
public record EvaluationContent(
        About about,
        Assessment assessment,
        Optional<Parts> parts,
        List<Suspicion> suspicions,
        List<Shown> doubtful,
        List<Shown> worst,
        List<PictureResult> ledger,
        List<Finding> findings) {
    /**
     * What was judged, on what and how.
     *
     * @param detector file or folder that the detections came from
     * @param data folder of the labels
     * @param selection which of its pictures, in words
     * @param command that does it again
     * @param date of the evaluation
     * @param scoreGiven whether somebody chose the score at which mistakes are looked at
     * @param rounds of the bootstrap
     * @param seed of the bootstrap
     * @param notes what must be known to read the figures rightly
     */
    public record About(
            String detector,
            String data,
            String selection,
            String command,
            LocalDate date,
            boolean scoreGiven,
            int rounds,
            long seed,
            List<String> notes) {}

    /**
     * Errors on parts of the data.
     *
     * @param measure what an error is, in words such as {@code 1 − AP50}
     * @param targetGiven whether somebody said which error can be hoped for
     */
    public record Parts(String measure, boolean targetGiven, PartErrors errors) {}

    /**
     * A picture, or a part of one, with what was right and wrong in it.
     *
     * @param image its pixels, perhaps fewer than in the source
     * @param region the part of the source picture that is shown, in source pixels
     * @param outcome what happened in the whole picture
     * @param errors those that are to be marked
     */
    public record Shown(Image image, Box region, PictureOutcome outcome, List<DetectionError> errors) {}

    public EvaluationContent {
        suspicions = List.copyOf(suspicions);
        doubtful = List.copyOf(doubtful);
        worst = List.copyOf(worst);
        ledger = List.copyOf(ledger);
        findings = List.copyOf(findings);
    }
}
