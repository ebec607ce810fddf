package dev.ocellus.train;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.settings.Default;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How aligned faces are varied in training. Mirror, shift, turn and size are one resampling, since every further one would blur a face of 64 pixels.
 *
 * @param mirror how often right and left change places, in [0, 1]
 * @param shift largest shift along each axis, as a share of the side
 * @param degrees largest turn either way
 * @param scale largest change of size either way, as a share
 * @param shrink how often a face is made smaller and enlarged again, in [0, 1]
 * @param smallest side of such a small face as a share of the side
 * @param gain largest change of contrast either way, as a share
 * @param channelGain the same for red, green and blue each by itself
 * @param brightness largest change of brightness either way, of 255
 * @param grey how often colours are taken away, in [0, 1]
 * @param erase how often a part is covered, in [0, 1]
 * @param largestErased side of that part as a share of the side
 */
public record FaceAugmentation(
        @Default("0.5") double mirror,
        @Default("0.06") double shift,
        @Default("8") double degrees,
        @Default("0.08") double scale,
        @Default("0.35") double shrink,
        @Default("0.35") double smallest,
        @Default("0.3") double gain,
        @Default("0.08") double channelGain,
        @Default("30") double brightness,
        @Default("0.1") double grey,
        @Default("0.15") double erase,
        @Default("0.4") double largestErased) {
    public FaceAugmentation {
        require("mirror", mirror, 1);
        require("shift", shift, 0.25);
        require("degrees", degrees, 180);
        require("scale", scale, 0.5);
        require("shrink", shrink, 1);
        require("smallest", smallest, 1);
        require("gain", gain, 1);
        require("channel-gain", channelGain, 1);
        require("brightness", brightness, 255);
        require("grey", grey, 1);
        require("erase", erase, 1);
        require("largest-erased", largestErased, 1);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("%s must be from 0 to %s, got %s".formatted(name, most, value));
        }
    }

    /**
     * A varied face of the size that the network sees.
     *
     * @param wide the aligned face with a margin around it, a square
     * @param side of the result in pixels, in whose middle the middle of {@code wide} lies
     */
    Image of(Image wide, int side, SplittableRandom random) {
        Image moved = Resampling.warp(wide, map(wide.width(), side, random), new Size(side, side), 127);
        if (random.nextDouble() < shrink) {
            int small = (int) Math.max(2, Math.round(side * (smallest + (1 - smallest) * random.nextDouble())));
            moved = Resampling.resize(Resampling.resize(moved, new Size(small, small)), moved.size());
        }
        byte[] rgb = moved.toRgb();
        colour(rgb, random);
        if (random.nextDouble() < erase) {
            erase(rgb, side, random);
        }
        return Image.owning(moved.size(), rgb);
    }

    /** Takes a point of the result to the wide picture. */
    private Affine map(int wide, int side, SplittableRandom random) {
        double turn = Math.toRadians(degrees) * either(random);
        double size = Math.exp(Math.log1p(scale) * either(random));
        double flip = random.nextDouble() < mirror ? -1 : 1;
        double x = shift * side * either(random);
        double y = shift * side * either(random);
        double cos = Math.cos(turn) * size;
        double sin = Math.sin(turn) * size;
        Affine turned = new Affine(flip * cos, -sin, wide / 2.0, flip * sin, cos, wide / 2.0);
        return turned.after(Affine.translate(x - side / 2.0, y - side / 2.0));
    }

    /** One table for each channel, as every pixel changes alike. */
    private void colour(byte[] rgb, SplittableRandom random) {
        double contrast = 1 + gain * either(random);
        double light = brightness * either(random);
        byte[][] tables = new byte[3][256];
        for (byte[] table : tables) {
            double own = contrast * (1 + channelGain * either(random));
            for (int value = 0; value < table.length; value++) {
                table[value] = clamp((value - 127.5) * own + 127.5 + light);
            }
        }
        boolean colourless = random.nextDouble() < grey;
        for (int i = 0; i < rgb.length; i += 3) {
            if (colourless) {
                int mean = (77 * (rgb[i] & 0xff) + 150 * (rgb[i + 1] & 0xff) + 29 * (rgb[i + 2] & 0xff)) >> 8;
                byte same = tables[1][mean];
                rgb[i] = same;
                rgb[i + 1] = same;
                rgb[i + 2] = same;
            } else {
                rgb[i] = tables[0][rgb[i] & 0xff];
                rgb[i + 1] = tables[1][rgb[i + 1] & 0xff];
                rgb[i + 2] = tables[2][rgb[i + 2] & 0xff];
            }
        }
    }

    private void erase(byte[] rgb, int side, SplittableRandom random) {
        int width = erased(side, random);
        int height = erased(side, random);
        int left = random.nextInt(side - width + 1);
        int top = random.nextInt(side - height + 1);
        byte value = (byte) random.nextInt(256);
        for (int y = top; y < top + height; y++) {
            int from = 3 * (y * side + left);
            Arrays.fill(rgb, from, from + 3 * width, value);
        }
    }

    private int erased(int side, SplittableRandom random) {
        return (int) (side * largestErased * (0.25 + 0.75 * random.nextDouble()));
    }

    /** From −1 to 1. */
    private static double either(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    private static byte clamp(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
