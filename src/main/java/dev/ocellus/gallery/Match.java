package dev.ocellus.gallery;

/**
 * How near somebody in the gallery is.
 *
 * @param person who
 * @param face number of that person's face which is nearest
 * @param distance to it, squared Euclidean, in [0, 4]
 */
public record Match(Person person, long face, double distance) {}
