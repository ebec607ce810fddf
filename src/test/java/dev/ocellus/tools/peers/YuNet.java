package dev.ocellus.tools.peers;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
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
 * YuNet-n, anchor-free, at strides 8, 16 and 32. The picture is scaled up or down until its longest side fills the
 * square input and stands in the upper left corner; the rest is black. Input: blue, green, red, 0 to 255. Each cell
 * says a class score, an objectness, the shift of the box's centre from the cell's corner in strides, and the logarithm
 * of its sides in strides; a detection's score is √(class · objectness).
 *
 * @see <a href="https://doi.org/10.1007/s11633-023-1423-y">Wu, Peng, Yu: YuNet, a tiny millisecond-level face
 *     detector</a>
 */
final class YuNet implements FaceDetector {
    private static final int[] STRIDES = {8, 16, 32};

    private final OnnxRuntimeNetwork network;
    private final int side;

    /** Opens a model whose input is a square of this side. */
    YuNet(Path model, int side) throws IOException {
        this.network = OnnxRuntimeNetwork.open(model, 1);
        this.side = side;
    }

    @Override
    public String name() {
        return "YuNet-n " + side;
    }

    @Override
    public List<Detection> detect(Image image) {
        double sourcePixels = (double) image.size().longestSide() / side;
        Box region = new Box(0, 0, side * sourcePixels, side * sourcePixels);
        Image square = Resampling.crop(image, region, new Size(side, side), 0);
        List<Tensor> outputs = network.forward(blueGreenRed(square));
        List<Detection> detections = new ArrayList<>();
        for (int stride : STRIDES) {
            float[] face = output(outputs, "cls_" + stride);
            float[] object = output(outputs, "obj_" + stride);
            float[] box = output(outputs, "bbox_" + stride);
            float[] points = output(outputs, "kps_" + stride);
            int columns = side / stride;
            for (int cell = 0; cell < face.length; cell++) {
                double score = Math.sqrt(unit(face[cell]) * unit(object[cell]));
                if (score >= CompareFaceDetectors.LOWEST_SCORE) {
                    double pixels = stride * sourcePixels;
                    Point centre = new Point(
                            (cell % columns + box[4 * cell]) * pixels, (cell / columns + box[4 * cell + 1]) * pixels);
                    double width = Math.exp(box[4 * cell + 2]) * pixels;
                    double height = Math.exp(box[4 * cell + 3]) * pixels;
                    detections.add(new Detection(Box.around(centre, width, height), FACE, score)
                            .withLandmarks(landmarks(points, cell, columns, pixels)));
                }
            }
        }
        return detections;
    }

    /** Each point is said as its shift from the cell's corner in strides. */
    private static Landmarks landmarks(float[] points, int cell, int columns, double pixels) {
        List<Point> found = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            int at = 2 * (cell * Landmarks.COUNT + i);
            found.add(new Point((cell % columns + points[at]) * pixels, (cell / columns + points[at + 1]) * pixels));
        }
        return Landmarks.of(found);
    }

    private Tensor blueGreenRed(Image image) {
        float[] data = new float[3 * side * side];
        byte[] rgb = image.toRgb();
        for (int i = 0; i < side * side; i++) {
            for (int channel = 0; channel < 3; channel++) {
                data[(2 - channel) * side * side + i] = rgb[3 * i + channel] & 0xff;
            }
        }
        return new Tensor(data, 1, 3, side, side);
    }

    private float[] output(List<Tensor> outputs, String name) {
        return outputs.get(network.outputNames().indexOf(name)).data();
    }

    private static double unit(double value) {
        return Math.max(0, Math.min(1, value));
    }

    @Override
    public void close() {
        network.close();
    }
}
