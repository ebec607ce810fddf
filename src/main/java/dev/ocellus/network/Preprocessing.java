package dev.ocellus.network;

import dev.ocellus.image.Image;
import java.util.List;

/**
 * How pixels become a network's input: red, green and blue planes of {@code (x − mean) / scale}, x from 0 to 255.
 *
 * @param mean the pixel value that becomes 0
 * @param scale how many pixel values one unit of input spans, not 0
 */
public record Preprocessing(double mean, double scale) {
    public Preprocessing {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be a finite number, got " + mean);
        }
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("scale must be a finite number other than 0, got " + scale);
        }
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
        float[] input = inputOfPixel();
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
                batch[red + i] = input[rgb[from] & 0xff];
                batch[green + i] = input[rgb[from + 1] & 0xff];
                batch[blue + i] = input[rgb[from + 2] & 0xff];
            }
            red = blue + plane;
        }
        return new Tensor(batch, images.size(), 3, height, width);
    }

    private float[] inputOfPixel() {
        float[] input = new float[256];
        for (int pixel = 0; pixel < input.length; pixel++) {
            input[pixel] = (float) ((pixel - mean) / scale);
        }
        return input;
    }
}
