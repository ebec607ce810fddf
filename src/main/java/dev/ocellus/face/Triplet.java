package dev.ocellus.face;

/**
 * Three pictures of a batch by their numbers.
 *
 * @param anchor the picture that the others are compared with
 * @param positive another one of the same person
 * @param negative one of another person
 */
record Triplet(int anchor, int positive, int negative) {}
