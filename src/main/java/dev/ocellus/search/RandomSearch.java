package dev.ocellus.search;

import dev.ocellus.learn.DivergedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A search while it runs: trials side by side, round after round, each in a folder of its own. How many run side by side and in which order they end
 * changes nothing about which trials there are.
 *
 * @see <a href="https://jmlr.org/papers/v13/bergstra12a.html">Bergstra and Bengio 2012, on random search against grids</a>
 */
public final class RandomSearch {
    private final SearchPlan plan;
    private final String data;
    private final Path folder;
    private final int workers;
    private final Objective objective;
    private final SearchProgress progress;

    /**
     * @param data what the trials learn from, in a word that changes with it: a ledger of other data is refused
     * @param folder gets the ledger and the trials' folders; a ledger that is there is gone on from
     * @param workers how many trials run side by side, at least 1
     */
    public RandomSearch(
            SearchPlan plan, String data, Path folder, int workers, Objective objective, SearchProgress progress) {
        this.plan = plan;
        this.data = data;
        this.folder = folder;
        this.workers = workers;
        this.objective = objective;
        this.progress = progress;
    }

    /**
     * Runs what is left of the search.
     *
     * @return all trials, in the order of rounds and numbers
     * @throws IOException where the ledger is damaged or of another search, or the disk fails
     */
    public List<Finished> run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String fingerprint = fingerprint();
        List<Finished> done = new ArrayList<>(Ledger.open(folder, fingerprint).trials());
        progress.begins(List.copyOf(done), plan.rounds() * plan.trials());
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            for (int round = 1; round <= plan.rounds(); round++) {
                CompletionService<Finished> running = new ExecutorCompletionService<>(pool);
                List<Trial> missing = missing(round, done);
                missing.forEach(trial -> running.submit(() -> attempt(trial)));
                for (int i = 0; i < missing.size(); i++) {
                    Finished finished = taken(running);
                    done.add(finished);
                    new Ledger(fingerprint, done).write(folder);
                    progress.finished(finished);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        done.sort((a, b) -> a.trial().compareTo(b.trial()));
        return done;
    }

    private List<Trial> missing(int round, List<Finished> done) {
        List<Trial> missing = new ArrayList<>();
        for (int number = 1; number <= plan.trials(); number++) {
            missing.add(plan.trial(round, number, done));
        }
        done.forEach(finished -> missing.removeIf(trial -> trial.compareTo(finished.trial()) == 0));
        return missing;
    }

    private Finished attempt(Trial trial) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path own = Files.createDirectories(folder.resolve(trial.name()));
        Outcome outcome;
        try {
            Objective.Value value = objective.of(trial, own);
            outcome = new Outcome.Scored(value.score(), value.loss(), seconds(start));
        } catch (DivergedException | IllegalArgumentException e) {
            outcome = new Outcome.Failed(String.valueOf(e.getMessage()), seconds(start));
        }
        return new Finished(trial, outcome);
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }

    private static Finished taken(CompletionService<Finished> running) throws IOException, InterruptedException {
        try {
            return running.take().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            } else if (e.getCause() instanceof InterruptedException stopped) {
                throw stopped;
            } else if (e.getCause() instanceof RuntimeException mistake) {
                throw mistake;
            }
            throw new IllegalStateException("a trial could not be run", e.getCause());
        }
    }

    /** SHA-256 over everything that decides a trial; more rounds may be asked for later. */
    private String fingerprint() {
        try {
            String all = String.join(
                    "\n",
                    Long.toString(plan.seed()),
                    Integer.toString(plan.trials()),
                    Integer.toString(plan.keep()),
                    plan.settings().toString(),
                    plan.space().toString(),
                    data);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
