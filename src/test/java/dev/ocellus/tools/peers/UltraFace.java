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
 * UltraFace RFB-320. Its authors squeeze the whole picture into 320×240 whatever its shape, which costs it the faces in
 * tall and in wide pictures; it can also be given the picture in its own proportions with black on the right or below.
 * Input: red, green, blue, (x − 127) / 128. Outputs: (background, face) scores, and boxes as left, top, right, bottom
 * in fractions of the input.
 *
 * @see <a href="https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB">the authors' repository</a>
 */
final class UltraFace implements FaceDetector {
    private static final Size INPUT = new Size(320, 240);

    private final OnnxRuntimeNetwork network;
    private final boolean squeeze;

    /** Opens the model, which is to see squeezed pictures or such in their own proportions. */
    UltraFace(Path model, boolean squeeze) throws IOException {
        this.network = OnnxRuntimeNetwork.open(model, 1);
        this.squeeze = squeeze;
    }

    @Override
    public String name() {
        return squeeze ? "UltraFace 320" : "UltraFace 320 whole";
    }

    @Override
    public List<Detection> detect(Image image) {
        Box region = seen(image.size());
        List<Tensor> outputs = network.forward(redGreenBlue(Resampling.crop(image, region, INPUT, 0)));
        float[] scores = outputs.get(network.outputNames().indexOf("scores")).data();
        float[] boxes = outputs.get(network.outputNames().indexOf("boxes")).data();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < scores.length / 2; i++) {
            double score = scores[2 * i + 1];
            if (score >= CompareFaceDetectors.LOWEST_SCORE) {
                Box box = new Box(
                        boxes[4 * i] * region.width(),
                        boxes[4 * i + 1] * region.height(),
                        boxes[4 * i + 2] * region.width(),
                        boxes[4 * i + 3] * region.height());
                detections.add(new Detection(box, FACE, Math.min(1, score)));
            }
        }
        return detections;
    }

    /** The part of the plane that fills the input. */
    private Box seen(Size picture) {
        if (squeeze) {
            return picture.bounds();
        }
        double sourcePixels =
                Math.max((double) picture.width() / INPUT.width(), (double) picture.height() / INPUT.height());
        return new Box(0, 0, sourcePixels * INPUT.width(), sourcePixels * INPUT.height());
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
