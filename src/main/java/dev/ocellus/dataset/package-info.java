/**
 * Labelled pictures from folders: readers for the ways labels are written down, the fixed split into a training and a development part, and the
 * pictures themselves in memory. May import settings, frame, image and geometry. Start with
 * {@link dev.ocellus.dataset.DataSource}, for boxes, or with {@link dev.ocellus.dataset.ClassFolders}, for classes of whole pictures.
 */
package dev.ocellus.dataset;
