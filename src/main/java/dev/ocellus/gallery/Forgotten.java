package dev.ocellus.gallery;

/**
 * What a forgetting removed.
 *
 * @param person who is not in the gallery any more
 * @param faces how many embeddings were removed
 * @param thumbnails how many pictures were removed
 * @param erased whether the bytes are gone from the gallery's files too; false where another program kept reading them, then the next one that opens
 *     the gallery for writing erases them
 */
public record Forgotten(Person person, int faces, int thumbnails, boolean erased) {}
