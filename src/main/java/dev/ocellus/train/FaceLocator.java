package dev.ocellus.train;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.image.Image;

/** Finds the one face of a picture; safe from several threads. */
@FunctionalInterface
public interface FaceLocator {
    /**
     * The landmarks of the face.
     *
     * @throws NoFaceException saying why there are none: no face, several, or one that cannot be used
     */
    Landmarks locate(Image image) throws NoFaceException;
}
