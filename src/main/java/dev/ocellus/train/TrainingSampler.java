package dev.ocellus.train;

import dev.ocellus.augment.Crop;
import dev.ocellus.augment.MixUp;
import dev.ocellus.augment.Mosaic;
import dev.ocellus.augment.Settling;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Augmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What the network is shown: augmented parts of labelled pictures. A pure function of a seed and a number: sample 1000 is the same whichever
 * thread asks for it, and after a restart. Safe from several threads.
 */
public final class TrainingSampler {
    private final List<Share> shares;
    private final double[] upTo;
    /** For each share, the sum of the factors of its pictures up to each; none where all are drawn alike. */
    private final List<double[]> factorsUpTo;

    private final PictureCache pictures;
    private final Recipe recipe;
    private final Mosaic mosaic;
    private final MixUp mixUp;

    /**
     * The pictures of one set, with the truth as the model is to see it.
     *
     * @param weight how often they are drawn, relative to other shares; above 0
     * @param pictures at least one
     */
    public record Share(double weight, List<LabelledPicture> pictures) {
        public Share {
            pictures = List.copyOf(pictures);
            if (!(weight > 0) || pictures.isEmpty()) {
                throw new IllegalArgumentException("a share needs a weight above 0 and pictures, got weight " + weight
                        + " and " + pictures.size() + " pictures");
            }
        }
    }

    /**
     * How samples are made.
     *
     * @param crop the part that is cut out; gives the size of all samples
     * @param augmentations what is done to it afterwards, in this order; they must keep the size
     * @param mosaic how often four parts are put together, in [0, 1]
     * @param mixUp how often two samples are seen through each other, in [0, 1]
     * @param repeatBelow see {@link RepeatFactors}; 0: all pictures of a set are drawn alike
     * @param settling what becomes of objects that are cut off or small
     */
    public record Recipe(
            Crop crop,
            List<Augmentation> augmentations,
            double mosaic,
            double mixUp,
            double repeatBelow,
            Settling settling) {
        /** With all pictures of a set drawn alike. */
        public Recipe(Crop crop, List<Augmentation> augmentations, double mosaic, double mixUp, Settling settling) {
            this(crop, augmentations, mosaic, mixUp, 0, settling);
        }

        public Recipe {
            Objects.requireNonNull(crop);
            Objects.requireNonNull(settling);
            augmentations = List.copyOf(augmentations);
            requireProbability("mosaic", mosaic);
            requireProbability("mix-up", mixUp);
        }

        private static void requireProbability(String setting, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(setting + " must be in [0, 1], got " + value);
            }
        }
    }

    /**
     * @param shares what is drawn from; pictures that the cache does not hold are left out
     */
    public TrainingSampler(List<Share> shares, PictureCache pictures, Recipe recipe) {
        this.shares = shares.stream()
                .map(share -> new Share(
                        share.weight(),
                        share.pictures().stream().filter(pictures::holds).toList()))
                .toList();
        this.pictures = pictures;
        this.recipe = recipe;
        this.mosaic = new Mosaic(recipe.settling());
        this.mixUp = new MixUp(recipe.settling());
        this.upTo = new double[this.shares.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += this.shares.get(i).weight();
            upTo[i] = sum;
        }
        if (upTo.length == 0) {
            throw new IllegalArgumentException("training needs at least one share of pictures");
        }
        this.factorsUpTo = recipe.repeatBelow() == 0
                ? List.of()
                : this.shares.stream()
                        .map(share -> factorsUpTo(share, recipe.repeatBelow()))
                        .toList();
    }

    private static double[] factorsUpTo(Share share, double below) {
        double[] factors = RepeatFactors.of(share.pictures(), below);
        for (int i = 1; i < factors.length; i++) {
            factors[i] += factors[i - 1];
        }
        return factors;
    }

    /** A place in a list whose entries are as likely as the rises of the sums. */
    private static int drawn(double[] sums, RandomGenerator random) {
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found + 1, sums.length - 1);
    }

    /** The sample with this number: a picture that is its own source, with the truth in its own pixels. */
    public Frame sample(long seed, long index) {
        RandomGenerator random = random(seed, index);
        Frame sample = single(random);
        if (recipe.mixUp() > 0 && random.nextDouble() < recipe.mixUp()) {
            return mixUp.compose(sample, single(random), MixUp.draw(random));
        }
        return sample;
    }

    /**
     * A picture as it comes, after the crop and after each augmentation: one frame more than there are stages, each its own source. It is drawn for
     * itself, without mosaic and mix-up, to look at what each stage does.
     */
    public List<Frame> stages(long seed, long index) {
        RandomGenerator random = random(seed, index);
        List<Frame> frames = new ArrayList<>();
        frames.add(frame(random));
        for (Augmentation stage : stagesFor(size())) {
            Frame before = frames.get(frames.size() - 1);
            frames.add(stage.draw(before, random).apply(before));
        }
        return frames.stream().map(recipe.settling()::settle).toList();
    }

    private static RandomGenerator random(long seed, long index) {
        // scrambled in turn, so that neither neighbouring numbers nor a seed and a number exchanged share draws
        return new SplittableRandom(scrambled(scrambled(seed) ^ index));
    }

    /** A sample that is not mixed up, settled. */
    private Frame single(RandomGenerator random) {
        if (random.nextDouble() >= recipe.mosaic()) {
            return recipe.settling().settle(part(size(), random));
        }
        return mosaic.compose(Mosaic.draw(size(), random).stream()
                .map(quarter -> part(quarter, random))
                .toList());
    }

    private Size size() {
        return new Size(recipe.crop().width(), recipe.crop().height());
    }

    private List<Augmentation> stagesFor(Size size) {
        List<Augmentation> stages = new ArrayList<>();
        stages.add(recipe.crop().sized(size));
        stages.addAll(recipe.augmentations());
        return stages;
    }

    private static long scrambled(long value) {
        return new SplittableRandom(value).nextLong();
    }

    private Frame part(Size size, RandomGenerator random) {
        Frame frame = frame(random);
        for (Augmentation stage : stagesFor(size)) {
            frame = stage.draw(frame, random).apply(frame);
        }
        return frame;
    }

    private Frame frame(RandomGenerator random) {
        double drawn = random.nextDouble() * upTo[upTo.length - 1];
        int share = 0;
        while (share < upTo.length - 1 && drawn >= upTo[share]) {
            share++;
        }
        List<LabelledPicture> from = shares.get(share).pictures();
        LabelledPicture picture =
                from.get(factorsUpTo.isEmpty() ? random.nextInt(from.size()) : drawn(factorsUpTo.get(share), random));
        Image image = pictures.image(picture);
        return Frame.of(picture.id(), image).withTruth(picture.truth().within(image.size()));
    }
}
