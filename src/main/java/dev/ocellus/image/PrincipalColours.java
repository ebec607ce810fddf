package dev.ocellus.image;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The directions in which the colours of a set of pictures vary: eigenvectors of the covariance of red, green and blue over all their pixels. */
public final class PrincipalColours {
    private static final int CHANNELS = 3;

    /** Digits kept, so that the axes are the same on every machine and can be read in a card. */
    private static final double PLACES = 1e6;

    private PrincipalColours() {}

    /**
     * The three axes, that of the largest variance first; the largest part of each is positive.
     *
     * @param images at least one
     */
    public static List<ColourAxis> of(List<Image> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("the colours of no pictures have no axes");
        }
        try (Mats mats = new Mats()) {
            Mat covariance = mats.keep(new Mat(CHANNELS, CHANNELS, CvType.CV_64F));
            covariance.put(0, 0, covariance(images));
            Mat variances = mats.empty();
            Mat directions = mats.empty();
            Core.eigen(covariance, variances, directions);
            List<ColourAxis> axes = new ArrayList<>();
            for (int i = 0; i < CHANNELS; i++) {
                double[] direction = new double[CHANNELS];
                directions.get(i, 0, direction);
                axes.add(axis(variances.get(i, 0)[0], direction));
            }
            return axes;
        }
    }

    private static ColourAxis axis(double variance, double[] direction) {
        int largest = 0;
        for (int i = 1; i < CHANNELS; i++) {
            largest = Math.abs(direction[i]) > Math.abs(direction[largest]) ? i : largest;
        }
        double sign = Math.signum(direction[largest]);
        return new ColourAxis(
                Math.max(0, rounded(variance)),
                rounded(sign * direction[0]),
                rounded(sign * direction[1]),
                rounded(sign * direction[2]));
    }

    private static double rounded(double value) {
        return Math.round(value * PLACES) / PLACES;
    }

    /** Row by row, of colours from 0 to 1; sums are whole numbers, so that the order of the pictures does not matter. */
    private static double[] covariance(List<Image> images) {
        long[] sums = new long[CHANNELS];
        long[] products = new long[CHANNELS * CHANNELS];
        double pixels = 0;
        for (Image image : images) {
            byte[] rgb = image.bytes();
            for (int at = 0; at < rgb.length; at += CHANNELS) {
                for (int i = 0; i < CHANNELS; i++) {
                    int value = rgb[at + i] & 0xff;
                    sums[i] += value;
                    for (int j = i; j < CHANNELS; j++) {
                        products[CHANNELS * i + j] += value * (rgb[at + j] & 0xff);
                    }
                }
            }
            pixels += image.size().area();
        }
        double[] covariance = new double[CHANNELS * CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            for (int j = i; j < CHANNELS; j++) {
                double value = products[CHANNELS * i + j] / pixels - sums[i] / pixels * (sums[j] / pixels);
                covariance[CHANNELS * i + j] = value / (255.0 * 255.0);
                covariance[CHANNELS * j + i] = covariance[CHANNELS * i + j];
            }
        }
        return covariance;
    }
}
