package dev.ocellus.learn;

import dev.ocellus.loss.Sum;
import dev.ocellus.loss.Tally;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One fit while it runs. It starts from a checkpoint in memory or in its file, and whatever it knows beside the network can be written into the next
 * one.
 */
final class FitRun implements TrainingLoop.Listener {
    private static final String SUM = "sum.";

    private final TrainableNetwork network;
    private final Compile compile;
    private final Examples train;
    private final Fit fit;
    private final long firstStep;
    private final int firstEpoch;
    private final Shuffling shuffling;
    private final Optional<CheckpointFile> file;
    private final Optional<MovingAverage> average;
    private final Tally tally;
    private final double secondsBefore;
    private final long started = System.nanoTime();
    private Optional<Best> best = Optional.empty();
    private History history;
    private long complete;

    /**
     * @param start where the fit starts; its file may hold a later point
     * @param training fingerprint of the fit, for its checkpoints
     */
    FitRun(TrainableNetwork network, Compile compile, Examples train, Fit fit, Checkpoint start, String training)
            throws IOException {
        this.network = network;
        this.compile = compile;
        this.train = train;
        this.fit = fit;
        this.firstStep = start.steps();
        this.firstEpoch = start.history().rows().size();
        this.shuffling = new Shuffling(compile.seed(), train.size(), fit.batchSize());
        this.file = fit.checkpoints().map(where -> new CheckpointFile(where.folder(), training));
        this.average =
                compile.averageKeep() == 0 ? Optional.empty() : Optional.of(new MovingAverage(compile.averageKeep()));
        this.tally = new Tally(compile.losses());
        Checkpoint from = file.isPresent() ? file.get().read().orElse(start) : start;
        network.loadState(from.network());
        average.ifPresent(mean -> mean.load(from.average()));
        this.history = from.history();
        this.complete = from.steps();
        this.secondsBefore = from.seconds();
        if (from != start) {
            this.best = from.best();
            tally.load(sums(from.facts()));
        }
    }

    /** Learns to the end. */
    void run() throws IOException, InterruptedException {
        fit.listener().began(complete, lastStep());
        if (isOver()) {
            return;
        }
        try {
            new TrainingLoop<>(network, tally::add, this::batch, compile.learningRate(), lastStep(), average)
                    .run(complete, this);
        } catch (DivergedException e) {
            throw file.map(CheckpointFile::kept).map(e::keeping).orElse(e);
        }
    }

    /** Everything as it is now. */
    Checkpoint checkpoint() {
        Map<String, String> facts = new LinkedHashMap<>();
        tally.sums().forEach((name, sum) -> facts.put(SUM + name, sum.total() + " " + sum.labels()));
        return new Checkpoint(
                complete,
                secondsBefore + (System.nanoTime() - started) / 1e9,
                network.state(),
                average.map(MovingAverage::parameters).orElse(Map.of()),
                best,
                history,
                facts);
    }

    /** What the model answers with once the fit is over. */
    Map<String, Tensor> answering() {
        return best.map(Best::parameters).orElseGet(this::latest);
    }

    private Map<String, Tensor> latest() {
        return average.map(MovingAverage::parameters).orElseGet(network::parameters);
    }

    private long lastStep() {
        return firstStep + (long) fit.epochs() * shuffling.stepsAnEpoch();
    }

    private int epoch(long step) {
        return firstEpoch + (int) ((step - firstStep) / shuffling.stepsAnEpoch());
    }

    private int stepOfEpoch(long step) {
        return (int) ((step - firstStep) % shuffling.stepsAnEpoch());
    }

    private Batch<List<Tensor>> batch(long step) {
        int epoch = epoch(step);
        return train.batch(shuffling.numbers(epoch, stepOfEpoch(step)), epoch);
    }

    @Override
    public boolean stepped(long step, Loss loss, double learningRate) throws IOException {
        complete = step + 1;
        fit.listener().stepped(step, loss, learningRate);
        int every = fit.checkpoints().map(Fit.Checkpoints::everySteps).orElse(0);
        if (stepOfEpoch(complete) == 0) {
            endEpoch(learningRate);
        } else if (every > 0 && stepOfEpoch(complete) % every == 0) {
            file.orElseThrow().write(checkpoint());
        }
        return !isOver();
    }

    private void endEpoch(double learningRate) throws IOException {
        DivergedException.requireFinite(complete, network.parameters());
        History.Row row = new History.Row(epoch(complete), learningRate, tally.means(), measured());
        history = history.with(row);
        tally.load(Map.of());
        boolean better =
                fit.stopping().isPresent() && keepIfBest(row, fit.stopping().get());
        if (file.isPresent()) {
            file.get().write(checkpoint());
            history.write(curve(fit.checkpoints().orElseThrow().folder()));
        }
        fit.listener().epochEnded(row, better);
    }

    /** The dev examples' losses and metrics with the parameters that would answer now. */
    private Map<String, Double> measured() {
        if (fit.dev().isEmpty()) {
            return Map.of();
        }
        Measurement measurement = new Measurement(compile.losses(), fit.batchSize());
        if (average.isEmpty()) {
            return measurement.of(network, fit.dev().get());
        }
        Map<String, Tensor> learning = network.parameters();
        network.load(average.get().parameters());
        Map<String, Double> measured = measurement.of(network, fit.dev().get());
        network.load(learning);
        return measured;
    }

    private boolean keepIfBest(History.Row row, EarlyStopping stopping) {
        double score = stopping.score(row.dev(), compile.losses());
        if (best.isPresent() && !isBetter(row, score, best.get())) {
            return false;
        }
        best = Optional.of(new Best(row.at(), latest(), row.dev(), score));
        return true;
    }

    /** Of equal scores, which few dev examples often give, the lower loss is better. */
    private static boolean isBetter(History.Row row, double score, Best best) {
        return score > best.score()
                || score == best.score()
                        && row.dev().get(Tally.LOSS) < best.metrics().get(Tally.LOSS);
    }

    private boolean isOver() {
        return complete >= lastStep() || stepOfEpoch(complete) == 0 && isStoppedEarly();
    }

    private boolean isStoppedEarly() {
        List<History.Row> epochs =
                history.rows().subList(firstEpoch, history.rows().size());
        return fit.stopping()
                .map(stopping -> stopping.hasEnough(epochs, compile.losses()))
                .orElse(false);
    }

    private static Map<String, Sum> sums(Map<String, String> facts) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            String[] words = value.split(" ");
            sums.put(name.substring(SUM.length()), new Sum(Double.parseDouble(words[0]), Long.parseLong(words[1])));
        });
        return sums;
    }

    private static Path curve(Path folder) {
        return folder.resolve("curve.csv");
    }
}
