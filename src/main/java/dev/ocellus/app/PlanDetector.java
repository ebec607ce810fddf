package dev.ocellus.app;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.Recognition;
import dev.ocellus.dataset.RejectBudget;
import dev.ocellus.dataset.Split;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.files.PendingFile;
import dev.ocellus.geometry.BoxFit;
import dev.ocellus.image.ImageReader;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Tensor;
import dev.ocellus.train.DetectorPlanner;
import dev.ocellus.train.DetectorPlanner.Choice;
import dev.ocellus.train.DetectorPlanner.Draft;
import dev.ocellus.train.DetectorTraining;
import dev.ocellus.train.SetSurvey;
import dev.ocellus.train.TrainingData;
import dev.ocellus.train.TrainingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the training file for a folder of labelled pictures: recognises the format, finds the labels, chooses everything else and says why. The file
 * fixes the choices, the number of steps among them, so that a training that goes on later goes on by the same plan.
 *
 * @param data the folder
 * @param out where the training happens
 * @param wishes what the choices heed
 * @param from folder of weights to start from
 * @param changedBy a training file with what is to be different
 * @param changes settings that are to be different, by name; go before the file
 * @param budget how many boxes and pictures may be left out
 * @param asked all of that in the words of the user, to know it again
 * @param engines for measuring the pace
 */
public record PlanDetector(
        Path data,
        Path out,
        DetectorPlanner.Wishes wishes,
        Optional<Path> from,
        Optional<Path> changedBy,
        Map<String, String> changes,
        RejectBudget budget,
        String asked,
        LocalEngines engines) {
    /** Name of the training file in the out folder. */
    public static final String PLAN = "plan.yaml";

    private static final String ASKED = "# Asked for: ";

    /** Of a set whose own lists do not say otherwise. */
    private static final double HELD_BACK = 0.15;
    /** Enough to measure on, however large the set. */
    private static final int MOST_HELD_BACK = 2000;

    private static final int WARM_UP_STEPS = 4;
    private static final int TIMED_STEPS = 5;

    /** Hears of each choice as it is made. */
    @FunctionalInterface
    public interface Listener {
        void chosen(Choice choice);
    }

    /**
     * A plan and the data for it.
     *
     * @param file the training
     * @param root the folder against which its data are resolved
     * @param data read and decoded
     * @param old whether the plan was there already
     */
    public record Planned(TrainingFile file, Path root, TrainingData data, boolean old) {}

    /**
     * The plan in the out folder, made if it is not there yet.
     *
     * @throws WrongUsageException where the folder or the wishes cannot be used, or are not those that the plan was made for
     */
    public Planned run(Listener listener) throws WrongUsageException, IOException, InterruptedException {
        TrainClassifier.requireApart(data, out);
        Path folder = data.toRealPath();
        Path root = Optional.ofNullable(folder.getParent()).orElse(folder);
        String name = root.relativize(folder).toString();
        Path path = out.resolve(PLAN);
        if (Files.isRegularFile(path)) {
            requireSame(path);
            TrainingFile file = TrainingFile.read(path, Stages.CATALOGUE);
            return new Planned(
                    file, root, read(file.plan().data(), root, file.plan().shares()), true);
        }
        List<Choice> choices = new ArrayList<>();
        Recognition recognition = recognise(folder);
        choices.add(new Choice("format", recognition.format().toString(), recognition.evidence()));
        Dataset dataset =
                recognition.format().reader(Corners.PIXELS_FROM_ONE, 0).read(folder);
        boolean given = dataset.parts().containsValue(Part.TRAIN)
                && (dataset.parts().containsValue(Part.DEVELOPMENT)
                        || dataset.parts().containsValue(Part.TEST));
        DataSource source = source(recognition.format(), name, given);
        double share = Math.min(
                HELD_BACK,
                (double) MOST_HELD_BACK / Math.max(1, dataset.pictures().size()));
        SplitShares shares = new SplitShares(share, given ? 0 : share);
        TrainingData read = read(List.of(source), root, shares);
        requireLabels(read);
        choices.add(parts(read, given, share));
        choices.add(new Choice("labels", String.join(", ", read.labels()), "they occur"));
        SetSurvey survey = SetSurvey.of(read);
        Draft draft = DetectorPlanner.draft(path, name, source, shares, survey, wishes, start());
        draft = draft.with(changed(draft.file()));
        choices.addAll(draft.choices());
        choices.forEach(listener::chosen);
        Draft timed = timed(draft, read, survey);
        List<Choice> late =
                timed.choices().subList(draft.choices().size(), timed.choices().size());
        late.forEach(listener::chosen);
        choices.addAll(late);
        PendingFile.write(path, text(timed.file(), choices));
        // read again, so that this start and later ones go by the very same plan
        return new Planned(TrainingFile.read(path, Stages.CATALOGUE), root, read, false);
    }

    private void requireSame(Path path) throws WrongUsageException, IOException {
        String before = Files.readAllLines(path).stream()
                .filter(line -> line.startsWith(ASKED))
                .map(line -> line.substring(ASKED.length()))
                .findFirst()
                .orElse("");
        if (!asked.isEmpty() && !asked.equals(before)) {
            throw new WrongUsageException(
                    ("%s fixes how the training in %s goes, and it was made for '%s', not for '%s';"
                                    + " leave the options out to go on with it, or give another --out")
                            .formatted(path, out, before, asked));
        }
    }

    private static Recognition recognise(Path folder) throws WrongUsageException {
        try {
            return Recognition.of(folder);
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private static DataSource source(DataSource.Format format, String name, boolean given) {
        return new DataSource(
                format,
                name,
                1,
                Map.of(),
                BoxFit.NONE,
                given ? Split.Policy.GIVEN : Split.Policy.HASH,
                "",
                Corners.PIXELS_FROM_ONE,
                0,
                List.of(),
                "");
    }

    private TrainingData read(List<DataSource> sources, Path root, SplitShares shares)
            throws IOException, InterruptedException {
        return TrainingData.read(
                sources, root, shares, budget, PictureDecoder.of(new ImageReader()), engines.threads());
    }

    private void requireLabels(TrainingData read) throws WrongUsageException {
        boolean objects = read.train().stream()
                .anyMatch(picture -> picture.truth().boxes().stream().anyMatch(box -> !box.difficult()));
        if (!objects) {
            throw new WrongUsageException(
                    "there is nothing to learn from in %s: %d pictures in the training part, and no object in them%s"
                            .formatted(
                                    data,
                                    read.train().size(),
                                    read.findings().stream()
                                            .limit(3)
                                            .map(finding -> System.lineSeparator() + "  " + finding)
                                            .collect(Collectors.joining())));
        }
    }

    private static Choice parts(TrainingData read, boolean given, double share) {
        DataSource.Parts parts = read.parts().get(0);
        return new Choice(
                "parts",
                "%d pictures to learn from, %d to choose by, %d for the test at the end"
                        .formatted(
                                parts.train().size(),
                                parts.development().size(),
                                parts.test().size()),
                given
                        ? "the set says so"
                        : "%.0f %% each are held back by a hash of their names".formatted(100 * share));
    }

    private DetectorPlanner.Start start() throws WrongUsageException {
        if (from.isEmpty()) {
            return DetectorPlanner.Start.ANEW;
        }
        try {
            LearnedNetwork learned = LearnedNetwork.open(from.get());
            ModelCard card = learned.folder().card();
            return new DetectorPlanner.Start(
                    from.get().toAbsolutePath().normalize().toString(),
                    card.name(),
                    DetectorNetwork.of(learned.parameters()),
                    learned.preprocessing(),
                    card.licence(),
                    card.terms());
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUsageException("--from %s: %s".formatted(from.get(), e.getMessage()));
        }
    }

    private TrainingFile changed(TrainingFile file) throws WrongUsageException, IOException {
        TrainingFile changed = changedBy.isPresent() ? file.changedBy(changedBy.get(), Stages.CATALOGUE) : file;
        try {
            changed = changed.with(changes);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
        if (!changed.plan().data().equals(file.plan().data())) {
            throw new WrongUsageException(
                    "'data' comes from %s; a training file with sets of its own is trained by 'ocellus train FILE --data DIR'"
                            .formatted(data));
        }
        return changed;
    }

    private Draft timed(Draft draft, TrainingData read, SetSurvey survey)
            throws WrongUsageException, IOException, InterruptedException {
        try {
            Map<String, Tensor> learned = TrainDetector.learned(draft.file());
            DetectorTraining training = new DetectorTraining(draft.file(), read, learned, engines);
            Draft anchored = draft.with(DetectorPlanner.withAnchors(draft.file(), training.layout()));
            return DetectorPlanner.timed(
                    anchored, training.pace(WARM_UP_STEPS, TIMED_STEPS), wishes.budget(), survey.pictures());
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private String text(TrainingFile file, List<Choice> choices) {
        List<String> lines = new ArrayList<>();
        lines.add("# How 'ocellus train %s' trains here. The training goes on by this file when it was stopped."
                .formatted(data));
        lines.add("# To train by it anew: ocellus train %s --data %s --out ANOTHER_FOLDER"
                .formatted(
                        out.resolve(PLAN),
                        Optional.ofNullable(data.toAbsolutePath().normalize().getParent())
                                .orElse(data)));
        lines.add(ASKED + asked);
        choices.forEach(choice -> lines.add("#   " + choice));
        return String.join("\n", lines).replaceAll("[\\p{Cntrl}&&[^\n]]", "?") + "\n" + file.toYaml();
    }
}
