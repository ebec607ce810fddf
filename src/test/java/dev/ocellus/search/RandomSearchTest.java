package dev.ocellus.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.search.Dimension.Log;
import dev.ocellus.search.Dimension.OneMinusLog;
import dev.ocellus.settings.RecordReader;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomSearchTest {
    private static final Map<String, Dimension> SPACE =
            new TreeMap<>(Map.of("rate", new Log(1e-6, 1), "momentum", new OneMinusLog(0.5, 0.9999)));

    private static final SearchProgress SILENT = new SearchProgress() {
        @Override
        public void begins(List<Finished> done, int trials) {}

        @Override
        public void finished(Finished trial) {}
    };

    @TempDir
    Path folder;

    private static SearchPlan plan(long seed, int rounds, int trials) {
        return new SearchPlan(seed, rounds, trials, 3, Map.of("epochs", "2"), SPACE);
    }

    /** A hill in rate and 1 − momentum, on log scales, with its top at 0.003 and 0.95. */
    private static double hill(Map<String, String> settings) {
        double rate = Math.log10(Double.parseDouble(settings.get("rate")) / 0.003);
        double momentum = Math.log10((1 - Double.parseDouble(settings.get("momentum"))) / 0.05);
        return -rate * rate - momentum * momentum;
    }

    private static Objective.Value score(Trial trial, Path folder) {
        return new Objective.Value(hill(trial.settings()), 0);
    }

    private List<Finished> run(SearchPlan plan, Path in, int workers, Objective objective) throws Exception {
        return new RandomSearch(plan, "data", in, workers, objective, SILENT).run();
    }

    @Test
    void furtherRoundsComeNearerToTheTopThanAsManyTrialsOfOneRound() {
        int better = 0;
        double coarse = 0;
        double fine = 0;
        for (int seed = 0; seed < 50; seed++) {
            double narrowing = distance(plan(seed, 4, 8));
            better += narrowing < distance(plan(seed, 1, 32)) ? 1 : 0;
            fine += narrowing / 50;
            coarse += distance(plan(seed, 1, 8)) / 50;
        }
        assertTrue(better >= 35, better + " of 50");
        assertTrue(
                fine < coarse / 3,
                "mean distance in decades: %.3f after one round, %.3f after four".formatted(coarse, fine));
    }

    /** From the top to the best of a search that keeps no ledger. */
    private static double distance(SearchPlan plan) {
        List<Finished> finished = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            List<Finished> before = List.copyOf(finished);
            for (int number = 1; number <= plan.trials(); number++) {
                Trial trial = plan.trial(round, number, before);
                finished.add(new Finished(trial, new Outcome.Scored(hill(trial.settings()), 0, 0)));
            }
        }
        return Math.sqrt(-hill(SearchPlan.ranked(finished).get(0).trial().settings()));
    }

    @Test
    void aTrialDependsOnThePlanAndTheRoundsBeforeAlone() throws Exception {
        SearchPlan plan = plan(5, 3, 6);
        List<Finished> one = run(plan, folder.resolve("one"), 1, RandomSearchTest::score);
        List<Finished> many = run(plan, folder.resolve("many"), 4, RandomSearchTest::score);
        assertEquals(trials(one), trials(many));
        List<Finished> shuffled = new ArrayList<>(one);
        Collections.reverse(shuffled);
        for (Finished finished : one) {
            Trial trial = finished.trial();
            assertEquals(trial, plan.trial(trial.round(), trial.number(), shuffled));
        }
        assertEquals("2", one.get(0).trial().settings().get("epochs"));
        assertEquals(18, one.stream().map(f -> f.trial().seed()).distinct().count());
        assertNotEquals(trials(one), trials(run(plan(6, 3, 6), folder.resolve("seed"), 1, RandomSearchTest::score)));
    }

    /** No value comes twice: what a grid of as many trials would do. */
    @Test
    void everyTrialShowsAnotherValueOfEverySetting() throws Exception {
        List<Finished> trials = run(plan(1, 1, 16), folder, 2, RandomSearchTest::score);
        for (String setting : SPACE.keySet()) {
            assertEquals(
                    16,
                    trials.stream()
                            .map(f -> f.trial().settings().get(setting))
                            .distinct()
                            .count());
        }
    }

    /** Wherever a search is killed, between trials or within them, it ends with the trials it would have had, each finished once. */
    @Test
    void aKilledSearchGoesOnWithoutLosingOrRepeatingATrial() throws Exception {
        SearchPlan plan = plan(2, 2, 4);
        List<Trial> whole = trials(run(plan, folder.resolve("whole"), 1, RandomSearchTest::score));
        Property.check(5, random -> {
            Path own = folder.resolve("killed" + random.nextInt());
            List<String> finished = Collections.synchronizedList(new ArrayList<>());
            while (!killed(plan, own, random, finished)) {
                assertTrue(finished.size() < 100, "the search does not get on");
            }
            assertEquals(whole, trials(run(plan, own, 2, (trial, place) -> {
                throw new IllegalStateException("nothing is left to do");
            })));
            // a trial is done again only where the kill fell between its end and its line in the ledger
            assertEquals(whole.size(), new TreeSet<>(finished).size());
        });
    }

    /** Runs a search that dies at a random trial; true where it came to its end. */
    private boolean killed(SearchPlan plan, Path own, RandomGenerator random, List<String> finished) throws Exception {
        AtomicInteger left = new AtomicInteger(1 + random.nextInt(4));
        Set<String> before = ledger(own);
        Set<String> asked = new ConcurrentSkipListSet<>();
        try {
            run(plan, own, 1 + random.nextInt(3), (trial, place) -> {
                asked.add(trial.name());
                if (left.decrementAndGet() < 0) {
                    throw new IOException("killed");
                }
                finished.add(trial.name());
                return score(trial, place);
            });
            return true;
        } catch (IOException e) {
            assertEquals("killed", e.getMessage());
            return false;
        } finally {
            // a copy, for a worker that was not told yet may still ask
            Set<String> again = new TreeSet<>(asked);
            again.retainAll(before);
            assertEquals(Set.of(), again, "trials done again");
        }
    }

    private Set<String> ledger(Path own) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.exists(own.resolve(Ledger.FILE))) {
            Ledger ledger = RecordReader.readFile(own.resolve(Ledger.FILE), Ledger.class, "entry");
            ledger.trials().forEach(finished -> names.add(finished.trial().name()));
        }
        return names;
    }

    @Test
    void failuresAreResultsAndNotDrawnAround() throws Exception {
        SearchPlan plan = plan(1, 2, 12);
        List<Finished> trials = run(plan, folder, 3, (trial, place) -> {
            if (Double.parseDouble(trial.settings().get("rate")) > 1e-3) {
                throw new IllegalArgumentException("rate too high");
            }
            return score(trial, place);
        });
        assertEquals(24, trials.size());
        Finished failed = trials.stream()
                .filter(f -> f.outcome() instanceof Outcome.Failed)
                .findFirst()
                .orElseThrow();
        assertEquals("rate too high", ((Outcome.Failed) failed.outcome()).reason());
        assertTrue(SearchPlan.ranked(trials).stream().noneMatch(f -> f.outcome() instanceof Outcome.Failed));
        assertEquals(trials, run(plan, folder, 1, (trial, place) -> {
            throw new IllegalStateException("nothing is left to do");
        }));
    }

    @Test
    void whereAllFailTheNextRoundDrawsFromTheWholeSpaceAgain() throws Exception {
        List<Finished> trials = run(plan(1, 2, 20), folder, 1, (trial, place) -> {
            throw new IllegalArgumentException("never");
        });
        List<Double> rates = trials.stream()
                .filter(f -> f.trial().round() == 2)
                .map(f -> Double.valueOf(f.trial().settings().get("rate")))
                .sorted()
                .toList();
        assertTrue(rates.get(0) < 1e-4 && rates.get(19) > 1e-2, rates.toString());
    }

    @Test
    void trialsRunSideBySide() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<Finished> trials = run(plan(1, 1, 2), folder, 2, (trial, place) -> {
            both.countDown();
            assertTrue(both.await(10, TimeUnit.SECONDS), "the other trial did not start");
            return score(trial, place);
        });
        assertEquals(2, SearchPlan.ranked(trials).size());
    }

    @Test
    void anotherSearchOrOtherDataIsRefusedButMoreRoundsAreNot() throws Exception {
        run(plan(1, 1, 3), folder, 1, RandomSearchTest::score);
        assertEquals(6, run(plan(1, 2, 3), folder, 1, RandomSearchTest::score).size());
        String message = assertThrows(IOException.class, () -> run(plan(2, 1, 3), folder, 1, RandomSearchTest::score))
                .getMessage();
        assertTrue(message.contains("ledger.yaml is of a search in another space"), message);
        assertThrows(
                IOException.class,
                () -> new RandomSearch(plan(1, 1, 3), "other", folder, 1, RandomSearchTest::score, SILENT).run());
    }

    @Test
    void aDamagedLedgerIsNamedWithItsLine() throws Exception {
        run(plan(1, 1, 3), folder, 1, RandomSearchTest::score);
        Path ledger = folder.resolve(Ledger.FILE);
        String text = Files.readString(ledger);
        Files.writeString(ledger, text.replaceFirst("score: [-.0-9]+", "score: much"));
        String message = assertThrows(IOException.class, () -> run(plan(1, 1, 3), folder, 1, RandomSearchTest::score))
                .getMessage();
        assertTrue(message.matches("(?s).*ledger.yaml:\\d+: .*score must be a number, got 'much'.*"), message);
    }

    @Test
    void amongEqualScoresTheSmallerLossIsBetter() {
        Trial trial = new Trial(1, 1, 0, Map.of());
        Finished loose = new Finished(trial, new Outcome.Scored(0.9, 0.5, 1));
        Finished tight = new Finished(new Trial(1, 2, 0, Map.of()), new Outcome.Scored(0.9, 0.4, 1));
        Finished best = new Finished(new Trial(1, 3, 0, Map.of()), new Outcome.Scored(0.91, 2, 1));
        assertEquals(List.of(best, tight, loose), SearchPlan.ranked(List.of(loose, tight, best)));
    }

    @Test
    void aPlanIsWrittenAsYaml() throws IOException {
        Path file = folder.resolve("search.yaml");
        Files.writeString(file, """
                rounds: 2
                settings: {epochs: 4}
                space:
                  rate: {log: {low: 1e-4, high: 0.1}}
                  beta2: {one-minus-log: {low: 0.9, high: 0.9999}}
                  batch: {choice: {of: [16, 32]}}
                  width: {whole: {low: 8, high: 64, log: true}}
                """);
        SearchPlan plan = RecordReader.readFile(file, SearchPlan.class, "setting");
        assertEquals(2, plan.rounds());
        assertEquals(
                List.of("rate", "beta2", "batch", "width"),
                List.copyOf(plan.space().keySet()));
        assertEquals(new Log(1e-4, 0.1), plan.space().get("rate"));
        Files.writeString(file, "space:\n  rate: {log: {low: 0, high: 0.1}}\n");
        String message = assertThrows(IOException.class, () -> RecordReader.readFile(file, SearchPlan.class, "setting"))
                .getMessage();
        assertTrue(message.contains("search.yaml:2: space: rate: log: low must be above 0"), message);
        assertFalse(message.contains("high must"), message);
    }

    private static List<Trial> trials(List<Finished> finished) {
        return finished.stream().map(Finished::trial).toList();
    }
}
