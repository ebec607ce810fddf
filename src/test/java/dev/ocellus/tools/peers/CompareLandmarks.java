package dev.ocellus.tools.peers;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.Split;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.evaluate.LandmarkEvaluation;
import dev.ocellus.face.LandmarkFinder;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.BoxFit;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints how far landmarks are off on faces that people marked and that ours did not learn from: YuNet's, which finds box and landmarks at once, and ours in
 * YuNet's boxes and in our own detector's. Faces that a detector does not find are counted apart.
 */
public final class CompareLandmarks {
    private static final double SAME_FACE = 0.3;

    private CompareLandmarks() {}

    /** A face in its picture. */
    private record Face(Image picture, Landmarks truth) {
        /** The picture shrunk until the face is so high from forehead to chin; as it is where it is lower. */
        Face shrunk(int height) {
            double factor = Math.min(1, height / LandmarkFinder.boxOf(truth).height());
            Size size = new Size(Math.max(1, (int) Math.round(picture.width() * factor)), Math.max(1, (int)
                    Math.round(picture.height() * factor)));
            Affine map =
                    Affine.scale((double) size.width() / picture.width(), (double) size.height() / picture.height());
            return new Face(Resampling.resize(picture, size), truth.moved(map));
        }

        Optional<Detection> found(FaceDetector detector) {
            Box expected = LandmarkFinder.boxOf(truth);
            return detector.detect(picture).stream()
                    .filter(detection -> detection.box().iou(expected) >= SAME_FACE)
                    .max(Comparator.comparingDouble(Detection::score));
        }
    }

    /**
     * Prints the table.
     *
     * @param arguments folder with {@code landmarks5} and {@code models/}, our weights of landmarks, our weights of faces
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: tools/compare-landmarks DATA LANDMARK_WEIGHTS FACE_WEIGHTS");
            System.exit(2);
        }
        Path data = Path.of(arguments[0]);
        List<Face> faces = faces(data);
        try (FaceDetector yunet = new YuNet(data.resolve("models/yunet_n_320_320.onnx"), 320);
                FaceDetector ours = new Weights(Path.of(arguments[2]), 320, 2);
                LandmarkFinder finder = LandmarkFinder.open(
                        WeightsFolder.open(Path.of(arguments[1])),
                        model -> OnnxRuntimeNetwork.open(model, 1, "ours"))) {
            System.out.printf("landmarks5, held back: %d faces; errors in eye distances%n", faces.size());
            print("as they come", faces, yunet, finder);
            for (int height : List.of(64, 48, 32, 24)) {
                print(
                        height + " px high",
                        faces.stream().map(face -> face.shrunk(height)).toList(),
                        yunet,
                        finder);
            }
            line("our detector, ours, as they come", faces, finder, ours);
        }
    }

    private static List<Face> faces(Path data) throws IOException {
        DataSource source = new DataSource(
                DataSource.Format.LANDMARK_TABLE,
                "landmarks5",
                1,
                Map.of(),
                BoxFit.NONE,
                Split.Policy.HASH,
                "",
                Corners.EDGES,
                0,
                List.of(),
                "");
        PictureDecoder decoder = PictureDecoder.of(new ImageReader());
        List<Face> faces = new ArrayList<>();
        for (LabelledPicture picture :
                source.read(data, new SplitShares(0.1, 0)).development()) {
            faces.add(new Face(
                    decoder.decode(picture.file()),
                    picture.truth().boxes().get(0).landmarks().orElseThrow()));
        }
        return faces;
    }

    private static void print(String which, List<Face> faces, FaceDetector yunet, LandmarkFinder finder) {
        List<Double> theirs = new ArrayList<>();
        for (Face face : faces) {
            face.found(yunet)
                    .ifPresent(found -> theirs.add(LandmarkEvaluation.error(
                            face.truth(), found.landmarks().orElseThrow())));
        }
        line("YuNet, " + which, theirs, faces.size());
        line("YuNet's boxes, ours, " + which, faces, finder, yunet);
        List<Double> known = new ArrayList<>();
        for (Face face : faces) {
            known.add(error(face, finder, LandmarkFinder.boxOf(face.truth())));
        }
        line("known boxes, ours, " + which, known, faces.size());
    }

    private static void line(String name, List<Face> faces, LandmarkFinder finder, FaceDetector boxes) {
        List<Double> errors = new ArrayList<>();
        for (Face face : faces) {
            face.found(boxes).ifPresent(found -> errors.add(error(face, finder, found.box())));
        }
        line(name, errors, faces.size());
    }

    private static double error(Face face, LandmarkFinder finder, Box box) {
        return LandmarkEvaluation.error(
                face.truth(), finder.find(face.picture(), List.of(box)).get(0).landmarks());
    }

    private static void line(String name, List<Double> errors, int faces) {
        LandmarkEvaluation evaluation = LandmarkEvaluation.of(errors);
        System.out.printf(
                Locale.ROOT,
                "%-36s not found %3d | median %.4f | mean %.4f | 95 %% below %.4f | above 0.1: %.1f %%%n",
                name,
                faces - errors.size(),
                evaluation.quantile(0.5),
                evaluation.mean(),
                evaluation.quantile(0.95),
                100 * evaluation.failures());
    }
}
