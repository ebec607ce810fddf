/**
 * Labelled pictures from folders: readers for the ways labels are written down, the fixed split into a training and a development part, and the
 * pictures themselves in memory. May import settings, frame, image and geometry. Start with
 * {@link dev.ocellus.dataset.DataSource}.
 */
package dev.ocellus.dataset;
