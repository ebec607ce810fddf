package dev.ocellus.evaluate;

/**
 * A detection that counts.
 *
 * @param frame id of its picture
 * @param score how sure it was
 * @param right whether it found a truth
 */
public record Judgement(String frame, double score, boolean right) {}
