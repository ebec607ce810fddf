/**
 * Saying what a picture as a whole shows. May import network, frame, image and geometry. Start with {@link dev.ocellus.classify.Classifier}.
 */
package dev.ocellus.classify;
