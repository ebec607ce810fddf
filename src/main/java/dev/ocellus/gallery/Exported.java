package dev.ocellus.gallery;

/**
 * What an export wrote.
 *
 * @param people how many
 * @param faces how many
 * @param thumbnails how many
 * @param lost how many faces of a damaged gallery could not be read; 0 of a whole one
 */
public record Exported(int people, int faces, int thumbnails, int lost) {}
