package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for any scene; the seed of the scene is the parameter. */
class ErrorAnalysisPropertyTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static List<Frame> scene(long seed) {
        return Scenes.random(new Random(seed), 5, 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFalseDetectionIsOneMistakeAndEveryTruthNotFoundIsExplainedOnce(long seed) {
        ErrorAnalysis analysis = ErrorAnalysis.of(scene(seed), 0);
        int detections = (int) analysis.errors().stream()
                .filter(error -> error.detection().isPresent())
                .count();
        assertEquals(analysis.falsePositives(), detections);
        Set<String> explained = new HashSet<>();
        for (DetectionError error : analysis.errors()) {
            if (error.hidesTruth()) {
                boolean first = explained.add(error.frame() + error.truthNumber());
                assertTrue(first || error.kind() != ErrorKind.MISSED, "missed and hidden: " + error);
            }
        }
        assertEquals(analysis.truths() - analysis.truePositives(), explained.size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsAndApAreThoseOfTheEvaluation(long seed) {
        List<Frame> frames = scene(seed);
        ErrorAnalysis analysis = ErrorAnalysis.of(frames, 0);
        DetectionEvaluation evaluation = DetectionEvaluation.of(frames, EvaluationSettings.COCO);
        assertEquals(evaluation.ap50(), analysis.ap(), 1e-12);
        OperatingPoint end = evaluation.together(0.5).at(0);
        assertEquals(end.truePositives(), analysis.truePositives());
        assertEquals(end.falsePositives(), analysis.falsePositives());
        assertEquals(end.truths(), analysis.truths());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mendingNeverLosesAndMendingAllIsPerfect(long seed) {
        ErrorAnalysis analysis = ErrorAnalysis.of(scene(seed), 0);
        for (ErrorKind kind : ErrorKind.values()) {
            assertTrue(analysis.gain(kind) >= -1e-12, kind + ": " + analysis.gain(kind));
            assertTrue(analysis.ap() + analysis.gain(kind) <= 1 + 1e-12, kind.toString());
        }
        assertEquals(1, analysis.apWithout(error -> true), 1e-12);
        OperatingPoint perfect = ErrorAnalysis.pointWithout(analysis.point(0), analysis.errors());
        assertEquals(new OperatingPoint(0, analysis.truths(), 0, analysis.truths()), perfect);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void perfectDetectionsHaveNoMistakes(long seed) {
        List<Frame> perfect = scene(seed).stream()
                .map(frame -> frame.withTruth(Truth.of(frame.truth().boxes().stream()
                        .filter(truth -> !truth.difficult())
                        .toList())))
                .map(frame -> frame.withDetections(frame.truth().boxes().stream()
                        .map(truth -> new Detection(truth.box(), truth.label(), 0.9))
                        .toList()))
                .toList();
        ErrorAnalysis analysis = ErrorAnalysis.of(perfect, 0);
        assertEquals(List.of(), analysis.errors());
        assertEquals(1, analysis.ap(), 1e-12);
        Confusion confusion = BoxConfusion.of(analysis.outcomes());
        assertEquals(List.of(), confusion.mistakes());
        assertEquals(analysis.truths(), confusion.right());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfListsMeansNothing(long seed) {
        List<Frame> frames = scene(seed);
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
        assertEquals(ErrorAnalysis.of(frames, 0.2), ErrorAnalysis.of(shuffled, 0.2));
        Assessment.Settings settings = new Assessment.Settings(Double.NaN, 20, 7);
        Assessment one = Assessment.of(frames, settings);
        Assessment other = Assessment.of(shuffled, settings);
        assertEquals(one.bootstrap(), other.bootstrap());
        assertEquals(one.coco(), other.coco());
        assertEquals(one.sizes(), other.sizes());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void confusionCountsEveryObjectOnceAndEveryFalseDetectionOnce(long seed) {
        ErrorAnalysis analysis = ErrorAnalysis.of(scene(seed), 0.3);
        Confusion confusion = BoxConfusion.of(analysis.outcomes());
        int background = confusion.labels().size() - 1;
        int objects = 0;
        int detections = 0;
        for (int truth = 0; truth <= background; truth++) {
            for (int said = 0; said <= background; said++) {
                objects += truth < background ? confusion.count(truth, said) : 0;
                detections += said < background ? confusion.count(truth, said) : 0;
            }
        }
        assertEquals(analysis.truths(), objects);
        assertEquals(analysis.truePositives() + analysis.falsePositives(), detections);
        int[] sizes = analysis.truths() == 0
                ? new int[2]
                : SizeHistogram.of(analysis.outcomes()).bins().stream()
                        .map(bin -> new int[] {bin.truths(), bin.falseDetections()})
                        .reduce(new int[2], (a, b) -> new int[] {a[0] + b[0], a[1] + b[1]});
        assertEquals(analysis.truths(), sizes[0]);
        assertEquals(analysis.falsePositives(), sizes[1]);
    }
}
