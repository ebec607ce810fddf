package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.EvaluationSettings.LabelRule;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for any scene; the seed of the scene is the parameter. */
class DetectionEvaluationPropertyTest {
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static List<Frame> scene(long seed) {
        return Scenes.random(new Random(seed), 4, 5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheDefinitionAtLowAndHighThresholds(long seed) {
        List<Frame> frames = scene(seed);
        DetectionEvaluation evaluation = DetectionEvaluation.of(frames, EvaluationSettings.COCO);
        for (LabelEvaluation label : evaluation.labels().values()) {
            for (double threshold : List.of(0.5, 0.65, 0.8, 0.95)) {
                if (label.truths() > 0) {
                    assertEquals(
                            new ReferenceAveragePrecision(frames, label.label(), threshold, box -> true).compute(100),
                            label.ap(threshold),
                            1e-9,
                            label.label() + " at " + threshold);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheDefinitionWithinASizeRangeAndALimit(long seed) {
        List<Frame> frames = scene(seed);
        EvaluationSettings settings = EvaluationSettings.COCO
                .withSizes(new SizeRange(SizeRange.Measure.HEIGHT, 15, 28))
                .withDetectionsPerPicture(4);
        for (LabelEvaluation label :
                DetectionEvaluation.of(frames, settings).labels().values()) {
            if (label.truths() > 0) {
                assertEquals(
                        new ReferenceAveragePrecision(
                                        frames, label.label(), 0.6, box -> box.height() >= 15 && box.height() < 28)
                                .compute(4),
                        label.ap(0.6),
                        1e-9,
                        label.label());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allTwelveFiguresOfCocoAgreeWithTheirDefinitions(long seed) {
        List<Frame> frames = Scenes.scaled(scene(seed), 3);
        CocoMetrics metrics = CocoMetrics.of(frames);
        double all = 1e10;
        assertEquals(reference(frames, 0, all, r -> r.compute(100)), metrics.ap(), 1e-9);
        assertEquals(reference(frames, 0, 1024, r -> r.compute(100)), metrics.apSmall(), 1e-9);
        assertEquals(reference(frames, 1024, 9216, r -> r.compute(100)), metrics.apMedium(), 1e-9);
        assertEquals(reference(frames, 9216, all, r -> r.compute(100)), metrics.apLarge(), 1e-9);
        assertEquals(reference(frames, 0, all, r -> r.recall(1)), metrics.ar1(), 1e-9);
        assertEquals(reference(frames, 0, all, r -> r.recall(10)), metrics.ar10(), 1e-9);
        assertEquals(reference(frames, 0, all, r -> r.recall(100)), metrics.ar100(), 1e-9);
        assertEquals(reference(frames, 0, 1024, r -> r.recall(100)), metrics.arSmall(), 1e-9);
        assertEquals(reference(frames, 1024, 9216, r -> r.recall(100)), metrics.arMedium(), 1e-9);
        assertEquals(reference(frames, 9216, all, r -> r.recall(100)), metrics.arLarge(), 1e-9);
    }

    /** The mean over labels with truths and over COCO's thresholds; NaN where no label has truths. */
    private static double reference(
            List<Frame> frames, double lowest, double highest, ToDoubleFunction<ReferenceAveragePrecision> figure) {
        return Stream.of("cat", "dog")
                .flatMap(label -> IntStream.range(10, 20)
                        .mapToObj(step -> new ReferenceAveragePrecision(
                                frames, label, step * 5 / 100.0, ReferenceAveragePrecision.area(lowest, highest))))
                .filter(ReferenceAveragePrecision::isDefined)
                .mapToDouble(figure)
                .average()
                .orElse(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfListsMeansNothingEvenWhenScoresAreEqual(long seed) {
        List<Frame> frames = scene(seed).stream()
                .map(DetectionEvaluationPropertyTest::roundScores)
                .toList();
        Random random = new Random(-seed);
        List<Frame> shuffled = new ArrayList<>();
        for (Frame frame : frames) {
            List<TruthBox> truths = new ArrayList<>(frame.truth().boxes());
            List<Detection> detections = new ArrayList<>(frame.detections());
            Collections.shuffle(truths, random);
            Collections.shuffle(detections, random);
            shuffled.add(frame.withTruth(Truth.of(truths)).withDetections(detections));
        }
        Collections.shuffle(shuffled, random);
        for (LabelRule labels : LabelRule.values()) {
            EvaluationSettings settings = EvaluationSettings.COCO.withLabels(labels);
            assertEquals(DetectionEvaluation.of(frames, settings), DetectionEvaluation.of(shuffled, settings));
        }
    }

    private static Frame roundScores(Frame frame) {
        return frame.withDetections(frame.detections().stream()
                .map(d -> new Detection(d.box(), d.label(), Math.round(d.score() * 3) / 3.0))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysBetweenNoneAndAll(long seed) {
        for (Protocol protocol : Protocol.values()) {
            EvaluationSettings settings = new EvaluationSettings(
                    protocol, EvaluationSettings.COCO_THRESHOLDS, LabelRule.ANY, SizeRange.ALL, 100);
            DetectionEvaluation evaluation = DetectionEvaluation.of(scene(seed), settings);
            for (double threshold : EvaluationSettings.COCO_THRESHOLDS) {
                double ap = evaluation.ap(threshold);
                assertTrue(ap >= 0 && ap <= 1, protocol + " at " + threshold + ": " + ap);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneMoreFalseDetectionNeverRaisesAveragePrecision(long seed) {
        List<Frame> frames = scene(seed);
        Detection nothing = new Detection(new Box(500, 500, 510, 510), "cat", new Random(seed).nextDouble());
        List<Frame> worse = new ArrayList<>(frames);
        List<Detection> detections = new ArrayList<>(frames.get(0).detections());
        detections.add(nothing);
        worse.set(0, frames.get(0).withDetections(detections));
        double before = DetectionEvaluation.of(frames, EvaluationSettings.COCO).ap50To95();
        double after = DetectionEvaluation.of(worse, EvaluationSettings.COCO).ap50To95();
        assertTrue(after <= before, after + " > " + before);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEndOfTheCurveTellsTheRecall(long seed) {
        DetectionEvaluation evaluation =
                DetectionEvaluation.of(scene(seed), EvaluationSettings.COCO.withLabels(LabelRule.ANY));
        PrecisionRecallCurve curve =
                evaluation.labels().get(LabelEvaluation.ANY).at(0.5).curve();
        for (double score : new double[] {0, 0.25, 0.5, 0.9}) {
            assertEquals(curve.at(score).recall(), evaluation.recall(0.5, score), 1e-12);
        }
    }

    @Test
    void judgesTenThousandBoxesInUnderASecond() {
        List<Frame> frames = Scenes.random(new Random(1), 250, 20);
        long boxes = frames.stream()
                .mapToLong(f -> f.truth().boxes().size() + f.detections().size())
                .sum();
        assertTrue(boxes > 10_000, boxes + " boxes");
        // what this thread works, for other work on the machine is none of ours
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        DetectionEvaluation.of(frames, EvaluationSettings.COCO).ap50To95();
        Duration worked = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        assertTrue(worked.compareTo(Duration.ofSeconds(1)) < 0, worked + "");
    }
}
