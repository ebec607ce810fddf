package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Frames without pixels for tests: drawn by hand or at random. */
final class Scenes {
    private static final Image PIXEL = Image.filled(new Size(1, 1), 0, 0, 0);

    private Scenes() {}

    static Frame frame(String id, List<TruthBox> truths, List<Detection> detections) {
        return Frame.of(id, PIXEL).withTruth(Truth.of(truths)).withDetections(detections);
    }

    static TruthBox truth(String label, Box box) {
        return new TruthBox(box, label, false);
    }

    static TruthBox difficult(String label, Box box) {
        return new TruthBox(box, label, true);
    }

    static Detection found(String label, Box box, double score) {
        return new Detection(box, label, score);
    }

    /** A square of ten pixels in an empty place of its own. */
    static Box square(int place) {
        return new Box(100 * place, 0, 100 * place + 10, 10);
    }

    /**
     * Pictures of crowded boxes with near misses, doubles, false alarms, difficult truths and crowds; no two scores are equal.
     */
    static List<Frame> random(RandomGenerator random, int pictures, int boxesPerPicture) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            List<TruthBox> truths = new ArrayList<>();
            List<Detection> detections = new ArrayList<>();
            for (int b = 0; b < boxesPerPicture; b++) {
                Box box = randomBox(random);
                String label = random.nextBoolean() ? "cat" : "dog";
                boolean difficult = random.nextInt(6) == 0;
                boolean crowd = difficult && random.nextBoolean();
                truths.add(crowd ? TruthBox.ofCrowd(box, label) : new TruthBox(box, label, difficult));
                for (int d = random.nextInt(4); d > 0; d--) {
                    detections.add(
                            found(random.nextInt(8) == 0 ? "dog" : label, jitter(box, random), random.nextDouble()));
                }
            }
            detections.add(found("cat", randomBox(random), random.nextDouble()));
            frames.add(frame("picture-" + i, truths, detections));
        }
        return frames;
    }

    /** The same scene, larger. */
    static List<Frame> scaled(List<Frame> frames, double factor) {
        return frames.stream()
                .map(frame -> frame.withTruth(Truth.of(frame.truth().boxes().stream()
                                .map(truth -> truth.withBox(scaled(truth.box(), factor)))
                                .toList()))
                        .withDetections(frame.detections().stream()
                                .map(d -> found(d.label(), scaled(d.box(), factor), d.score()))
                                .toList()))
                .toList();
    }

    private static Box scaled(Box box, double factor) {
        return new Box(factor * box.left(), factor * box.top(), factor * box.right(), factor * box.bottom());
    }

    static Box randomBox(RandomGenerator random) {
        double left = random.nextDouble(60);
        double top = random.nextDouble(60);
        return new Box(left, top, left + random.nextDouble(10, 40), top + random.nextDouble(10, 40));
    }

    private static Box jitter(Box box, RandomGenerator random) {
        double shift = 0.2 * box.width();
        double x = random.nextDouble(-shift, shift);
        double y = random.nextDouble(-shift, shift);
        return new Box(box.left() + x, box.top() + y, box.right() + x, box.bottom() + y);
    }
}
