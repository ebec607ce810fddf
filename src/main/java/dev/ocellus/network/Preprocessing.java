package dev.ocellus.network;

import dev.ocellus.image.Image;
import java.util.List;

/**
 * How pixels become a network's input: red, green and blue planes of {@code (x − mean) / scale}, x from 0 to 255.
 *
 * @param mean the pixel value that becomes 0: one for all channels, or one for red, green and blue each
 * @param scale how many pixel values one unit of input spans, not 0: one, or three
 */
public record Preprocessing(List<Double> mean, List<Double> scale) {
    private static final int CHANNELS = 3;

    public Preprocessing {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        requireOneOrThree("mean", mean);
        requireOneOrThree("scale", scale);
        for (double value : mean) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("mean must be a finite number, got " + value);
            }
        }
        for (double value : scale) {
            if (!Double.isFinite(value) || value == 0) {
                throw new IllegalArgumentException("scale must be a finite number other than 0, got " + value);
            }
        }
    }

    /** The same for all channels. */
    public Preprocessing(double mean, double scale) {
        this(List.of(mean), List.of(scale));
    }

    /**
     * A batch of pictures, (N, 3, H, W).
     *
     * @param images at least one, all of one size
     */
    public Tensor toBatch(List<Image> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one picture");
        }
        int width = images.get(0).width();
        int height = images.get(0).height();
        int plane = width * height;
        float[] inputOfRed = inputOfPixel(0);
        float[] inputOfGreen = inputOfPixel(1);
        float[] inputOfBlue = inputOfPixel(2);
        float[] batch = new float[Math.multiplyExact(images.size(), 3 * plane)];
        int red = 0;
        for (Image image : images) {
            if (image.width() != width || image.height() != height) {
                throw new IllegalArgumentException(
                        "the pictures of a batch must have one size, got %s and %s; put a letterbox stage before"
                                .formatted(images.get(0).size(), image.size()));
            }
            byte[] rgb = image.toRgb();
            int green = red + plane;
            int blue = green + plane;
            for (int i = 0, from = 0; i < plane; i++, from += 3) {
                batch[red + i] = inputOfRed[rgb[from] & 0xff];
                batch[green + i] = inputOfGreen[rgb[from + 1] & 0xff];
                batch[blue + i] = inputOfBlue[rgb[from + 2] & 0xff];
            }
            red = blue + plane;
        }
        return new Tensor(batch, images.size(), 3, height, width);
    }

    /** In words, for people: {@code (x - 127.5) / 64.0}. */
    @Override
    public String toString() {
        return "(x - %s) / %s".formatted(words(mean), words(scale));
    }

    private static String words(List<Double> values) {
        return (values.size() == 1 ? values.get(0) : values).toString();
    }

    private static void requireOneOrThree(String name, List<Double> values) {
        if (values.size() != 1 && values.size() != CHANNELS) {
            throw new IllegalArgumentException(
                    name + " must be one number, or three for red, green and blue, got " + values);
        }
    }

    private float[] inputOfPixel(int channel) {
        double mean = this.mean.get(channel % this.mean.size());
        double scale = this.scale.get(channel % this.scale.size());
        float[] input = new float[256];
        for (int pixel = 0; pixel < input.length; pixel++) {
            input[pixel] = (float) ((pixel - mean) / scale);
        }
        return input;
    }
}
