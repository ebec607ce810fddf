package dev.ocellus.tools.peers;

import dev.ocellus.detect.Detector;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A detector that Ocellus trained, taken from a folder of weights and run as a pipeline runs it: letterbox, then
 * detector.
 */
final class Weights implements FaceDetector {
    private final String name;
    private final Letterbox letterbox;
    private final Detector detector;

    /** Opens the weights, which are to see pictures whose longest side has so many pixels, in so many octaves. */
    Weights(Path folder, int longestSide, int octaves) throws IOException {
        WeightsFolder weights = WeightsFolder.open(folder);
        this.name = weights.card().name() + " " + longestSide + (octaves > 1 ? " x" + octaves : "");
        this.letterbox = new Letterbox(longestSide, true);
        this.detector = Detector.open(
                weights,
                CompareFaceDetectors.LOWEST_SCORE,
                octaves,
                model -> OnnxRuntimeNetwork.open(model, 1, folder.toString()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Detection> detect(Image image) {
        return detector.apply(letterbox.apply(Frame.of(name, image))).detections();
    }

    @Override
    public void close() {
        detector.close();
    }
}
