package dev.ocellus.geometry;

/**
 * A place in a picture, in continuous pixels: pixel column {@code i} covers {@code [i, i + 1)}, so its centre is at {@code i + 0.5}.
 *
 * @param x to the right, from the left edge of the picture
 * @param y downwards, from the top edge of the picture
 */
public record Point(double x, double y) {}
