/**
 * Faces: where their landmarks are and how they are aligned. May import pipeline, loss, network, frame, image and geometry; never detect. Start with
 * {@link dev.ocellus.face.LandmarkFinder} and {@link dev.ocellus.face.Alignment}.
 */
package dev.ocellus.face;
