package dev.ocellus.image;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * An affine map of colours, the same for every pixel: each new channel is a weighted sum of red, green and blue (0 to 255) plus a constant, rounded
 * and kept within 0 to 255. Immutable; maps are chained with {@link #then} and applied once, so that nothing is lost in between.
 */
public final class ColourMap {
    /** Weights of red, green and blue in the brightness of a pixel (ITU-R BT.601). */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    public static final ColourMap IDENTITY = gain(1, 1, 1);

    private final float[] rows;

    private ColourMap(float[] rows) {
        this.rows = rows;
    }

    /**
     * A map given by its matrix.
     *
     * @param rows 3 rows of 4 numbers: weights of red, green and blue, and the constant
     */
    public static ColourMap of(float... rows) {
        if (rows.length != 12) {
            throw new IllegalArgumentException("a colour map has 3 rows of 4 numbers, got " + rows.length);
        }
        return new ColourMap(rows.clone());
    }

    /** Multiplies each channel. */
    public static ColourMap gain(double red, double green, double blue) {
        return of((float) red, 0, 0, 0, 0, (float) green, 0, 0, 0, 0, (float) blue, 0);
    }

    /** Adds to each channel. */
    public static ColourMap shift(double red, double green, double blue) {
        return of(1, 0, 0, (float) red, 0, 1, 0, (float) green, 0, 0, 1, (float) blue);
    }

    /** Moves all channels away from mid-grey (factor above 1) or towards it (below 1). */
    public static ColourMap contrast(double factor) {
        double constant = 127.5 * (1 - factor);
        return gain(factor, factor, factor).then(shift(constant, constant, constant));
    }

    /** Moves colours away from the grey of the same brightness (above 1) or towards it (below 1); 0 makes a grey picture. */
    public static ColourMap saturation(double factor) {
        float[] rows = new float[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                rows[4 * row + column] = (float) ((1 - factor) * LUMA[column] + (row == column ? factor : 0));
            }
        }
        return new ColourMap(rows);
    }

    /** The map that applies this one and then the next. */
    public ColourMap then(ColourMap next) {
        float[] chained = new float[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                float sum = column == 3 ? next.rows[4 * row + 3] : 0;
                for (int k = 0; k < 3; k++) {
                    sum += next.rows[4 * row + k] * rows[4 * k + column];
                }
                chained[4 * row + column] = sum;
            }
        }
        return new ColourMap(chained);
    }

    /** The picture in the mapped colours. */
    public Image applyTo(Image image) {
        try (Mats mats = new Mats()) {
            Mat matrix = mats.keep(new Mat(3, 4, CvType.CV_32F));
            matrix.put(0, 0, rows);
            Mat mapped = mats.empty();
            Core.transform(mats.of(image), mapped, matrix);
            return Image.owning(image.size(), Mats.toHeap(mapped));
        }
    }
}
