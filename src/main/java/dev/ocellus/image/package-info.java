/**
 * Pictures: reading, scaling, colour, drawing and writing. May import geometry and files. OpenCV, ImageIO and imgscalr stay behind the doors of this room.
 * Start with {@link dev.ocellus.image.Image}, then {@link dev.ocellus.image.Resampling}.
 */
package dev.ocellus.image;
