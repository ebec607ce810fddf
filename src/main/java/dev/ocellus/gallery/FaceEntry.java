package dev.ocellus.gallery;

import java.time.Instant;

/**
 * An enrolled face.
 *
 * @param id its number in this gallery; later faces have larger ones
 * @param person whose it is
 * @param face what was enrolled
 * @param enrolledAt when, to the millisecond
 */
public record FaceEntry(long id, Person person, NewFace face, Instant enrolledAt) {}
