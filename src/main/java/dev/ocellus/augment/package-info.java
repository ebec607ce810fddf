/**
 * Random changes of pictures for training. Each is a record of settings that draws a deterministic change; a change moves the picture and its
 * placement and never touches a box. Two compose several frames into a new one that is its own source. May import pipeline and below. Start with
 * {@link dev.ocellus.augment.Mirror}; {@link dev.ocellus.augment.Settling} says what becomes of boxes.
 */
package dev.ocellus.augment;
