package dev.ocellus.app;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.report.Speed;
import dev.ocellus.report.SpeedReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how fast this machine trains and runs networks. Those that are compared take turns, a step each, because other work on the machine disturbs
 * all of them alike then.
 *
 * @param networks which ones
 * @param engines those that train
 * @param leftOut why an engine of this build is not measured, by its name
 * @param threads how many the networks get, one measurement after another
 * @param warmUp rounds before the first that counts: Java is compiled, buffers are allocated
 * @param rounds that count, at least 1
 */
public record MeasureSpeed(
        List<BenchNetwork> networks,
        List<TrainingEngine> engines,
        Map<String, String> leftOut,
        List<Integer> threads,
        int warmUp,
        int rounds) {
    /** Between two turns, for helpers of the one before that look for more work for a while before they go to sleep. */
    private static final long PAUSE_MILLISECONDS = 5;

    /** One that takes turns. */
    private record Contender(Speed.Work work, String engine, Runnable turn, AutoCloseable resource) {}

    /** Hears how far the measuring is. */
    public interface Progress {
        /** One more round of the {@link #totalRounds} is done. */
        void round();

        /** A network is measured with a number of threads. */
        void measured(List<Speed> speeds);
    }

    /** With those engines that have a name, or, where none is named, all that this build has and this machine can use. */
    public static MeasureSpeed with(
            List<BenchNetwork> networks, List<String> engines, List<Integer> threads, int warmUp, int rounds)
            throws WrongUsageException {
        List<TrainingEngine> usable = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (String name : engines) {
            usable.add(TrainingEngines.named(name));
        }
        if (engines.isEmpty()) {
            for (TrainingEngine engine : TrainingEngines.all()) {
                Optional<String> obstacle = engine.obstacle();
                obstacle.ifPresentOrElse(reason -> leftOut.put(engine.name(), reason), () -> usable.add(engine));
            }
        }
        return new MeasureSpeed(networks, usable, leftOut, threads, warmUp, rounds);
    }

    public int totalRounds() {
        return networks.size() * threads.size() * (warmUp + rounds);
    }

    /** What computes here, by name. */
    public Map<String, String> versions() {
        return Versions.of(engines);
    }

    public SpeedReport run(Progress progress) {
        List<Speed> speeds = new ArrayList<>();
        for (BenchNetwork network : networks) {
            for (int count : threads) {
                List<Speed> measured = measure(network, count, progress);
                progress.measured(measured);
                speeds.addAll(measured);
            }
        }
        return new SpeedReport(versions(), leftOut, rounds, speeds);
    }

    private List<Speed> measure(BenchNetwork network, int count, Progress progress) {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (TrainingEngine engine : engines) {
                BenchTraining training = new BenchTraining(network, engine, count);
                contenders.add(new Contender(Speed.Work.TRAIN, engine.name(), training::step, training));
            }
            contenders.add(runs(network, count));
            double[][] milliseconds = new double[contenders.size()][rounds];
            for (int round = -warmUp; round < rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    int turn = Math.floorMod(i + round, contenders.size());
                    double taken = milliseconds(contenders.get(turn).turn());
                    if (round >= 0) {
                        milliseconds[turn][round] = taken;
                    }
                }
                progress.round();
            }
            List<Speed> speeds = new ArrayList<>();
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(i);
                Arrays.sort(milliseconds[i]);
                speeds.add(new Speed(
                        network.toString(),
                        network.samples(),
                        contender.work(),
                        contender.engine(),
                        count,
                        milliseconds[i][0],
                        median(milliseconds[i])));
            }
            return speeds;
        } finally {
            contenders.forEach(contender -> close(contender.resource()));
        }
    }

    /** The network at test time, as it would be run after its training. */
    private static Contender runs(BenchNetwork network, int count) {
        LocalEngines engines = new LocalEngines(count);
        Graph graph = network.graph();
        Network exported = engines.open(engines.export(graph, Initialisation.HE.draw(graph, 1), Map.of()));
        Tensor batch = BenchTraining.batch(network);
        return new Contender(Speed.Work.RUN, "onnxruntime", () -> exported.forward(batch), exported);
    }

    private static double milliseconds(Runnable turn) {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the pause is a courtesy
        }
        long start = System.nanoTime();
        turn.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
