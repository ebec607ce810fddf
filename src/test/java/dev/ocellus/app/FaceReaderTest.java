package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.face.Alignment;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of what the stages find counts as a face, and which one is meant. */
class FaceReaderTest {
    private static final Image PICTURE = Image.filled(new Size(200, 200), 90, 90, 90);

    private static Detection face(double left, double top, double side, double sure) {
        return face(left, top, side, sure, 0.5);
    }

    private static Detection face(double left, double top, double side, double sure, double score) {
        double scale = side / 64;
        Landmarks landmarks = Alignment.STANDARD.template().moved(new Affine(scale, 0, left, 0, scale, top));
        return new Detection(new Box(left, top, left + side, top + side), "face", score)
                .withLandmarks(landmarks, sure)
                .withEmbedding(Embedding.normalised(new float[] {1, 0}));
    }

    private static List<Detection> faces(Detection... found) {
        FaceReader reader = new FaceReader(
                frame -> frame.withDetections(
                        frame.source().width() == PICTURE.width() ? List.of(found) : List.<Detection>of()),
                new EncoderIdentity("drawn", "a".repeat(64), "b".repeat(64), 2),
                Alignment.STANDARD,
                images -> List.of(),
                Optional.empty(),
                () -> {});
        return reader.faces("picture", PICTURE);
    }

    @Test
    void whatFillsThePictureAndShowsNeitherEyesNorMouthIsNoFace() {
        assertEquals(List.of(), faces(face(20, 20, 150, 0.15)));
        Detection turned = face(20, 20, 150, 0.15, 0.7);
        assertEquals(List.of(turned), faces(turned));
        Detection small = face(20, 20, 90, 0.05);
        assertEquals(List.of(small), faces(small), "a small one may be blurred");
    }

    @Test
    void surenessComesBeforeSizeAndSizeBeforeTheRest() {
        Detection unsure = face(40, 40, 98, 0.3);
        Detection large = face(110, 110, 80, 0.8);
        Detection little = face(5, 5, 30, 0.95);
        assertEquals(List.of(large, little, unsure), faces(unsure, little, large));
    }

    @Test
    void aPartOfAFaceIsNone() {
        Detection head = face(50, 50, 80, 0.9);
        assertEquals(List.of(head), faces(face(65, 80, 45, 0.6), head));
    }
}
