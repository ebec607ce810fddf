package dev.ocellus.train;

import dev.ocellus.face.EncoderLoss;
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
import java.util.TreeMap;
import java.util.function.Function;

/** One training of an encoder while it runs: what its loss learns, the moving average, the best state so far, the curve, and the checkpoint of all that. */
final class EncoderRun implements TrainingLoop.Listener {
    /** Before the names of what the loss keeps, among the network's own in a checkpoint. */
    private static final String OF_LOSS = "loss/";

    private final EncoderPlan.Course course;
    private final Path folder;
    private final CheckpointFile file;
    private final TrainableNetwork network;
    private final EncoderLoss loss;
    private final Function<Map<String, Tensor>, Map<String, Double>> measurement;
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
     * @param fingerprint of plan and data; a checkpoint of others is refused
     * @param measurement evaluates parameters on held-back people; says nothing where there are none
     */
    EncoderRun(
            String fingerprint,
            EncoderPlan.Course course,
            Path folder,
            TrainableNetwork network,
            EncoderLoss loss,
            Function<Map<String, Tensor>, Map<String, Double>> measurement,
            TrainingProgress progress) {
        this.course = course;
        this.folder = folder;
        this.file = new CheckpointFile(folder, fingerprint);
        this.network = network;
        this.loss = loss;
        this.measurement = measurement;
        this.progress = progress;
        this.average = new MovingAverage(course.average());
    }

    MovingAverage average() {
        return average;
    }

    /** The best state; there once something was measured. */
    Optional<Best> best() {
        return best;
    }

    History curve() {
        return curve;
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
        Map<String, Tensor> ofNetwork = new LinkedHashMap<>();
        Map<String, Tensor> ofLoss = new LinkedHashMap<>();
        checkpoint.network().forEach((name, tensor) -> {
            if (name.startsWith(OF_LOSS)) {
                ofLoss.put(name.substring(OF_LOSS.length()), tensor);
            } else {
                ofNetwork.put(name, tensor);
            }
        });
        network.loadState(ofNetwork);
        loss.load(ofLoss);
        average.load(checkpoint.average());
        best = checkpoint.best();
        secondsBefore = checkpoint.seconds();
        curve = checkpoint.history();
        return checkpoint.steps();
    }

    /**
     * Learns from a step to the end.
     *
     * @throws DivergedException saying which checkpoint is kept, where the loss or a parameter is no longer a number
     */
    void run(TrainingLoop<?> loop, long start) throws IOException, InterruptedException {
        try {
            loop.run(start, this);
        } catch (DivergedException e) {
            throw e.keeping(file.kept());
        }
    }

    @Override
    public boolean stepped(long step, Loss value, double learningRate) throws IOException {
        loss.step(learningRate);
        sums.merge("loss", value.value(), Double::sum);
        value.parts().forEach((part, of) -> sums.merge(part, of, Double::sum));
        losses++;
        progress.stepped(step, value, learningRate);
        long complete = step + 1;
        boolean measure = complete == course.steps() || complete % course.measureEvery() == 0;
        if (measure || complete % course.checkpointEvery() == 0) {
            DivergedException.requireFinite(complete, network.parameters());
            Map<String, Double> measured = measure ? measure(complete) : Map.of();
            curve = curve.with(new History.Row(complete, learningRate, takeMeans(), measured));
            file.write(new Checkpoint(complete, seconds(), state(), average.parameters(), best, curve, Map.of()));
            curve.write(folder.resolve("curve.csv"));
        }
        return true;
    }

    private Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(network.state());
        loss.state().forEach((name, tensor) -> state.put(OF_LOSS + name, tensor));
        return state;
    }

    private Map<String, Double> takeMeans() {
        Map<String, Double> means = new TreeMap<>();
        sums.forEach((part, sum) -> means.put(part, sum / losses));
        sums.clear();
        losses = 0;
        return means;
    }

    /** Where nobody is held back, the last state is the best. */
    private Map<String, Double> measure(long complete) {
        Map<String, Tensor> parameters = average.parameters();
        Map<String, Double> measured = measurement.apply(parameters);
        double score = measured.getOrDefault(EncoderMeasurement.ACCURACY, 0.0);
        boolean better = best.isEmpty() || score >= best.get().score();
        if (better) {
            best = Optional.of(new Best(complete, parameters, measured, score));
        }
        if (!measured.isEmpty()) {
            progress.measured(complete, measured, score, better);
        }
        return measured;
    }
}
