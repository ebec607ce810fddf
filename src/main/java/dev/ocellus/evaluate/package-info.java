/**
 * Figures of merit, computed from frames that carry both truth and detections, or from classes shown and said; what goes wrong and what mending it
 * would gain; the choice among several. May import frame and geometry. Start with {@link dev.ocellus.evaluate.Assessment}, or with
 * {@link dev.ocellus.evaluate.DetectionEvaluation} and {@link dev.ocellus.evaluate.Confusion}.
 */
package dev.ocellus.evaluate;
