package dev.ocellus.tools.peers;

import dev.ocellus.dataset.FacePair;
import dev.ocellus.dataset.FacePairs;
import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.FoldAccuracy;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.face.Alignment;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How well simple measures tell faces apart on LFW View 2, beside which an encoder is to be seen: raw pixels, Eigenfaces and local binary patterns, all on faces
 * aligned by the landmarks of YuNet. Eigenfaces learn from CelebA and never from LFW.
 */
public final class CompareFaceBaselines {
    private static final Alignment SMALL = Alignment.STANDARD;
    private static final Alignment LARGE = SMALL.sized(128);
    private static final double SURE = 0.8;
    private static final int LEARNED_FROM = 1500;
    private static final int AXES = 150;

    /** A face in grey, small and large. */
    private record Grey(double[] small, double[] large) {}

    private CompareFaceBaselines() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        FacePairs pairs = FacePairs.read(data.resolve("lfw-view2/pairs.txt"));
        Map<String, Optional<Grey>> faces = new HashMap<>();
        try (YuNet yunet = new YuNet(data.resolve("models/yunet_n_320_320.onnx"), 320)) {
            for (FacePair pair : pairs.pairs()) {
                for (String name : List.of(pair.a(), pair.b())) {
                    if (!faces.containsKey(name)) {
                        faces.put(
                                name, face(read(data.resolve("lfw-view2/images").resolve(name)), yunet));
                    }
                }
            }
        }
        System.out.printf(
                "%d pictures, %d without a face%n",
                faces.size(), faces.values().stream().filter(Optional::isEmpty).count());
        Eigenfaces eigenfaces = Eigenfaces.of(celeba(data.resolve("faces-celeba")), AXES);
        report("raw pixels, Euclidean", pairs, map(faces, Grey::small), CompareFaceBaselines::euclidean);
        report(
                "LBP, chi squared",
                pairs,
                map(faces, grey -> LocalBinaryPatterns.of(grey.large(), LARGE.side())),
                LocalBinaryPatterns::distance);
        report(
                "Eigenfaces, whitened cosine",
                pairs,
                map(faces, grey -> eigenfaces.of(grey.small())),
                Eigenfaces::distance);
    }

    private static Map<String, Optional<double[]>> map(
            Map<String, Optional<Grey>> faces, Function<Grey, double[]> made) {
        Map<String, Optional<double[]>> mapped = new HashMap<>();
        faces.forEach((name, face) -> mapped.put(name, face.map(made)));
        return mapped;
    }

    private static void report(
            String name,
            FacePairs pairs,
            Map<String, Optional<double[]>> faces,
            BiFunction<double[], double[], Double> distance) {
        Map<Integer, List<Comparison>> parts = pairs.pairs().stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.fold().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(pair -> comparison(pair, faces, distance), Collectors.toList())));
        FoldAccuracy folds = FoldAccuracy.of(List.copyOf(parts.values()));
        VerificationEvaluation attempts = VerificationEvaluation.of(
                        parts.values().stream().flatMap(List::stream).toList())
                .attempts();
        System.out.printf(
                "%-28s %.2f ± %.2f %%, EER %.2f %%, TAR at FMR 1 %%: %s, at 0.1 %%: %s%n",
                name,
                100 * folds.mean(),
                100 * folds.standardError(),
                100 * attempts.equalErrorRate(),
                tar(attempts, 0.01),
                tar(attempts, 0.001));
    }

    private static String tar(VerificationEvaluation attempts, double fmr) {
        return attempts.atFmr(fmr) instanceof FmrClaim.Supported claim
                ? "%.1f %%".formatted(100 * claim.point().tar().value())
                : "not to be told";
    }

    private static Comparison comparison(
            FacePair pair, Map<String, Optional<double[]>> faces, BiFunction<double[], double[], Double> distance) {
        Optional<double[]> a = faces.get(pair.a());
        Optional<double[]> b = faces.get(pair.b());
        OptionalDouble between = a.isPresent() && b.isPresent()
                ? OptionalDouble.of(distance.apply(a.get(), b.get()))
                : OptionalDouble.empty();
        return new Comparison(pair.same().orElseThrow(), between);
    }

    private static Optional<Grey> face(Image image, YuNet yunet) {
        // the person is in the middle of an LFW picture
        return yunet.detect(image).stream()
                .filter(found -> found.score() >= 0.3)
                .max(Comparator.comparingDouble(found -> prominence(found, image)))
                .map(found -> grey(image, found.landmarks().orElseThrow()));
    }

    private static double prominence(Detection face, Image image) {
        Point centre = face.box().centre();
        double away = Math.hypot(centre.x() - image.width() / 2.0, centre.y() - image.height() / 2.0);
        return face.score() * (Math.sqrt(face.box().area()) - away);
    }

    private static Grey grey(Image image, Landmarks landmarks) {
        return new Grey(grey(SMALL.of(image, landmarks)), grey(LARGE.of(image, landmarks)));
    }

    private static double[] grey(Image face) {
        double[] grey = new double[face.width() * face.height()];
        for (int i = 0; i < grey.length; i++) {
            int x = i % face.width();
            int y = i / face.width();
            grey[i] = 0.299 * face.at(x, y, 0) + 0.587 * face.at(x, y, 1) + 0.114 * face.at(x, y, 2);
        }
        return grey;
    }

    private static double euclidean(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    /** Faces to learn from, of many people. */
    private static List<double[]> celeba(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("landmarks-machine.csv"));
        List<double[]> faces = new ArrayList<>();
        int step = Math.max(1, (lines.size() - 1) / (LEARNED_FROM * 5 / 4));
        for (int i = 1; i < lines.size() && faces.size() < LEARNED_FROM; i += step) {
            String[] cells = lines.get(i).split(",");
            if (Double.parseDouble(cells[11]) >= SURE) {
                List<Point> points = new ArrayList<>();
                for (int k = 0; k < Landmarks.COUNT; k++) {
                    points.add(new Point(Double.parseDouble(cells[1 + 2 * k]), Double.parseDouble(cells[2 + 2 * k])));
                }
                faces.add(grey(SMALL.of(read(folder.resolve(cells[0])), Landmarks.of(points))));
            }
        }
        return faces;
    }

    private static Image read(Path file) throws IOException {
        return ((Reading.Decoded) new ImageReader().read(file)).image();
    }
}
