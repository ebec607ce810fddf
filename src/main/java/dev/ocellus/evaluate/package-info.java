/**
 * Figures of merit, computed from frames that carry both truth and detections. May import frame and geometry. Start
 * with {@link dev.ocellus.evaluate.DetectionEvaluation}.
 */
package dev.ocellus.evaluate;
