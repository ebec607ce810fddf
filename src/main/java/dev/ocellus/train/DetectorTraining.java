package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.Split;
import dev.ocellus.detect.AnchorClustering;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.detect.YoloTarget;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Batch;
import dev.ocellus.learn.Best;
import dev.ocellus.learn.TrainingLoop;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Trains a detector by a plan: reads the data, clusters anchors, runs the loop with checkpoints, measures on the held-back part and keeps the best. A
 * training that was killed goes on from its last checkpoint and ends as if nothing had happened.
 */
public final class DetectorTraining {
    /** Samples whose boxes are clustered into anchors. */
    private static final int SAMPLES_FOR_ANCHORS = 1500;

    private static final int[] STRIDES = {8, 16, 32};

    private final TrainingFile file;
    private final DetectorPlan plan;
    private final Path data;
    private final Path folder;
    private final Engines engines;
    private final PictureDecoder decoder;
    private final int threads;
    private final TrainingProgress progress;

    /**
     * @param data folder against which the plan's folders are resolved
     * @param folder where checkpoints and the curve are kept; made where it is missing
     * @param threads for decoding pictures
     */
    public DetectorTraining(
            TrainingFile file,
            Path data,
            Path folder,
            Engines engines,
            PictureDecoder decoder,
            int threads,
            TrainingProgress progress) {
        this.file = file;
        this.plan = file.plan();
        this.data = data;
        this.folder = folder;
        this.engines = engines;
        this.decoder = decoder;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * A trained detector.
     *
     * @param graph its layers
     * @param layout what its outputs mean
     * @param best the best moving average of the parameters
     * @param measured the evaluation of each held-back set
     * @param score from which score on precision and recall over all held-back sets balance best (F1 at IoU 0.5)
     * @param data what it learned from
     * @param dataSha256 hash over the names, pictures and labels that it learned from
     * @param colourAxes of its training pictures, where an augmentation needed them
     * @param seconds how long the steps took
     */
    public record Result(
            Graph graph,
            YoloLayout layout,
            Best best,
            Map<String, DetectionEvaluation> measured,
            double score,
            List<Learned> data,
            String dataSha256,
            List<ColourAxis> colourAxes,
            double seconds) {}

    /** What a detector learned from one set. */
    public record Learned(DataSource source, int pictures, int boxes) {}

    /**
     * Trains to the end of the plan, going on from the checkpoint in the folder if there is one.
     *
     * @throws IOException where data cannot be read, or a checkpoint is of another plan or other data
     */
    public Result run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<DataSource.Parts> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (DataSource source : plan.data()) {
            DataSource.Parts read = source.read(data, new Split(plan.developmentShare()));
            parts.add(read);
            findings.addAll(read.findings());
        }
        String dataSha256 = DataHash.of(parts);
        PictureCache pictures = PictureCache.load(allPictures(parts), decoder, threads);
        findings.addAll(pictures.findings());
        List<ColourAxis> axes = ColourFit.axes(file.augmentations(), parts, pictures);
        Samples samples = Samples.of(file, parts, pictures, axes);
        AnchorClustering anchors = cluster(samples);
        YoloLayout layout = new YoloLayout(anchors.split(STRIDES), plan.labels());
        YoloHead head = new YoloHead(layout, plan.head());
        Graph graph =
                plan.network().graph(new Size(file.crop().width(), file.crop().height()), layout);
        Map<String, List<Frame>> heldBack = heldBack(parts, pictures);
        DetectorPlan.Course course = plan.course();
        try (TrainableNetwork network = engines.trainable(graph, course.optimiser(), plan.seed())) {
            network.load(plan.network().initialParameters(layout));
            DetectorMeasurement measurement = new DetectorMeasurement(plan, head);
            TrainingRun run = new TrainingRun(
                    file.fingerprint() + " " + dataSha256,
                    course,
                    folder,
                    network,
                    average -> measure(measurement, graph, average, heldBack),
                    progress);
            long start = run.restore();
            progress.begins(describe(parts, anchors, graph, heldBack), findings, start, course.steps());
            TrainingLoop<YoloTarget> loop = new TrainingLoop<>(
                    network,
                    head.loss(),
                    step -> batch(samples, head, step),
                    course.learningRate(),
                    course.steps(),
                    Optional.of(run.average()));
            run.run(loop, start);
            return result(graph, layout, run, measurement, parts, dataSha256, axes, heldBack);
        }
    }

    private Result result(
            Graph graph,
            YoloLayout layout,
            TrainingRun run,
            DetectorMeasurement measurement,
            List<DataSource.Parts> parts,
            String dataSha256,
            List<ColourAxis> axes,
            Map<String, List<Frame>> heldBack) {
        Map<String, Tensor> best = run.best().parameters();
        String all = "all";
        List<Frame> together = heldBack.values().stream().flatMap(List::stream).toList();
        double score = measure(measurement, graph, best, Map.of(all, together))
                .get(all)
                .bestScore(0.5);
        return new Result(
                graph,
                layout,
                run.best(),
                measure(measurement, graph, best, heldBack),
                score,
                parts.stream().map(DetectorTraining::learned).toList(),
                dataSha256,
                axes,
                run.seconds());
    }

    private static Learned learned(DataSource.Parts parts) {
        int boxes = parts.train().stream()
                .mapToInt(picture -> picture.truth().boxes().size())
                .sum();
        return new Learned(parts.source(), parts.train().size(), boxes);
    }

    private Map<String, DetectionEvaluation> measure(
            DetectorMeasurement measurement,
            Graph graph,
            Map<String, Tensor> parameters,
            Map<String, List<Frame>> sets) {
        try (Network network = engines.open(engines.export(graph, parameters, Map.of()))) {
            return measurement.of(network, sets);
        }
    }

    /** Anchors fit the boxes as the network meets them, after all cutting and scaling. */
    private AnchorClustering cluster(Samples samples) {
        List<Box> boxes = samples.ofTheFirstPhase(SAMPLES_FOR_ANCHORS)
                .flatMap(frame -> frame.truth().boxes().stream())
                .filter(truth -> !truth.difficult())
                .map(TruthBox::box)
                .toList();
        return AnchorClustering.of(
                boxes,
                plan.anchorsPerLevel() * STRIDES.length,
                plan.head().ratioLimit(),
                new SplittableRandom(plan.seed()));
    }

    private Map<String, List<Frame>> heldBack(List<DataSource.Parts> parts, PictureCache pictures) {
        Map<String, List<Frame>> sets = new LinkedHashMap<>();
        for (DataSource.Parts part : parts) {
            List<Frame> frames = part.development().stream()
                    .filter(pictures::holds)
                    .map(p -> frame(p.id(), pictures.image(p), part.source().toModel(p.truth())))
                    .toList();
            if (!frames.isEmpty()) {
                sets.put(part.source().folder(), frames);
            }
        }
        return sets;
    }

    /** Boxes brought to another convention may reach beyond the picture, where nothing can be found. */
    private static Frame frame(String id, Image image, Truth truth) {
        return Frame.of(id, image).withTruth(truth.within(image.size()));
    }

    private Batch<YoloTarget> batch(Samples samples, YoloHead head, long step) {
        List<Frame> frames = samples.of(step);
        return new Batch<>(
                plan.preprocessing().toBatch(frames.stream().map(Frame::image).toList()), head.encode(frames));
    }

    private static List<LabelledPicture> allPictures(List<DataSource.Parts> parts) {
        List<LabelledPicture> all = new ArrayList<>();
        for (DataSource.Parts part : parts) {
            all.addAll(part.train());
            all.addAll(part.development());
        }
        return all;
    }

    private static List<String> describe(
            List<DataSource.Parts> parts, AnchorClustering anchors, Graph graph, Map<String, List<Frame>> heldBack) {
        List<String> lines = new ArrayList<>();
        for (DataSource.Parts part : parts) {
            lines.add("%s: %d pictures to learn from, %d held back"
                    .formatted(
                            part.source().folder(),
                            part.train().size(),
                            heldBack.getOrDefault(part.source().folder(), List.of())
                                    .size()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "anchors: %s (mean IoU %.3f, best possible recall %.3f)",
                anchors.anchors().stream()
                        .map(a -> String.format(Locale.ROOT, "%.0fx%.0f", a.width(), a.height()))
                        .collect(Collectors.joining(" ")),
                anchors.meanIou(),
                anchors.recall()));
        lines.add("network: %,d parameters".formatted(graph.parameterCount()));
        return lines;
    }
}
