package dev.ocellus.train;

import dev.ocellus.face.LandmarkHead;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Batch;
import dev.ocellus.learn.Examples;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Faces with their landmarks, and now and then no face, cut out and changed at random. What a sample shows depends on the seed, the epoch and its own number
 * alone.
 *
 * @param shares the faces of each set
 * @param samples how many make an epoch
 * @param background share of them that shows no face
 * @param stages what is done to each, in order; the first makes squares of the head's size
 */
record LandmarkExamples(
        List<Share> shares,
        int samples,
        double background,
        LandmarkHead head,
        Preprocessing preprocessing,
        List<Augmentation> stages,
        long seed,
        String fingerprint)
        implements Examples {
    private static final int TRIES = 20;
    /** Smallest side of what is taken for background, in pixels. */
    private static final double SMALLEST = 20;

    /**
     * The faces of one set.
     *
     * @param weight how often they are drawn, relative to other sets; above 0
     * @param faces at least one
     * @param roomy the pictures that are large beside their faces, so that there is background in them
     */
    record Share(double weight, List<Face> faces, List<Face> roomy) {
        Share {
            faces = List.copyOf(faces);
            roomy = List.copyOf(roomy);
        }
    }

    /** A face with landmarks in its picture, and what all faces of that picture cover, itself among them. */
    record Face(String id, Image picture, TruthBox face, List<Box> all) {}

    @Override
    public int size() {
        return samples;
    }

    @Override
    public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
        List<Frame> frames = new ArrayList<>();
        for (int number : numbers) {
            frames.add(sample(number, epoch));
        }
        return new Batch<>(
                preprocessing.toBatch(frames.stream().map(Frame::image).toList()), List.of(head.encode(frames)));
    }

    /** The sample with this number as an epoch shows it. */
    Frame sample(int number, int epoch) {
        // scrambled in turn, so that neighbouring epochs and numbers share no draws
        RandomGenerator random = new SplittableRandom(scrambled(scrambled(scrambled(seed) ^ epoch) ^ number));
        Frame frame = drawn(random);
        for (Augmentation stage : stages) {
            frame = stage.draw(frame, random).apply(frame);
        }
        return frame;
    }

    private static long scrambled(long value) {
        return new SplittableRandom(value).nextLong();
    }

    private Frame drawn(RandomGenerator random) {
        if (random.nextDouble() < background) {
            List<Face> roomy =
                    shares.stream().flatMap(share -> share.roomy().stream()).toList();
            Optional<Frame> none =
                    roomy.isEmpty() ? Optional.empty() : background(roomy.get(random.nextInt(roomy.size())), random);
            if (none.isPresent()) {
                return none.get();
            }
        }
        double at =
                random.nextDouble() * shares.stream().mapToDouble(Share::weight).sum();
        Share drawn = shares.get(shares.size() - 1);
        for (Share share : shares) {
            at -= share.weight();
            if (at < 0) {
                drawn = share;
                break;
            }
        }
        Face face = drawn.faces().get(random.nextInt(drawn.faces().size()));
        return Frame.of(face.id(), face.picture()).withTruth(Truth.of(List.of(face.face())));
    }

    /** A square of a picture that touches no face; empty where none was found. */
    private static Optional<Frame> background(Face place, RandomGenerator random) {
        Image picture = place.picture();
        double most = Math.min(picture.width(), picture.height()) / 2.0;
        for (int i = 0; most > SMALLEST && i < TRIES; i++) {
            double side = SMALLEST * Math.pow(most / SMALLEST, random.nextDouble());
            double left = random.nextDouble() * (picture.width() - side);
            double top = random.nextDouble() * (picture.height() - side);
            Box box = new Box(left, top, left + side, top + side);
            if (place.all().stream().allMatch(face -> face.intersectionArea(box) == 0)) {
                TruthBox nothing = new TruthBox(box, "background", false);
                return Optional.of(Frame.of(place.id(), picture).withTruth(Truth.of(List.of(nothing))));
            }
        }
        return Optional.empty();
    }
}
