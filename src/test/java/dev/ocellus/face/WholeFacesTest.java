package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeFacesTest {
    private static Detection face(double left, double top, double width, double height, double sure) {
        Box box = new Box(left, top, left + width, top + height);
        return new Detection(box, "face", 0.5).withLandmarks(FaceShape.LANDMARKS, sure);
    }

    private static final Detection HEAD = face(100, 100, 80, 100, 0.9);

    private static List<Detection> whole(Detection... detections) {
        return WholeFaces.STANDARD.of(List.of(detections));
    }

    @Test
    void aPartOfAFaceGoesWhereverItStandsInTheList() {
        Detection mouth = face(115, 150, 50, 60, 0.6);
        assertEquals(List.of(HEAD), whole(HEAD, mouth));
        assertEquals(List.of(HEAD), whole(mouth, HEAD));
    }

    @Test
    void aFaceWithinWhatIsLessSureIsTheOneThatStays() {
        Detection bust = face(60, 80, 200, 240, 0.4);
        assertEquals(List.of(HEAD), whole(bust, HEAD));
    }

    @Test
    void neighboursAndThoseBehindStay() {
        Detection behind = face(150, 90, 70, 90, 0.5);
        Detection beside = face(185, 100, 80, 100, 0.95);
        assertEquals(List.of(behind, HEAD), whole(behind, HEAD));
        assertEquals(List.of(beside, HEAD), whole(beside, HEAD));
    }

    @Test
    void whatHasNoLandmarksOrAnotherLabelIsLeftAlone() {
        Detection bare = new Detection(HEAD.box(), "face", 0.9);
        Detection cat = new Detection(HEAD.box(), "cat", 0.9).withLandmarks(FaceShape.LANDMARKS, 0.2);
        assertEquals(List.of(bare, cat, HEAD), whole(bare, cat, HEAD));
    }

    @Test
    void theShareIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> new WholeFaces(0));
        assertThrows(IllegalArgumentException.class, () -> new WholeFaces(1.1));
    }
}
