package dev.ocellus.app;

import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.evaluate.Choice;
import dev.ocellus.evaluate.CocoMetrics;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.EvaluationSettings;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.Requirement;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Frame;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.report.ChoiceTable;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures several detectors on the same pictures, one picture at a time, and chooses among them.
 *
 * @param runs folders of weights or of runs
 * @param data the labelled pictures
 * @param selection which of them; empty for all
 * @param best the figure that decides
 * @param requirements that must be satisfied
 * @param octaves how many times a picture is searched
 * @param maxPixels pictures with more pixels are rejected
 */
public record ChooseDetector(
        List<Path> runs,
        EvaluateRequest.Labels data,
        Optional<String> selection,
        String best,
        List<Requirement> requirements,
        int octaves,
        long maxPixels) {
    /** The figures that are measured, by which one may choose. Those in milliseconds and megabytes are better when lower. */
    public static final List<String> FIGURES =
            List.of("ap", "ap50", "ap75", "ar", "f1", "precision", "recall", "mean-ms", "p50-ms", "p95-ms", "size-mb");

    /** Pictures before the clock counts, which wait for the compiler and for files to come into memory. */
    private static final int WARM_UP = 5;

    private static final double IOU = 0.5;

    /** Whether a lower figure is better. */
    public static boolean isBetterWhenLower(String figure) {
        return figure.endsWith("-ms") || figure.endsWith("-mb");
    }

    /** The pictures to be judged by each detector. */
    public List<LabelledPicture> pictures() throws WrongUsageException {
        LabelledSet set = LabelledSet.read(data);
        List<LabelledPicture> pictures = selection.isPresent() ? set.select(selection.get()) : set.pictures();
        if (pictures.isEmpty()) {
            throw new WrongUsageException("there are no labelled pictures in " + data.folder());
        }
        return pictures;
    }

    /**
     * Measures and chooses.
     *
     * @param pictures see {@link #pictures}
     * @param listener told of each picture of each detector
     */
    public Choice run(StageCatalogue catalogue, List<LabelledPicture> pictures, Consumer<PictureResult> listener)
            throws WrongUsageException, IOException {
        for (Path run : runs) {
            LocatedWeights.in(run); // all are looked for before the first is measured
        }
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        for (Path run : runs) {
            figures.put(run.toString(), measure(run, catalogue, pictures, listener));
        }
        return Choice.of(figures, best, isBetterWhenLower(best), requirements);
    }

    private Map<String, Double> measure(
            Path run, StageCatalogue catalogue, List<LabelledPicture> pictures, Consumer<PictureResult> listener)
            throws WrongUsageException, IOException {
        Map<String, LabelledPicture> byId = new HashMap<>();
        List<InputFile> files = new ArrayList<>();
        for (LabelledPicture picture : pictures) {
            byId.put(picture.id(), picture);
            files.add(new InputFile(picture.id(), picture.file(), Optional.empty()));
        }
        List<Frame> frames = new ArrayList<>();
        List<Double> milliseconds = new ArrayList<>();
        try (DetectionSource.Opened source =
                new DetectionSource.Weights(run, octaves, 0).open(catalogue, data.folder(), pictures)) {
            PictureRun.Work work =
                    (input, image) -> new PictureRun.Outcome(source.of(input.name(), image), Optional.empty());
            new PictureRun(new InputFiles(files.subList(0, Math.min(WARM_UP, files.size())), 0), maxPixels, 1, work)
                    .run(result -> {});
            new PictureRun(new InputFiles(files, 0), maxPixels, 1, work).run(result -> {
                if (result.status() != Status.REJECTED) {
                    milliseconds.add(result.milliseconds());
                    frames.add(Frame.of(result.name(), PicturesToShow.NO_PIXELS)
                            .withTruth(byId.get(result.name())
                                    .truth()
                                    .within(result.size().orElseThrow()))
                            .withDetections(result.detections()));
                }
                listener.accept(result);
            });
        }
        if (frames.isEmpty()) {
            throw new WrongUsageException("no picture could be judged with " + run);
        }
        return figures(frames, milliseconds, Files.size(LocatedWeights.in(run).resolve(WeightsFolder.MODEL)));
    }

    private static Map<String, Double> figures(List<Frame> frames, List<Double> milliseconds, long bytes) {
        CocoMetrics coco = CocoMetrics.of(frames);
        DetectionEvaluation evaluation = DetectionEvaluation.of(frames, EvaluationSettings.COCO);
        OperatingPoint point = evaluation.together(IOU).at(evaluation.bestScore(IOU));
        double[] sorted = milliseconds.stream().mapToDouble(ms -> ms).sorted().toArray();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("ap", coco.ap());
        figures.put("ap50", coco.ap50());
        figures.put("ap75", coco.ap75());
        figures.put("ar", coco.ar100());
        figures.put("f1", point.f1());
        figures.put("precision", point.precision());
        figures.put("recall", point.recall());
        figures.put("mean-ms", Arrays.stream(sorted).average().orElse(Double.NaN));
        figures.put("p50-ms", percentile(sorted, 50));
        figures.put("p95-ms", percentile(sorted, 95));
        figures.put("size-mb", bytes / 1e6);
        return figures;
    }

    /** The smallest value that at least so many of a hundred do not exceed. */
    static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }

    /** Writes the table as CSV, in one move. */
    public static void write(Choice choice, Path file) throws IOException {
        PendingFile.write(file, ChoiceTable.csv(choice));
    }
}
