package dev.ocellus.app;

import dev.ocellus.evaluate.LandmarkEvaluation;
import dev.ocellus.face.FaceLandmarks;
import dev.ocellus.face.LandmarkFinder;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.ModelCard;
import dev.ocellus.train.LandmarkTraining;
import dev.ocellus.train.LandmarkTraining.HeldBack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How good a finder of landmarks is on faces that it did not learn from, in boxes that are off as a detector's are, and from which score on its answers count.
 *
 * @param sets the errors on each set as it comes, then of all sets in pictures shrunk until the box is so high
 * @param thresholds the score that all but one in a hundred of the right answers reach
 */
public record LandmarkMeasurement(Map<String, LandmarkEvaluation> sets, ModelCard.Thresholds thresholds) {
    /** How far measured boxes are off in x and y, as a share of their height, and in height: standard deviations. */
    private static final double OFF = 0.04;

    private static final int BACKGROUND = 1000;
    private static final List<Integer> HEIGHTS = List.of(64, 48, 32, 24);
    /** Share of right answers that the threshold may turn away. */
    private static final double TURNED_AWAY = 0.01;

    /** A face with the box in which it is looked for. */
    private record Probe(Image picture, Box box, Landmarks truth) {}

    static LandmarkMeasurement of(LandmarkFinder finder, LandmarkTraining training, long seed) {
        Map<String, LandmarkEvaluation> sets = new LinkedHashMap<>();
        List<Probe> all = new ArrayList<>();
        training.heldBack().forEach((set, faces) -> {
            List<Probe> probes = probes(faces, new SplittableRandom(seed));
            all.addAll(probes);
            sets.put(set + ", held back", evaluation(probes, find(finder, probes)));
        });
        if (all.isEmpty()) {
            return new LandmarkMeasurement(Map.of(), new ModelCard.Thresholds(0, 1, "no face was held back"));
        }
        for (int height : HEIGHTS) {
            List<Probe> shrunk =
                    all.stream().map(probe -> shrunk(probe, height)).toList();
            sets.put("all held back, boxes %d pixels high".formatted(height), evaluation(shrunk, find(finder, shrunk)));
        }
        List<Frame> nothing = training.heldBackBackground(BACKGROUND);
        return new LandmarkMeasurement(sets, thresholds(finder, all, nothing));
    }

    private static ModelCard.Thresholds thresholds(LandmarkFinder finder, List<Probe> faces, List<Frame> nothing) {
        List<FaceLandmarks> found = find(finder, faces);
        double[] right = IntStream.range(0, faces.size())
                .filter(i -> error(faces.get(i), found.get(i)) <= LandmarkEvaluation.FAILURE)
                .mapToDouble(i -> found.get(i).score())
                .sorted()
                .toArray();
        double[] wrong = IntStream.range(0, faces.size())
                .filter(i -> !(error(faces.get(i), found.get(i)) <= LandmarkEvaluation.FAILURE))
                .mapToDouble(i -> found.get(i).score())
                .toArray();
        double score = right.length == 0 ? 0 : Math.floor(right[(int) (TURNED_AWAY * right.length)] * 100) / 100;
        long noFace = finder
                .find(nothing.stream()
                        .map(frame -> new LandmarkFinder.Place(
                                frame.image(), frame.truth().boxes().get(0).box()))
                        .toList())
                .stream()
                .filter(answer -> answer.score() < score)
                .count();
        long wrongBelow = Arrays.stream(wrong).filter(s -> s < score).count();
        return new ModelCard.Thresholds(
                score,
                1,
                String.format(
                        Locale.ROOT,
                        "the score that 99 %% of the %d held-back faces with an error up to %.1f eye distances reach; it turns away %d of the %d others, and %d of"
                                + " %d squares without a face",
                        right.length,
                        LandmarkEvaluation.FAILURE,
                        wrongBelow,
                        wrong.length,
                        noFace,
                        nothing.size()));
    }

    private static List<Probe> probes(List<HeldBack> faces, RandomGenerator random) {
        List<Probe> probes = new ArrayList<>();
        for (HeldBack face : faces) {
            Landmarks truth = face.face().landmarks().orElseThrow();
            Box box = LandmarkFinder.boxOf(truth);
            double off = OFF * box.height();
            double factor = Math.exp(OFF * random.nextGaussian());
            Box moved = Box.around(
                    new Point(
                            box.centre().x() + off * random.nextGaussian(),
                            box.centre().y() + off * random.nextGaussian()),
                    box.width() * factor,
                    box.height() * factor);
            probes.add(new Probe(face.picture(), moved, truth));
        }
        return probes;
    }

    private static Probe shrunk(Probe probe, int height) {
        double factor = Math.min(1, height / probe.box().height());
        Size size = new Size(Math.max(1, (int) Math.round(probe.picture().width() * factor)), Math.max(1, (int)
                Math.round(probe.picture().height() * factor)));
        double across = (double) size.width() / probe.picture().width();
        double down = (double) size.height() / probe.picture().height();
        Box box = probe.box();
        return new Probe(
                Resampling.resize(probe.picture(), size),
                new Box(box.left() * across, box.top() * down, box.right() * across, box.bottom() * down),
                probe.truth().moved(Affine.scale(across, down)));
    }

    private static List<FaceLandmarks> find(LandmarkFinder finder, List<Probe> probes) {
        return finder.find(probes.stream()
                .map(probe -> new LandmarkFinder.Place(probe.picture(), probe.box()))
                .toList());
    }

    private static double error(Probe probe, FaceLandmarks found) {
        return LandmarkEvaluation.error(probe.truth(), found.landmarks());
    }

    private static LandmarkEvaluation evaluation(List<Probe> probes, List<FaceLandmarks> found) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            errors.add(error(probes.get(i), found.get(i)));
        }
        return LandmarkEvaluation.of(errors);
    }
}
