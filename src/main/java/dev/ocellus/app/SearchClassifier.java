package dev.ocellus.app;

import dev.ocellus.dataset.ClassFolders;
import dev.ocellus.dataset.ClassPictures;
import dev.ocellus.dataset.Part;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.PictureFit;
import dev.ocellus.learn.ActivationCache;
import dev.ocellus.learn.CheckpointFile;
import dev.ocellus.learn.FitListener;
import dev.ocellus.learn.History;
import dev.ocellus.network.Graph;
import dev.ocellus.report.SearchChart;
import dev.ocellus.report.SearchTable;
import dev.ocellus.search.Dimension;
import dev.ocellus.search.Finished;
import dev.ocellus.search.Objective;
import dev.ocellus.search.RandomSearch;
import dev.ocellus.search.SearchPlan;
import dev.ocellus.search.SearchProgress;
import dev.ocellus.search.Trial;
import dev.ocellus.train.Augmenting;
import dev.ocellus.train.ClassifierFile;
import dev.ocellus.train.ClassifierPlan;
import dev.ocellus.train.ClassifierSettings;
import dev.ocellus.train.ClassifierTraining;
import dev.ocellus.zoo.KnownNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Searches settings for {@link TrainClassifier}: trains classifiers with settings drawn at random, one thread each, several side by side, and ranks them
 * by how many pictures of the development part they get right.
 *
 * @param plan what to try; its names are those of {@link ClassifierSettings}
 * @param data folder of labelled pictures
 * @param out gets the ledger, a folder for each trial, the table and the picture
 * @param parallel how many trials run side by side, at least 1
 */
public record SearchClassifier(SearchPlan plan, Path data, Path out, int parallel) {
    private static final String SEED = "seed";

    /**
     * What came of a search.
     *
     * @param trials in the order of rounds and numbers
     * @param files what was written
     */
    public record Outcome(List<Finished> trials, List<Path> files) {
        /** The trials that have a score, best first. */
        public List<Finished> ranked() {
            return SearchPlan.ranked(trials);
        }
    }

    /**
     * Runs what is left of the search.
     *
     * @throws WrongUsageException where the settings, the space or the data cannot be used
     * @throws IOException where files cannot be read or written, or the ledger is of another search
     */
    public Outcome run(SearchProgress progress) throws WrongUsageException, IOException, InterruptedException {
        TrainClassifier.requireApart(data, out);
        List<ClassifierFile> corners = corners();
        PictureStore pictures = new PictureStore(data, parallel);
        ClassPictures some = pictures.of(corners.get(0).plan());
        if (some.labels().size() < 2) {
            throw new WrongUsageException(
                    "%s has usable pictures of %s; a search needs a folder for each of two classes or more"
                            .formatted(data, some.labels()));
        } else if (some.parts().get(Part.DEVELOPMENT).isEmpty()) {
            throw new WrongUsageException(
                    data + " has no pictures to rank the trials by; a search needs a development part");
        }
        requireNetworks(corners, some);
        Objective objective = (trial, folder) -> tried(trial, folder, pictures);
        List<Finished> trials = new RandomSearch(plan, some.sha256(), out, parallel, objective, progress).run();
        Path table = out.resolve("trials.csv");
        SearchTable.write(trials, table);
        Path chart = out.resolve("trials.png");
        SearchChart.write(plan, trials, "accuracy on the development part", chart);
        return new Outcome(trials, List.of(table, chart));
    }

    /** The command that trains with a trial's settings. */
    public List<String> command(Trial trial) {
        List<String> words = new ArrayList<>(List.of("ocellus", "train-classifier", data.toString(), "--out"));
        words.add(out.resolve("best").toString());
        settings(trial).forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        return words;
    }

    private static Map<String, String> settings(Trial trial) {
        Map<String, String> settings = new LinkedHashMap<>(trial.settings());
        settings.putIfAbsent(SEED, Integer.toString(trial.seed()));
        return settings;
    }

    private static ClassifierFile file(Map<String, String> settings) {
        return ClassifierSettings.with(ClassifierFile.of(Augmenting.SLIGHT), settings);
    }

    /** Both ends of every dimension and every choice, so that a slip is told before anything is trained. */
    private List<ClassifierFile> corners() throws WrongUsageException {
        try {
            List<ClassifierFile> corners = new ArrayList<>();
            for (double end : new double[] {0, 1}) {
                Map<String, String> settings = new LinkedHashMap<>(plan.settings());
                plan.space().forEach((name, dimension) -> settings.put(name, dimension.at(end)));
                corners.add(file(settings));
                plan.space().forEach((name, dimension) -> {
                    if (dimension instanceof Dimension.Choice choice) {
                        for (String value : choice.of()) {
                            Map<String, String> other = new LinkedHashMap<>(settings);
                            other.put(name, value);
                            corners.add(file(other));
                        }
                    }
                });
            }
            return corners;
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("the search cannot be run: " + e.getMessage());
        }
    }

    private void requireNetworks(List<ClassifierFile> corners, ClassPictures pictures)
            throws WrongUsageException, IOException {
        try {
            for (ClassifierFile corner : corners) {
                Graph graph = graph(corner.plan(), pictures.labels().size());
                new ClassifierTraining(corner, pictures, graph, Optional.empty(), out);
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("the search cannot be run: " + e.getMessage());
        }
    }

    private static Objective.Value tried(Trial trial, Path folder, PictureStore store)
            throws IOException, InterruptedException {
        ClassifierFile file = file(settings(trial));
        ClassPictures pictures = store.of(file.plan());
        Graph graph = graph(file.plan(), pictures.labels().size());
        ClassifierTraining.Result result = new ClassifierTraining(file, pictures, graph, Optional.empty(), folder)
                .run(new LocalEngines(1), FitListener.NONE, ActivationCache.Listener.NONE);
        // the curve stays; a checkpoint for each of many trials would fill the disk
        Files.deleteIfExists(folder.resolve(CheckpointFile.NAME));
        History.Row best = result.history().rows().stream()
                .filter(row -> row.at() == result.bestEpoch())
                .findFirst()
                .orElseThrow();
        return new Objective.Value(best.dev().get("accuracy"), best.dev().get("loss"));
    }

    private static Graph graph(ClassifierPlan plan, int classes) throws IOException {
        boolean known = KnownNetwork.named(plan.network()).isPresent();
        OptionalInt wanted = known ? OptionalInt.of(classes) : OptionalInt.empty();
        try {
            return new NetworkChoice(plan.network(), Optional.of(plan.inputShape()), wanted).graph();
        } catch (WrongUsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The pictures in the sizes that were asked for, each decoded once. */
    private static final class PictureStore {
        private record Form(Size size, PictureFit fit) {}

        private final Path data;
        private final int threads;
        private final Map<Form, ClassPictures> loaded = new HashMap<>();

        PictureStore(Path data, int threads) {
            this.data = data;
            this.threads = threads;
        }

        synchronized ClassPictures of(ClassifierPlan plan) throws IOException, InterruptedException {
            Form form = new Form(plan.inputSize(), plan.fit());
            ClassPictures pictures = loaded.get(form);
            if (pictures == null) {
                pictures = ClassPictures.load(
                        ClassFolders.read(data, plan.shares()),
                        new ImageReader(),
                        image -> plan.fit().apply(image, plan.inputSize()),
                        threads);
                loaded.put(form, pictures);
            }
            return pictures;
        }
    }
}
