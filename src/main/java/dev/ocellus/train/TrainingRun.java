package dev.ocellus.train;

import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.learn.MovingAverage;
import dev.ocellus.learn.TrainingLoop;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One training while it runs: the moving average, the best state so far, the curve, and the checkpoint from which all of them can be restored. A
 * checkpoint is one file, written whole and moved into place, so a kill at any moment leaves the last one.
 */
final class TrainingRun implements TrainingLoop.Listener {
    private final String fingerprint;
    private final DetectorPlan.Course course;
    private final Path folder;
    private final TrainableNetwork network;
    private final Function<Map<String, Tensor>, Map<String, DetectionEvaluation>> measurement;
    private final TrainingProgress progress;
    private final MovingAverage average;
    private Curve curve;
    private Best best;
    private double secondsBefore;
    private final long started = System.nanoTime();

    /**
     * @param fingerprint of plan and data; a checkpoint of others is refused, for with other data even the anchors would differ
     * @param measurement evaluates parameters on each held-back set
     */
    TrainingRun(
            String fingerprint,
            DetectorPlan.Course course,
            Path folder,
            TrainableNetwork network,
            Function<Map<String, Tensor>, Map<String, DetectionEvaluation>> measurement,
            TrainingProgress progress)
            throws IOException {
        this.fingerprint = fingerprint;
        this.course = course;
        this.folder = folder;
        this.network = network;
        this.measurement = measurement;
        this.progress = progress;
        this.average = new MovingAverage(course.average());
        this.curve = Curve.open(curveFile(), 0);
    }

    MovingAverage average() {
        return average;
    }

    /** The best state; known once the last step is done. */
    Best best() {
        return best;
    }

    /** How long all steps took, over all starts. */
    double seconds() {
        return secondsBefore + (System.nanoTime() - started) / 1e9;
    }

    /**
     * Goes back to the last checkpoint.
     *
     * @return number of steps that are complete; 0 where there is no checkpoint
     */
    long restore() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(checkpointFile(), fingerprint).orElse(null);
        if (checkpoint == null) {
            return 0;
        }
        network.loadState(checkpoint.network());
        average.load(checkpoint.average());
        best = checkpoint.best();
        secondsBefore = checkpoint.seconds();
        curve = Curve.open(curveFile(), checkpoint.steps());
        return checkpoint.steps();
    }

    @Override
    public void stepped(long step, Loss loss, double learningRate) {
        curve.add(loss);
        progress.stepped(step, loss, learningRate);
        long complete = step + 1;
        boolean last = complete == course.steps();
        boolean measure = last || complete % course.measureEvery() == 0;
        if (!measure && complete % course.checkpointEvery() != 0) {
            return;
        }
        curve.endLine(complete, learningRate, measure ? measure(complete) : Map.of());
        try {
            new Checkpoint(complete, seconds(), network.state(), average.parameters(), best)
                    .write(checkpointFile(), fingerprint);
            curve.write();
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of step " + complete + " could not be written", e);
        }
    }

    private Map<String, Double> measure(long complete) {
        Map<String, Tensor> parameters = average.parameters();
        Map<String, Double> ap50 = new LinkedHashMap<>();
        measurement.apply(parameters).forEach((set, evaluation) -> ap50.put(set, evaluation.ap50()));
        double mean = ap50.values().stream().mapToDouble(d -> d).average().orElse(0);
        boolean better = best == null || mean > best.mean() || ap50.isEmpty();
        if (better) {
            best = new Best(parameters, complete, ap50, mean);
        }
        progress.measured(complete, ap50, mean, better);
        return ap50;
    }

    private Path checkpointFile() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Path curveFile() {
        return folder.resolve("curve.csv");
    }
}
