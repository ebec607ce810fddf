package dev.ocellus.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.detect.NonMaximumSuppression;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.image.Resampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The models that others made see a face that everybody sees; read from {@code $OCELLUS_DATA/models} and {@code
 * photos}.
 */
class PeersIT {
    /** Of the astronaut, forehead to chin and cheek to cheek, measured by eye. */
    private static final Box FACE = new Box(175, 70, 270, 200);

    @Test
    void yuNetFindsTheAstronautInWhateverShapeThePhotoComes() throws IOException {
        try (FaceDetector detector = new YuNet(models().resolve("yunet_n_640_640.onnx"), 640)) {
            findsTheFace(detector, "wide");
            findsTheFace(detector, "square");
        }
        try (FaceDetector detector = new YuNet(models().resolve("yunet_n_320_320.onnx"), 320)) {
            findsTheFace(detector, "wide");
            findsTheFace(detector, "square");
        }
    }

    @Test
    void ultraFaceFindsTheAstronautSqueezedAndWhole() throws IOException {
        for (boolean squeeze : new boolean[] {true, false}) {
            try (FaceDetector detector = new UltraFace(models().resolve("version-RFB-320.onnx"), squeeze)) {
                findsTheFace(detector, "wide");
                findsTheFace(detector, "square");
            }
        }
    }

    private static void findsTheFace(FaceDetector detector, String shape) {
        Image astronaut = photo("skimage_astronaut.png");
        Image image = shape.equals("square")
                ? astronaut
                : Resampling.crop(astronaut, new Box(0, 0, 800, 512), new Size(800, 512), 90);
        List<Detection> sure = new NonMaximumSuppression(0.45, false)
                .apply(detector.detect(image)).stream()
                        .filter(face -> face.score() >= 0.6)
                        .toList();
        assertEquals(1, sure.size(), detector.name() + " in the " + shape + " photo: " + sure);
        double iou = sure.get(0).box().iou(FACE);
        assertTrue(iou > 0.6, detector.name() + " in the " + shape + " photo: IoU " + iou + ", " + sure);
    }

    private static Image photo(String name) {
        Reading reading = new ImageReader().read(data().resolve("photos").resolve(name));
        assertTrue(reading instanceof Reading.Decoded, reading.toString());
        return ((Reading.Decoded) reading).image();
    }

    private static Path models() {
        return data().resolve("models");
    }

    private static Path data() {
        String data = System.getenv("OCELLUS_DATA");
        Assumptions.assumeTrue(data != null, "OCELLUS_DATA names the folder with models and photos");
        return Path.of(data);
    }
}
