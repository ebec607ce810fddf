package dev.ocellus.tools.peers;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.detect.NonMaximumSuppression;
import dev.ocellus.evaluate.EvaluationSettings;
import dev.ocellus.evaluate.SizeRange;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints how well face detectors do on the same labelled pictures: two that others made, at two sizes or in two ways
 * each, and ours.
 */
public final class CompareFaceDetectors {
    /** Detections below are never looked at. */
    static final double LOWEST_SCORE = 0.02;

    private static final NonMaximumSuppression SUPPRESSION = new NonMaximumSuppression(0.45, false);

    private static final PictureDecoder DECODER = PictureDecoder.of(new ImageReader());

    private CompareFaceDetectors() {}

    /**
     * Prints the tables.
     *
     * @param arguments folder with the sets and with {@code models/}, then any number of folders of our weights
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("usage: tools/compare-face-detectors DATA [WEIGHTS...]");
            System.exit(2);
        }
        Path data = Path.of(arguments[0]);
        Path models = data.resolve("models");
        List<FaceDetector> detectors = new ArrayList<>();
        try {
            detectors.add(new YuNet(models.resolve("yunet_n_640_640.onnx"), 640));
            detectors.add(new YuNet(models.resolve("yunet_n_320_320.onnx"), 320));
            detectors.add(new UltraFace(models.resolve("version-RFB-320.onnx"), true));
            detectors.add(new UltraFace(models.resolve("version-RFB-320.onnx"), false));
            for (String weights : List.of(arguments).subList(1, arguments.length)) {
                detectors.add(new Weights(Path.of(weights), 640));
                detectors.add(new Weights(Path.of(weights), 320));
            }
            print(detectors, data, System.out);
        } finally {
            detectors.forEach(FaceDetector::close);
        }
    }

    private static void print(List<FaceDetector> detectors, Path data, PrintStream out) throws IOException {
        out.printf(
                Locale.ROOT,
                "Scores from %.2f, doubles suppressed at IoU 0.45, boxes clipped to the picture, at most %d detections a picture.%n"
                        + "First two figures: boxes as they come. From the third on: after one shift and scale for each detector and set,%n"
                        + "fitted on the training part. Precision and recall: at the score with the best F1 on the training part, IoU 0.5.%n",
                LOWEST_SCORE,
                EvaluationSettings.COCO.detectionsPerPicture());
        for (FaceSet set : FaceSet.ALL) {
            DataSource.Parts parts = set.read(data);
            List<List<Frame>> train = detect(detectors, parts.train());
            List<List<Frame>> development = detect(detectors, parts.development());
            out.printf(
                    "%n%s: %d pictures, %d faces measured, %d of them lower than 32 px; fitted on %d pictures%n%s%n",
                    set.name(),
                    parts.development().size(),
                    counted(development.get(0), SizeRange.ALL),
                    counted(development.get(0), SizeRange.lowerThan(32)),
                    parts.train().size(),
                    Comparison.HEADER);
            for (int i = 0; i < detectors.size(); i++) {
                out.println(Comparison.of(detectors.get(i).name(), train.get(i), development.get(i))
                        .row(set));
            }
        }
    }

    private static long counted(List<Frame> frames, SizeRange sizes) {
        return frames.stream()
                .flatMap(frame -> frame.truth().boxes().stream())
                .filter(truth -> !truth.difficult() && sizes.contains(truth.box()))
                .count();
    }

    /** For each detector the frames with what it found; each picture is decoded once and given to all. */
    private static List<List<Frame>> detect(List<FaceDetector> detectors, List<LabelledPicture> pictures)
            throws IOException {
        List<List<Frame>> frames = Stream.<List<Frame>>generate(ArrayList::new)
                .limit(detectors.size())
                .toList();
        for (LabelledPicture picture : pictures) {
            Image image = DECODER.decode(picture.file());
            Frame frame =
                    Frame.of(picture.id(), image).withTruth(picture.truth()).withoutPixels();
            for (int i = 0; i < detectors.size(); i++) {
                frames.get(i).add(frame.withDetections(faces(detectors.get(i), image)));
            }
        }
        return frames;
    }

    private static List<Detection> faces(FaceDetector detector, Image image) {
        return SUPPRESSION.apply(detector.detect(image)).stream()
                .map(face -> new Detection(face.box().clip(image.size()), face.label(), face.score()))
                .toList();
    }
}
