package dev.ocellus.tools.peers;

import dev.ocellus.frame.Detection;
import dev.ocellus.image.Image;
import java.util.List;

/** Something that finds faces in a picture. */
public interface FaceDetector extends AutoCloseable {
    /** What its detections are labelled. */
    String FACE = "face";

    /** Its name in tables. */
    String name();

    /** Every face it sees with a score of 0.02 or more, boxes in pixels of the picture, doubles not yet suppressed. */
    List<Detection> detect(Image image);

    @Override
    void close();
}
