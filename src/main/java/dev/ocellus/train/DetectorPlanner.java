package dev.ocellus.train;

import dev.ocellus.augment.Settling;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.detect.AnchorCoverage;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.detect.YoloSettings;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Preprocessing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Chooses everything that a training file would say, from what the data are like and how long the training may take, and gives a reason for each
 * choice. What depends on the speed of the machine is chosen last, by {@link #timed}.
 */
public final class DetectorPlanner {
    /** Where no choice was made yet because it depends on the machine's speed. */
    private static final int UNTIMED = 900_000_000;

    /** Anchors learn from objects up to so much larger or smaller; three in an octave would be 1.26, one is 2. */
    private static final double RATIO_LIMIT = 2.2;

    private static final List<Integer> SIDES = List.of(320, 352, 384, 416, 480, 512, 576, 640);
    /** Objects of fewer pixels are hard to find. */
    private static final double SMALL = 24;
    /** Objects of more pixels are found as well when the picture is smaller, in less time. */
    private static final double LARGE = 64;

    /** More is only taken for small objects. */
    private static final int EASY_SIDE = 416;

    /** Objects below this, in pixels, need the grid of stride 8. */
    private static final double FINE = 40;

    /** Objects above this, in pixels, need the grid of stride 32. */
    private static final double COARSE = 96;

    private static final int MANY_PICTURES = 2000;
    private static final double RATE_OF_EIGHT = 0.003;
    private static final int MEASUREMENTS = 12;
    /** Where pictures were seen so often, little more is learned. */
    private static final int MOST_EPOCHS = 150;

    private static final int FEWEST_STEPS = 50;
    /** More often would cost more time than it saves. */
    private static final int FEWEST_A_CHECKPOINT = 10;

    private static final String SIZE = "longest-side";
    private static final String SAMPLES = "samples";
    private static final String STRIDES = "strides";
    private static final String ANCHORS = "anchors";
    private static final String BATCH = "batch";
    private static final String REPEAT = "repeat-below";

    private DetectorPlanner() {}

    /**
     * A choice and why it was made.
     *
     * @param what was chosen, in a word or two
     */
    public record Choice(String what, String value, String reason) {
        /** One line for people. */
        @Override
        public String toString() {
            return "%s: %s (%s)".formatted(what, value, reason);
        }
    }

    /** A training with the reasons for what it says. */
    public record Draft(TrainingFile file, List<Choice> choices) {
        public Draft {
            choices = List.copyOf(choices);
        }

        /** The training as it was changed since, with the choices that it still goes by. */
        public Draft with(TrainingFile other) {
            Map<String, Function<TrainingFile, Object>> chosen = Map.of(
                    SIZE, training -> training.plan().measure().longestSide(),
                    SAMPLES, TrainingFile::crop,
                    STRIDES, training -> training.plan().network().strides(),
                    ANCHORS, training -> training.plan().anchorsPerLevel(),
                    BATCH, training -> training.plan().course().batch(),
                    REPEAT, training -> training.plan().repeatBelow());
            return new Draft(
                    other,
                    choices.stream()
                            .filter(choice -> {
                                Function<TrainingFile, Object> value =
                                        chosen.getOrDefault(choice.what(), training -> "");
                                return value.apply(file).equals(value.apply(other));
                            })
                            .toList());
        }
    }

    /**
     * What a user asks for.
     *
     * @param size longest side to which pictures are scaled, in pixels
     * @param rate highest learning rate
     * @param augmenting what becomes of the pictures
     * @param budget how long the training may take
     */
    public record Wishes(OptionalInt size, OptionalDouble rate, DetectorAugmenting augmenting, Duration budget) {}

    /**
     * What the network starts with.
     *
     * @param from folder of weights; empty for none
     * @param name of the weights
     * @param network widths and neck
     * @param preprocessing what the network saw of a picture
     * @param licence of the weights; empty for none
     * @param terms of the weights
     */
    public record Start(
            String from,
            String name,
            DetectorNetwork network,
            Preprocessing preprocessing,
            String licence,
            String terms) {
        /** Nothing was learned before. */
        public static final Start ANEW =
                new Start("", "", DetectorNetwork.DEFAULT, new Preprocessing(127.5, 64), "", "");
    }

    /**
     * Chooses what does not depend on the machine.
     *
     * @param path of the file that the training will be written to
     * @param name of the weights
     * @param source the labelled pictures
     * @param shares how large the parts are that are held back
     * @param survey what they are like
     */
    public static Draft draft(
            Path path,
            String name,
            DataSource source,
            SplitShares shares,
            SetSurvey survey,
            Wishes wishes,
            Start start) {
        List<Choice> choices = new ArrayList<>();
        int longestSide = longestSide(survey, wishes, choices);
        int side = Math.max(
                DetectorNetwork.STEP,
                wholeSteps(longestSide / wishes.augmenting().magnification()));
        choices.add(new Choice(
                SAMPLES,
                "%d x %d pixels".formatted(side, side),
                "parts are seen %.2f times as large as whole pictures would be"
                        .formatted(wishes.augmenting().magnification())));
        List<Integer> strides = strides(survey, longestSide, choices);
        int perLevel = anchorsPerLevel(survey, longestSide, strides.size(), choices);
        int batch = survey.pictures() < MANY_PICTURES ? 8 : 16;
        choices.add(new Choice(BATCH, batch + " samples", survey.pictures() + " pictures to learn from"));
        double rate = wishes.rate().orElse(RATE_OF_EIGHT * Math.sqrt(batch / 8.0));
        double repeatBelow = survey.labels().size() > 1 ? 0.5 / survey.labels().size() : 0;
        if (repeatBelow > 0) {
            choices.add(new Choice(
                    REPEAT,
                    String.format(Locale.ROOT, "%.3f", repeatBelow),
                    "labels that fewer pictures have are met more often"));
        }
        DetectorPlan plan = new DetectorPlan(
                name,
                "Finds " + String.join(", ", survey.labels()) + ".",
                start.licence().isEmpty() ? "not stated" : start.licence(),
                start.from().isEmpty()
                        ? ""
                        : "Learned on from the weights '%s'. %s".formatted(start.name(), start.terms()),
                1,
                survey.labels(),
                start.network().withStrides(strides),
                perLevel,
                List.of(),
                start.preprocessing(),
                wishes.augmenting().mosaic(),
                0,
                repeatBelow,
                new Settling(4, 0.4),
                new YoloSettings(RATIO_LIMIT, 5, 2, 0.3, 0.01),
                course(batch, rate),
                List.of(),
                start.from(),
                shares.development(),
                shares.test(),
                new DetectorPlan.Measure(longestSide, 1, 0.45),
                List.of(source));
        TrainingFile file = new TrainingFile(
                path, wishes.augmenting().crop(side), wishes.augmenting().stages(), plan);
        return new Draft(file, choices);
    }

    private static DetectorPlan.Course course(int batch, double rate) {
        return new DetectorPlan.Course(
                UNTIMED,
                batch,
                new LearningRate.Cosine(rate, 0.02, 0),
                new Optimiser.Adam(0.9, 0.99, 1e-8, 0.03, 10),
                0.99,
                UNTIMED,
                UNTIMED,
                MEASUREMENTS / 2,
                DetectorPlan.Yardstick.AP50);
    }

    private static int longestSide(SetSurvey survey, Wishes wishes, List<Choice> choices) {
        double small = survey.size(0.05);
        int own = wholeSteps(survey.longestSide());
        int wanted = (int) Math.ceil(Math.max(SMALL / small, Math.min(LARGE / small, Math.min(own, EASY_SIDE))));
        int side = SIDES.stream().filter(s -> s >= wanted).findFirst().orElse(SIDES.get(SIDES.size() - 1));
        if (wishes.size().isPresent()) {
            side = wholeSteps(wishes.size().getAsInt());
        }
        choices.add(new Choice(
                SIZE,
                side + " pixels",
                wishes.size().isPresent()
                        ? "as asked for"
                        : String.format(
                                Locale.ROOT,
                                "pictures have %d, and 19 of 20 objects are larger than %.0f there",
                                survey.longestSide(),
                                small * side)));
        return side;
    }

    private static int wholeSteps(double pixels) {
        return (int) Math.max(1, Math.round(pixels / DetectorNetwork.STEP)) * DetectorNetwork.STEP;
    }

    private static List<Integer> strides(SetSurvey survey, int longestSide, List<Choice> choices) {
        double small = survey.size(0.05) * longestSide;
        double large = survey.size(0.95) * longestSide;
        List<Integer> strides = small >= FINE ? List.of(16, 32) : large <= COARSE ? List.of(8, 16) : List.of(8, 16, 32);
        choices.add(new Choice(
                STRIDES,
                strides.toString(),
                String.format(Locale.ROOT, "nine of ten objects are from %.0f to %.0f pixels large", small, large)));
        return strides;
    }

    private static int anchorsPerLevel(SetSurvey survey, int longestSide, int levels, List<Choice> choices) {
        AnchorCoverage coverage = AnchorCoverage.of(survey.boxesAt(longestSide), RATIO_LIMIT, 1);
        int perLevel = Math.min(3, (coverage.recommended() + levels - 1) / levels);
        int most = coverage.rows().size() / levels;
        perLevel = Math.max(1, Math.min(perLevel, most));
        choices.add(new Choice(
                ANCHORS,
                "%d at each of %d levels".formatted(perLevel, levels),
                "%d fit nearly as well as %d"
                        .formatted(coverage.recommended(), coverage.rows().size())));
        return perLevel;
    }

    /** The boxes that {@link AnchorCoverage} should look at, in pixels of pictures of the plan's size. */
    public static AnchorCoverage coverage(TrainingData data, DetectorPlan plan) {
        return AnchorCoverage.of(
                SetSurvey.of(data).boxesAt(plan.measure().longestSide()),
                plan.head().ratioLimit(),
                1);
    }

    /** Whether {@link #timed} has something to choose. */
    public static boolean needsPace(TrainingFile file) {
        return file.plan().course().steps() == UNTIMED;
    }

    /** The training with its anchors written down, so that a later start need not cluster them. */
    public static TrainingFile withAnchors(TrainingFile file, YoloLayout layout) {
        return file.withPlan(file.plan().withAnchors(layout.levels()));
    }

    /**
     * Chooses the number of steps, and what depends on it, unless somebody else did.
     *
     * @param pace of this machine
     */
    public static Draft timed(Draft draft, DetectorTraining.Pace pace, Duration budget, int pictures) {
        TrainingFile file = draft.file();
        List<Choice> choices = new ArrayList<>(draft.choices());
        long steps = file.plan().course().steps();
        if (steps == UNTIMED) {
            double left = budget.toSeconds() - MEASUREMENTS * pace.measurement();
            long byTime = (long) (left / pace.step());
            long enough = (long) MOST_EPOCHS * pictures / file.plan().course().batch();
            steps = Math.max(FEWEST_STEPS, Math.min(byTime, enough) / 10 * 10);
            choices.add(new Choice(
                    "steps",
                    Long.toString(steps),
                    byTime <= enough
                            ? String.format(
                                    Locale.ROOT, "%.2f s each here, %d minutes in all", pace.step(), budget.toMinutes())
                            : "every picture %d times; more would teach little".formatted(MOST_EPOCHS)));
        }
        return new Draft(timed(file, steps, pace.step()), choices);
    }

    private static TrainingFile timed(TrainingFile file, long steps, double secondsAStep) {
        DetectorPlan.Course old = file.plan().course();
        LearningRate rate = old.learningRate();
        if (rate instanceof LearningRate.Cosine cosine && cosine.warmUp() == 0) {
            rate = new LearningRate.Cosine(cosine.peak(), cosine.finalShare(), (int) Math.min(100, steps / 20));
        }
        int measureEvery = (int) ((steps + MEASUREMENTS - 1) / MEASUREMENTS);
        int checkpointEvery =
                (int) Math.min(measureEvery, Math.max(FEWEST_A_CHECKPOINT, Math.round(30 / secondsAStep)));
        DetectorPlan.Course course = new DetectorPlan.Course(
                steps,
                old.batch(),
                rate,
                old.optimiser(),
                old.average(),
                old.checkpointEvery() == UNTIMED ? checkpointEvery : old.checkpointEvery(),
                old.measureEvery() == UNTIMED ? measureEvery : old.measureEvery(),
                old.patience(),
                old.best());
        return file.withPlan(file.plan().withCourse(course));
    }
}
