package dev.ocellus.train;

import dev.ocellus.dataset.ClassPictures.Picture;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Batch;
import dev.ocellus.learn.Examples;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Pictures with the numbers of their classes. How a picture is augmented depends on the seed, the epoch and its own number alone.
 *
 * @param pictures at least one, all of one size
 * @param augmentations in order; none where pictures are measured on
 */
record ClassExamples(
        List<Picture> pictures,
        Preprocessing preprocessing,
        List<Augmentation> augmentations,
        long seed,
        String fingerprint)
        implements Examples {
    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
        List<Image> images = new ArrayList<>();
        float[] labels = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            images.add(image(numbers[i], epoch));
            labels[i] = pictures.get(numbers[i]).label();
        }
        return new Batch<>(preprocessing.toBatch(images), List.of(new Tensor(labels, labels.length, 1, 1, 1)));
    }

    /** The picture with this number as an epoch shows it. */
    Image image(int number, int epoch) {
        Picture picture = pictures.get(number);
        if (augmentations.isEmpty()) {
            return picture.image();
        }
        // scrambled in turn, so that neighbouring epochs and numbers share no draws
        RandomGenerator random = new SplittableRandom(scrambled(scrambled(scrambled(seed) ^ epoch) ^ number));
        Frame frame = Frame.of(picture.id(), picture.image());
        for (Augmentation augmentation : augmentations) {
            frame = augmentation.draw(frame, random).apply(frame);
        }
        return frame.image();
    }

    private static long scrambled(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
