/**
 * Figures of merit, computed from frames that carry both truth and detections, from classes shown and said, or from distances of faces; what goes
 * wrong and what mending it would gain; the choice among several. May import frame and geometry. Start with
 * {@link dev.ocellus.evaluate.Assessment}, {@link dev.ocellus.evaluate.DetectionEvaluation}, {@link dev.ocellus.evaluate.Confusion} and
 * {@link dev.ocellus.evaluate.VerificationEvaluation}.
 */
package dev.ocellus.evaluate;
