package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.Stages;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Split;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.geometry.Box;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.train.DetectorPlanner.Draft;
import dev.ocellus.train.DetectorPlanner.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorPlannerTest {
    private static final DataSource SOURCE =
            new DataSource(DataSource.Format.VOC, "cards", 1, null, null, Split.Policy.HASH, null, null, 0, null, null);
    private static final Wishes NONE =
            new Wishes(OptionalInt.empty(), OptionalDouble.empty(), DetectorAugmenting.STRONG, Duration.ofMinutes(10));

    @TempDir
    Path folder;

    /** Square boxes spread evenly between two sizes, in fractions of the longest side. */
    private static SetSurvey survey(int pictures, int longestSide, double smallest, double largest, String... labels) {
        List<Box> boxes = IntStream.range(0, 101)
                .mapToDouble(i -> smallest + (largest - smallest) * i / 100)
                .mapToObj(side -> new Box(0, 0, side, side))
                .toList();
        return new SetSurvey(pictures, longestSide, boxes, List.of(labels));
    }

    private static Draft draft(SetSurvey survey, Wishes wishes) {
        return DetectorPlanner.draft(
                Path.of("plan.yaml"),
                "cards",
                SOURCE,
                new SplitShares(0.15, 0.15),
                survey,
                wishes,
                DetectorPlanner.Start.ANEW);
    }

    private static DetectorPlan plan(SetSurvey survey) {
        return draft(survey, NONE).file().plan();
    }

    @Test
    void smallObjectsNeedLargePicturesAndTheFineGrid() {
        DetectorPlan small = plan(survey(300, 1600, 0.03, 0.1, "a"));
        assertEquals(640, small.measure().longestSide());
        assertEquals(List.of(8, 16), small.network().strides());
        DetectorPlan mixed = plan(survey(300, 640, 0.06, 0.5, "a"));
        assertEquals(List.of(8, 16, 32), mixed.network().strides());
        DetectorPlan large = plan(survey(300, 416, 0.3, 0.9, "a"));
        assertEquals(320, large.measure().longestSide());
        assertEquals(List.of(16, 32), large.network().strides());
    }

    @Test
    void anAskedSizeIsTakenAsItIs() {
        Wishes wishes = new Wishes(
                OptionalInt.of(512), OptionalDouble.of(0.01), DetectorAugmenting.NONE, Duration.ofMinutes(1));
        Draft draft = draft(survey(300, 416, 0.3, 0.9, "a"), wishes);
        assertEquals(512, draft.file().plan().measure().longestSide());
        assertEquals(512, draft.file().crop().width(), "whole pictures are seen as large as they will be");
        assertEquals(0.01, draft.file().plan().course().learningRate().at(0, 100));
        assertTrue(draft.choices().stream().anyMatch(choice -> choice.reason().equals("as asked for")));
    }

    @Test
    void rareLabelsAreRepeatedOnlyWhereThereAreSeveral() {
        assertEquals(0, plan(survey(300, 416, 0.1, 0.9, "a")).repeatBelow());
        assertEquals(0.125, plan(survey(300, 416, 0.1, 0.9, "a", "b", "c", "d")).repeatBelow());
    }

    @Test
    void stepsFillTheTimeUntilPicturesWereSeenOftenEnough() {
        Draft draft = draft(survey(300, 416, 0.3, 0.9, "a"), NONE);
        assertTrue(DetectorPlanner.needsPace(draft.file()));
        DetectorTraining.Pace slow = new DetectorTraining.Pace(0.5, 5);
        DetectorPlan.Course course = course(draft, slow);
        assertEquals((600 - 12 * 5) / 0.5, course.steps(), 10);
        assertEquals(54, ((LearningRate.Cosine) course.learningRate()).warmUp(), 1);
        assertEquals(course.steps() / 12.0, course.measureEvery(), 1);
        assertEquals(60, course.checkpointEvery(), "half a minute");
        DetectorTraining.Pace fast = new DetectorTraining.Pace(0.001, 0);
        assertEquals(150 * 300 / 8 / 10 * 10, course(draft, fast).steps());
        DetectorTraining.Pace hopeless = new DetectorTraining.Pace(100, 100);
        assertEquals(50, course(draft, hopeless).steps());
    }

    private static DetectorPlan.Course course(Draft draft, DetectorTraining.Pace pace) {
        return DetectorPlanner.timed(draft, pace, NONE.budget(), 300)
                .file()
                .plan()
                .course();
    }

    @Test
    void whatWasGivenIsNotChosen() {
        Draft draft = draft(survey(300, 416, 0.3, 0.9, "a"), NONE);
        Draft given = draft.with(
                draft.file().with(Map.of("course.steps", "33", "course.measure-every", "11", "mosaic", "0.7")));
        DetectorPlan plan = DetectorPlanner.timed(given, new DetectorTraining.Pace(0.5, 5), NONE.budget(), 300)
                .file()
                .plan();
        assertEquals(33, plan.course().steps());
        assertEquals(11, plan.course().measureEvery());
        assertEquals(0.7, plan.mosaic());
        assertEquals(8, plan.course().batch(), "all else of the course stays");
        assertTrue(given.choices().stream().anyMatch(choice -> choice.what().equals("batch")));
        Draft other = draft.with(draft.file().with(Map.of("course.batch", "2")));
        assertTrue(
                other.choices().stream().noneMatch(choice -> choice.what().equals("batch")),
                "it gives no reason for what it did not choose");
    }

    @Test
    void mistakesInChangesAreTold() {
        TrainingFile file = draft(survey(300, 416, 0.3, 0.9, "a"), NONE).file();
        assertRefused(file, "course.stepps", "3", "unknown setting 'stepps'");
        assertRefused(file, "mosaic", "many", "a number");
        assertRefused(file, "network.strides", "[8, 32]", "neighbours");
    }

    private static void assertRefused(TrainingFile file, String name, String value, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> file.with(Map.of(name, value)))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aWrittenPlanIsReadAsTheSame() throws IOException {
        Draft draft = draft(survey(300, 416, 0.05, 0.9, "a", "no", "b: c"), NONE);
        TrainingFile file = DetectorPlanner.timed(draft, new DetectorTraining.Pace(0.37, 5), NONE.budget(), 300)
                .file();
        Path written = Files.writeString(folder.resolve("plan.yaml"), file.toYaml());
        TrainingFile read = TrainingFile.read(written, Stages.CATALOGUE);
        assertEquals(file.plan(), read.plan());
        assertEquals(file.augmentations(), read.augmentations());
        assertEquals(file.crop(), read.crop());
        assertEquals(file.fingerprint(), read.fingerprint());
    }

    @Test
    void aFileChangesOnlyWhatItSays() throws IOException {
        TrainingFile file = draft(survey(300, 416, 0.3, 0.9, "a"), NONE).file();
        TrainingFile other = file.changedBy(write("train:\n  mosaic: 0.1\n  course: {batch: 4}\n"), Stages.CATALOGUE);
        assertEquals(0.1, other.plan().mosaic());
        assertEquals(4, other.plan().course().batch());
        assertEquals(file.plan().course().optimiser(), other.plan().course().optimiser());
        assertEquals(file.augmentations(), other.augmentations());
        TrainingFile stages = file.changedBy(
                write("stages:\n  - random-crop: {width: 64, height: 64}\n  - mirror\n"), Stages.CATALOGUE);
        assertEquals(1, stages.augmentations().size());
        assertEquals(file.plan(), stages.plan());
    }

    @Test
    void mistakesInAFileAreToldWithTheirLines() throws IOException {
        TrainingFile file = draft(survey(300, 416, 0.3, 0.9, "a"), NONE).file();
        Path wrong = write("train:\n  mosaik: 0.1\n  course:\n    batch: few\n");
        String message = assertThrows(PipelineFileException.class, () -> file.changedBy(wrong, Stages.CATALOGUE))
                .getMessage();
        assertTrue(message.contains("changes.yaml:2: ") && message.contains("mosaic"), message);
        assertTrue(message.contains("changes.yaml:4: ") && message.contains("whole number"), message);
        Path noCrop = write("stages:\n  - mirror\n");
        assertTrue(assertThrows(PipelineFileException.class, () -> file.changedBy(noCrop, Stages.CATALOGUE))
                .getMessage()
                .contains("random-crop"));
    }

    @Test
    void theShippedFilesCanBeRead() throws IOException {
        TrainingFile cells = TrainingFile.read(Path.of("pipelines/train-bccd.yaml"), Stages.CATALOGUE);
        assertEquals(List.of("RBC", "WBC", "Platelets"), cells.plan().labels());
        TrainingFile cards = draft(survey(300, 384, 0.2, 0.5, "ace", "king"), NONE)
                .file()
                .changedBy(Path.of("pipelines/train-playing-cards.yaml"), Stages.CATALOGUE);
        assertEquals(0, cards.plan().mosaic());
        assertEquals(2, cards.augmentations().size(), "no mirror");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("changes.yaml"), text);
    }
}
