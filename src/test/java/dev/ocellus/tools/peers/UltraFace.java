package dev.ocellus.tools.peers;

import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * UltraFace RFB-320. As its authors do it, the whole picture is squeezed into 320×240 whatever its shape. Input: red, green, blue,
 * (x − 127) / 128. Outputs: (background, face) scores, and boxes as left, top, right, bottom in fractions of the picture.
 *
 * @see <a href="https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB">the authors' repository</a>
 */
final class UltraFace implements FaceDetector {
    private static final Size INPUT = new Size(320, 240);

    private final OnnxRuntimeNetwork network;

    UltraFace(Path model) throws IOException {
        this.network = OnnxRuntimeNetwork.open(model, 1);
    }

    @Override
    public String name() {
        return "UltraFace RFB-320";
    }

    @Override
    public List<Detection> detect(Image image) {
        List<Tensor> outputs = network.forward(redGreenBlue(Resampling.resize(image, INPUT)));
        float[] scores = outputs.get(network.outputNames().indexOf("scores")).data();
        float[] boxes = outputs.get(network.outputNames().indexOf("boxes")).data();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < scores.length / 2; i++) {
            double score = scores[2 * i + 1];
            if (score >= CompareFaceDetectors.LOWEST_SCORE) {
                Box box = new Box(
                        boxes[4 * i] * image.width(),
                        boxes[4 * i + 1] * image.height(),
                        boxes[4 * i + 2] * image.width(),
                        boxes[4 * i + 3] * image.height());
                detections.add(new Detection(box, FACE, Math.min(1, score)));
            }
        }
        return detections;
    }

    private static Tensor redGreenBlue(Image image) {
        int pixels = (int) INPUT.area();
        float[] data = new float[3 * pixels];
        byte[] rgb = image.toRgb();
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                data[channel * pixels + i] = ((rgb[3 * i + channel] & 0xff) - 127) / 128f;
            }
        }
        return new Tensor(data, 1, 3, INPUT.height(), INPUT.width());
    }

    @Override
    public void close() {
        network.close();
    }
}
