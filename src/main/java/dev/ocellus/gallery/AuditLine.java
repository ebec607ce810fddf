package dev.ocellus.gallery;

import java.time.Instant;

/**
 * Something that was done to the gallery. Holds no names: it outlives those who are forgotten.
 *
 * @param at when, to the millisecond
 * @param action what, in a word: enrol, replace, forget, import, re-enrol or calibrate
 * @param people how many it concerned
 * @param faces how many it concerned
 */
public record AuditLine(Instant at, String action, int people, int faces) {}
