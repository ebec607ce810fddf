/**
 * What flows through the stages: a picture, what is known about it and what was found in it. May import geometry and image. Start with
 * {@link dev.ocellus.frame.Frame}.
 */
package dev.ocellus.frame;
