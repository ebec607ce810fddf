package dev.ocellus.app;

import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.PictureOutcome;
import dev.ocellus.evaluate.Suspicion;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Resampling;
import dev.ocellus.report.EvaluationContent.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Picks the pictures that say most about a detector's mistakes, and brings them to the size of a report. */
final class PicturesToShow {
    /** In place of a picture where boxes alone are needed. */
    static final Image NO_PIXELS = Image.filled(new Size(1, 1), 0, 0, 0);

    private static final int MOST_WORST = 24;
    private static final int MOST_DOUBTFUL = 18;
    private static final int LONGEST_SIDE = 720;
    private static final int CUT_SIDE = 260;
    /** How much larger than its box a cut is, and how large it is at least. */
    private static final double SURROUNDINGS = 2.2;

    private static final double SMALLEST_CUT = 64;
    private static final int GREY = 114;

    private final Map<String, LabelledPicture> pictures = new HashMap<>();
    private final PictureDecoder decoder;

    PicturesToShow(List<LabelledPicture> pictures, long maxPixels) {
        pictures.forEach(picture -> this.pictures.put(picture.id(), picture));
        this.decoder = PictureDecoder.of(new ImageReader(maxPixels));
    }

    /** The pictures with the most mistakes, the worst first; of equal ones that with the surer false detections. */
    List<Shown> worst(Assessment assessment) throws IOException {
        Map<String, List<DetectionError>> errors = byFrame(assessment);
        List<PictureOutcome> ordered = assessment.reported().outcomes().stream()
                .filter(outcome -> errors.containsKey(outcome.frame()))
                .sorted(Comparator.comparingInt(
                                (PictureOutcome o) -> o.missed() + o.wrong().size())
                        .thenComparingDouble(o ->
                                o.wrong().stream().mapToDouble(Detection::score).sum())
                        .reversed()
                        .thenComparing(PictureOutcome::frame))
                .limit(MOST_WORST)
                .toList();
        List<Shown> shown = new ArrayList<>();
        for (PictureOutcome outcome : ordered) {
            Image image = decode(outcome.frame());
            Size size = image.size();
            double scale = Math.min(1, LONGEST_SIDE / (double) size.longestSide());
            Size small = new Size((int) Math.max(1, Math.round(scale * size.width())), (int)
                    Math.max(1, Math.round(scale * size.height())));
            shown.add(new Shown(
                    scale < 1 ? Resampling.resize(image, small) : image,
                    size.bounds(),
                    outcome,
                    errors.get(outcome.frame())));
        }
        return shown;
    }

    /** Cuts around the labels that may be wrong. */
    List<Shown> doubtful(Assessment assessment, List<Suspicion> suspicions) throws IOException {
        Map<String, PictureOutcome> outcomes = new HashMap<>();
        assessment.reported().outcomes().forEach(outcome -> outcomes.put(outcome.frame(), outcome));
        List<Shown> shown = new ArrayList<>();
        for (Suspicion suspicion : suspicions.subList(0, Math.min(MOST_DOUBTFUL, suspicions.size()))) {
            DetectionError error = suspicion.error();
            Box box = error.detection()
                    .map(Detection::box)
                    .orElseGet(() -> error.truth().orElseThrow().box());
            double side = Math.max(SMALLEST_CUT, SURROUNDINGS * Math.max(box.width(), box.height()));
            Box region = Box.around(box.centre(), side, side);
            shown.add(new Shown(
                    Resampling.crop(decode(error.frame()), region, new Size(CUT_SIDE, CUT_SIDE), GREY),
                    region,
                    outcomes.get(error.frame()),
                    List.of(error)));
        }
        return shown;
    }

    private static Map<String, List<DetectionError>> byFrame(Assessment assessment) {
        Map<String, List<DetectionError>> errors = new HashMap<>();
        assessment.reported().errors().forEach(error -> errors.computeIfAbsent(
                        error.frame(), frame -> new ArrayList<>())
                .add(error));
        return errors;
    }

    private Image decode(String id) throws IOException {
        return decoder.decode(pictures.get(id).file());
    }
}
