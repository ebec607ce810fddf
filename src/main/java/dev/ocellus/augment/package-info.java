/**
 * Random changes of pictures for training. Each is a record of settings that draws a deterministic change; a change moves the picture and its
 * placement and never touches a box. May import pipeline and below. Start with {@link dev.ocellus.augment.FocusCrop}.
 */
package dev.ocellus.augment;
