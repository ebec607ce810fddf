package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.detect.AnchorClustering;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.NonMaximumSuppression;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.detect.YoloTarget;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a detector by a plan: reads the data, clusters anchors, runs the loop with checkpoints, measures on the held-back part and keeps the best. A
 * training that was killed goes on from its last checkpoint and ends as if nothing had happened.
 */
public final class DetectorTraining {
    /** Samples whose boxes are clustered into anchors. */
    private static final int SAMPLES_FOR_ANCHORS = 1500;

    private static final int[] STRIDES = {8, 16, 32};

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
            DetectorPlan plan,
            Path data,
            Path folder,
            Engines engines,
            PictureDecoder decoder,
            int threads,
            TrainingProgress progress) {
        this.plan = plan;
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
     * @param parameters the best moving average of the parameters
     * @param step number of steps after which they were taken
     * @param measured AP50 and AP50-95 of each held-back set
     */
    public record Result(
            Graph graph, YoloLayout layout, Map<String, Tensor> parameters, long step, Map<String, Score> measured) {}

    /** How well a detector does on one set. */
    public record Score(int pictures, int objects, double ap50, double ap50To95) {}

    /**
     * Trains to the end of the plan.
     *
     * @param resume whether to go on from a checkpoint in the folder, if there is one
     * @throws IOException where data cannot be read, or a checkpoint is of another plan
     */
    public Result run(boolean resume) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<DataSource.Parts> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (DataSource source : plan.data()) {
            DataSource.Parts read = source.read(data, plan.split());
            parts.add(read);
            findings.addAll(read.findings());
        }
        PictureCache pictures = PictureCache.load(allPictures(parts), decoder, threads);
        findings.addAll(pictures.findings());
        TrainingSampler sampler = new TrainingSampler(
                shares(parts), pictures, new TrainingSampler.Recipe(plan.crop(), plan.augmentations(), plan.mosaic(), null));
        AnchorClustering anchors = cluster(sampler);
        YoloLayout layout = new YoloLayout(anchors.split(STRIDES), plan.labels());
        YoloHead head = new YoloHead(layout, plan.head());
        Graph graph = plan.network().graph(new Size(plan.crop().width(), plan.crop().height()), layout);
        Map<String, List<Frame>> heldBack = heldBack(parts, pictures);
        try (TrainableNetwork network = engines.trainable(graph, plan.course().optimiser(), plan.seed())) {
            network.load(plan.network().initialParameters(layout));
            Run run = new Run(network, head, heldBack);
            long start = resume ? run.restore() : 0;
            progress.begins(
                    describe(parts, anchors, graph, heldBack), findings, start, plan.course().steps());
            new TrainingLoop<>(
                            network, head.loss(), step -> batch(sampler, head, step), plan.course().schedule(), run.average)
                    .run(start, run);
            return run.best(graph, layout);
        }
    }

    private Batch<YoloTarget> batch(TrainingSampler sampler, YoloHead head, long step) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < plan.course().batch(); i++) {
            frames.add(sampler.sample(plan.seed(), step * plan.course().batch() + i));
        }
        return new Batch<>(
                plan.preprocessing().toBatch(frames.stream().map(Frame::image).toList()), head.encode(frames));
    }
}
