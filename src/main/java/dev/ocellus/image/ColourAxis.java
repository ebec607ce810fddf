package dev.ocellus.image;

/**
 * A direction in which the colours of pictures vary: an eigenvector of the covariance of red, green and blue, of length 1, and its eigenvalue. Colours
 * are counted from 0 to 1.
 *
 * @param variance of the colours along the direction, in [0, 1]
 * @param red part of the direction
 * @param green part of the direction
 * @param blue part of the direction
 */
public record ColourAxis(double variance, double red, double green, double blue) {
    public ColourAxis {
        if (!(variance >= 0 && variance <= 1)) {
            throw new IllegalArgumentException("variance must be from 0 to 1, got " + variance);
        }
        double length = Math.sqrt(red * red + green * green + blue * blue);
        if (!(Math.abs(length - 1) < 1e-3)) {
            throw new IllegalArgumentException(
                    "red, green and blue must be a direction of length 1, got length " + length);
        }
    }
}
