package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.detect.AnchorClustering;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.detect.YoloTarget;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.learn.Batch;
import dev.ocellus.learn.Best;
import dev.ocellus.learn.MovingAverage;
import dev.ocellus.learn.TrainingLoop;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Trains a detector by a plan: clusters anchors, runs the loop with checkpoints, measures on the development part and keeps the best, and measures
 * that once on the test part. A training that was killed goes on from its last checkpoint and ends as if nothing had happened.
 */
public final class DetectorTraining {
    /** Samples whose boxes are clustered into anchors, at most. */
    private static final int SAMPLES_FOR_ANCHORS = 1500;

    /** More boxes would hardly change the anchors. */
    private static final int BOXES_FOR_ANCHORS = 1000;

    private final TrainingFile file;
    private final DetectorPlan plan;
    private final TrainingData data;
    private final Map<String, Tensor> learned;
    private final Engines engines;

    private final List<ColourAxis> axes;
    private final Samples samples;
    private final Optional<AnchorClustering> anchors;
    private final YoloHead head;
    private final Graph graph;

    /**
     * @param data what the plan's sets hold
     * @param learned parameters of the plan's {@code from}; of those that fit, the network's backbone and neck take theirs
     * @throws IllegalArgumentException where there are too few boxes to cluster, or nothing of what was learned fits
     */
    public DetectorTraining(TrainingFile file, TrainingData data, Map<String, Tensor> learned, Engines engines) {
        this.file = file;
        this.plan = file.plan();
        this.data = data;
        this.engines = engines;
        this.axes = ColourFit.axes(file.augmentations(), data.parts(), data.pictures());
        this.samples = Samples.of(file, data.parts(), data.pictures(), axes);
        this.anchors = plan.anchors().isEmpty() ? Optional.of(cluster()) : Optional.empty();
        int[] strides = plan.network().strides().stream().mapToInt(i -> i).toArray();
        YoloLayout layout =
                new YoloLayout(anchors.map(found -> found.split(strides)).orElse(plan.anchors()), plan.labels());
        this.head = new YoloHead(layout, plan.head());
        this.graph =
                plan.network().graph(new Size(file.crop().width(), file.crop().height()), layout);
        this.learned = fitting(learned);
    }

    /**
     * A trained detector.
     *
     * @param graph its layers
     * @param layout what its outputs mean
     * @param best the best moving average of the parameters
     * @param measured the evaluation of each set's development part
     * @param tested the evaluation of each set's test part
     * @param score from which score on precision and recall over all development parts balance best (F1 at IoU 0.5)
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
            Map<String, DetectionEvaluation> tested,
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
     * @param folder where checkpoints and the curve are kept; made where it is missing
     * @throws IOException where a checkpoint is of another plan or other data, or a file cannot be written
     */
    public Result run(Path folder, TrainingProgress progress) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String dataSha256 = DataHash.of(data.parts());
        Map<String, List<Frame>> heldBack = data.development();
        DetectorPlan.Course course = plan.course();
        try (TrainableNetwork network = start()) {
            DetectorMeasurement measurement = new DetectorMeasurement(plan, head);
            TrainingRun run = new TrainingRun(
                    file.fingerprint() + " " + dataSha256,
                    course,
                    folder,
                    network,
                    average -> measure(measurement, average, heldBack),
                    progress);
            long start = run.restore();
            progress.begins(describe(heldBack), data.findings(), start, course.steps());
            run.run(loop(network, course.steps(), run.average()), start);
            return result(run, measurement, dataSha256, heldBack);
        }
    }

    /** What the outputs of the network mean. */
    public YoloLayout layout() {
        return head.layout();
    }

    /**
     * How long things take here, found by doing them a few times with a network that is thrown away.
     *
     * @param step seconds of a step
     * @param measurement seconds of a measurement on the development part
     */
    public record Pace(double step, double measurement) {}

    /**
     * Measures the pace of the first phase.
     *
     * @param warmUp steps that do not count, for the first ones are slower
     * @param steps that count, of which the median is taken
     */
    public Pace pace(int warmUp, int steps) throws IOException, InterruptedException {
        double[] ends = new double[warmUp + steps + 1];
        ends[0] = System.nanoTime() / 1e9;
        MovingAverage average = new MovingAverage(plan.course().average());
        try (TrainableNetwork network = start()) {
            loop(network, warmUp + steps, average).run(0, (step, loss, rate) -> {
                ends[(int) step + 1] = System.nanoTime() / 1e9;
                return true;
            });
        }
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++) {
            times[i] = ends[warmUp + i + 1] - ends[warmUp + i];
        }
        Arrays.sort(times);
        double before = System.nanoTime() / 1e9;
        measure(new DetectorMeasurement(plan, head), average.parameters(), data.development());
        return new Pace(times[steps / 2], System.nanoTime() / 1e9 - before);
    }

    /** The network before the first step. */
    private TrainableNetwork start() {
        TrainableNetwork network = engines.trainable(graph, plan.course().optimiser(), plan.seed());
        network.load(plan.network().initialParameters(head.layout()));
        network.load(learned);
        return network;
    }

    /** What was learned before of backbone and neck; a head that spoke of other labels starts anew. */
    private Map<String, Tensor> fitting(Map<String, Tensor> parameters) {
        Map<String, Tensor> fitting = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            Tensor tensor = parameters.get(name);
            if (tensor != null && !name.startsWith("head.") && fits(tensor, parameter)) {
                fitting.put(name, tensor);
            }
        });
        if (!plan.from().isEmpty() && fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no parameter of %s fits the network; are these a detector's weights, with the same widths?"
                            .formatted(plan.from()));
        }
        return fitting;
    }

    private static boolean fits(Tensor tensor, Parameter parameter) {
        return Arrays.equals(tensor.shape(), parameter.shape());
    }

    private TrainingLoop<YoloTarget> loop(TrainableNetwork network, long steps, MovingAverage average) {
        return new TrainingLoop<>(
                network, head.loss(), this::batch, plan.course().learningRate(), steps, Optional.of(average));
    }

    private Result result(
            TrainingRun run, DetectorMeasurement measurement, String dataSha256, Map<String, List<Frame>> heldBack) {
        Map<String, Tensor> best = run.best().parameters();
        String all = "all";
        List<Frame> together = heldBack.values().stream().flatMap(List::stream).toList();
        double score =
                measure(measurement, best, Map.of(all, together)).get(all).bestScore(0.5);
        return new Result(
                graph,
                head.layout(),
                run.best(),
                measure(measurement, best, heldBack),
                measure(measurement, best, data.test()),
                score,
                data.parts().stream().map(DetectorTraining::learned).toList(),
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
            DetectorMeasurement measurement, Map<String, Tensor> parameters, Map<String, List<Frame>> sets) {
        try (Network network = engines.open(engines.export(graph, parameters, Map.of()))) {
            return measurement.of(network, sets);
        }
    }

    /** Anchors fit the boxes as the network meets them, after all cutting and scaling. */
    private AnchorClustering cluster() {
        List<Box> boxes = samples.ofTheFirstPhase(SAMPLES_FOR_ANCHORS)
                .flatMap(frame -> frame.truth().boxes().stream())
                .filter(truth -> !truth.difficult())
                .map(TruthBox::box)
                .limit(BOXES_FOR_ANCHORS)
                .toList();
        return AnchorClustering.of(
                boxes,
                plan.anchorsPerLevel() * plan.network().strides().size(),
                plan.head().ratioLimit(),
                new SplittableRandom(plan.seed()));
    }

    private Batch<YoloTarget> batch(long step) {
        List<Frame> frames = samples.of(step);
        return new Batch<>(
                plan.preprocessing().toBatch(frames.stream().map(Frame::image).toList()), head.encode(frames));
    }

    private List<String> describe(Map<String, List<Frame>> heldBack) {
        List<String> lines = new ArrayList<>();
        for (DataSource.Parts part : data.parts()) {
            lines.add("%s: %d pictures to learn from, %d held back, %d for the test at the end"
                    .formatted(
                            part.source().folder(),
                            part.train().size(),
                            heldBack.getOrDefault(part.source().folder(), List.of())
                                    .size(),
                            part.test().size()));
        }
        lines.add("anchors: "
                + head.layout().levels().stream()
                        .flatMap(level -> level.anchors().stream())
                        .map(a -> String.format(Locale.ROOT, "%.0fx%.0f", a.width(), a.height()))
                        .collect(Collectors.joining(" "))
                + anchors.map(found -> String.format(
                                Locale.ROOT,
                                " (mean IoU %.3f, best possible recall %.3f)",
                                found.meanIou(),
                                found.recall()))
                        .orElse(""));
        lines.add("network: %,d parameters".formatted(graph.parameterCount())
                + (learned.isEmpty()
                        ? ""
                        : ", of which %,d come from %s"
                                .formatted(
                                        learned.values().stream()
                                                .mapToLong(Tensor::size)
                                                .sum(),
                                        plan.from())));
        return lines;
    }
}
