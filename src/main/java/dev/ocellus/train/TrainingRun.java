package dev.ocellus.train;

import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.learn.Best;
import dev.ocellus.learn.Checkpoint;
import dev.ocellus.learn.CheckpointFile;
import dev.ocellus.learn.DivergedException;
import dev.ocellus.learn.History;
import dev.ocellus.learn.MovingAverage;
import dev.ocellus.learn.TrainingLoop;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One training while it runs: the moving average, the best state so far, the curve, and the checkpoint from which all of them can be restored.
 */
final class TrainingRun implements TrainingLoop.Listener {
    private final DetectorPlan.Course course;
    private final Path folder;
    private final CheckpointFile file;
    private final TrainableNetwork network;
    private final Function<Map<String, Tensor>, Map<String, DetectionEvaluation>> measurement;
    private final TrainingProgress progress;
    private final MovingAverage average;
    /** Losses since the last row of the curve. */
    private final Map<String, Double> sums = new TreeMap<>();

    private int losses;
    private History curve = new History("step", List.of());
    private Optional<Best> best = Optional.empty();
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
            TrainingProgress progress) {
        this.course = course;
        this.folder = folder;
        this.file = new CheckpointFile(folder, fingerprint);
        this.network = network;
        this.measurement = measurement;
        this.progress = progress;
        this.average = new MovingAverage(course.average());
    }

    MovingAverage average() {
        return average;
    }

    /** The best state; known once the last step is done. */
    Best best() {
        return best.orElseThrow();
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
        Checkpoint checkpoint = file.read().orElse(null);
        if (checkpoint == null) {
            return 0;
        }
        network.loadState(checkpoint.network());
        average.load(checkpoint.average());
        best = checkpoint.best();
        secondsBefore = checkpoint.seconds();
        curve = checkpoint.history();
        write(curve); // the kill may have come between checkpoint and curve
        return checkpoint.steps();
    }

    /**
     * Learns from a step to the end.
     *
     * @throws DivergedException saying which checkpoint is kept, where the loss or a parameter is no longer a number
     */
    void run(TrainingLoop<?> loop, long start) throws IOException, InterruptedException {
        if (hasEnough()) {
            return;
        }
        try {
            loop.run(start, this);
        } catch (DivergedException e) {
            throw e.keeping(file.kept());
        }
    }

    @Override
    public boolean stepped(long step, Loss loss, double learningRate) throws IOException {
        sums.merge("loss", loss.value(), Double::sum);
        loss.parts().forEach((part, value) -> sums.merge(part, value, Double::sum));
        losses++;
        progress.stepped(step, loss, learningRate);
        long complete = step + 1;
        boolean measure = complete == course.steps() || complete % course.measureEvery() == 0;
        if (measure || complete % course.checkpointEvery() == 0) {
            DivergedException.requireFinite(complete, network.parameters());
            Map<String, Double> measured = new LinkedHashMap<>();
            if (measure) {
                measured.putAll(measure(complete));
            }
            curve = curve.with(new History.Row(complete, learningRate, takeMeans(), measured));
            file.write(
                    new Checkpoint(complete, seconds(), network.state(), average.parameters(), best, curve, Map.of()));
            write(curve);
            progress.recorded(curve);
        }
        return !(measure && hasEnough());
    }

    private void write(History curve) throws IOException {
        curve.write(folder.resolve("curve.csv"));
    }

    /** Whether the last measurements, as many as the patience, were no better than the best before them. */
    private boolean hasEnough() {
        if (course.patience() == 0 || best.isEmpty()) {
            return false;
        }
        long since = curve.rows().stream()
                .filter(row -> row.at() > best.get().at() && !row.dev().isEmpty())
                .count();
        return since >= course.patience();
    }

    private Map<String, Double> takeMeans() {
        Map<String, Double> means = new TreeMap<>();
        sums.forEach((part, sum) -> means.put(part, sum / losses));
        sums.clear();
        losses = 0;
        return means;
    }

    /** What was measured, for the curve. */
    private Map<String, Double> measure(long complete) {
        Map<String, Tensor> parameters = average.parameters();
        Map<String, Double> ap50 = new LinkedHashMap<>();
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, DetectionEvaluation> evaluations = measurement.apply(parameters);
        evaluations.forEach((set, evaluation) -> {
            ap50.put(set, evaluation.ap50());
            figures.put("AP50 " + set, evaluation.ap50());
            figures.put("AP50-95 " + set, evaluation.ap50To95());
        });
        OptionalDouble mean = evaluations.values().stream()
                .mapToDouble(course.best()::of)
                .filter(Double::isFinite)
                .average();
        double score = mean.orElse(0);
        // without anything to measure on, the last state counts
        boolean better = best.isEmpty() || mean.isEmpty() || score > best.get().score();
        if (better) {
            best = Optional.of(new Best(complete, parameters, ap50, score));
        }
        progress.measured(complete, ap50, score, better);
        return figures;
    }
}
