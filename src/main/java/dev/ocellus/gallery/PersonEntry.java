package dev.ocellus.gallery;

import java.time.Instant;

/**
 * A line of the list of people.
 *
 * @param person who
 * @param faces how many are enrolled
 * @param thumbnails of how many of them the aligned picture was kept
 * @param since when the first of them was enrolled
 */
public record PersonEntry(Person person, int faces, int thumbnails, Instant since) {}
