package dev.ocellus.app;

import dev.ocellus.app.PictureRun.RejectedException;
import dev.ocellus.face.Alignment;
import dev.ocellus.face.FaceEncoder;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.face.FaceQuality;
import dev.ocellus.face.WholeFaces;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.report.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The way from a picture to the embeddings of its faces. Safe from several threads.
 *
 * @param stages give a frame faces with landmarks and embeddings
 * @param encoder what makes the embeddings
 * @param alignment how faces are brought to the encoder
 * @param encode makes embeddings of aligned faces, for whoever wants to change these before
 * @param calibration the operating point that came with the encoder, where it has one
 * @param closing frees the stages
 */
record FaceReader(
        UnaryOperator<Frame> stages,
        EncoderIdentity encoder,
        Alignment alignment,
        Function<List<Image>, List<Embedding>> encode,
        Optional<Calibration> calibration,
        Runnable closing)
        implements AutoCloseable {
    /** A face smaller than this share of the largest one stands in the background. */
    private static final double BACKGROUND = 0.5;

    /** Of a margin around a picture. */
    private static final int GREY = 114;

    /** Landmarks of a score below are of nothing, unless the detector is sure of the face: one that is turned far away shows few of them. */
    private static final double BLANK = 0.2;

    /** From this score on the detector is sure of a large face. */
    private static final double SURE = 0.6;

    private static final String[] TURNS = {"", "a quarter to the right", "upside down", "a quarter to the left"};

    FaceReader {
        Objects.requireNonNull(stages);
        Objects.requireNonNull(encoder);
        Objects.requireNonNull(alignment);
        Objects.requireNonNull(encode);
        Objects.requireNonNull(calibration);
        Objects.requireNonNull(closing);
    }

    /**
     * The way that a pipeline file describes.
     *
     * @param pipeline a file whose last stage is {@code embed}; empty for the program's own
     * @throws WrongUsageException where it cannot be run or makes no embeddings
     * @throws dev.ocellus.pipeline.PipelineFileException where it has mistakes
     */
    static FaceReader open(Optional<Path> pipeline) throws WrongUsageException, IOException {
        Path path = pipeline.orElseGet(() -> Places.pipelines().resolve("recognise-faces.yaml"));
        if (!Files.isRegularFile(path)) {
            throw new WrongUsageException("there is no pipeline file '" + path + "'");
        }
        PipelineFile file = PipelineFile.read(path, Stages.CATALOGUE, Set.of(Part.IMAGE));
        int last = file.stages().size() - 1;
        if (last < 0 || !(file.stages().get(last) instanceof Embed embed)) {
            throw new WrongUsageException("%s makes no embeddings: its last stage must be 'embed'".formatted(path));
        }
        Path folder = path.toAbsolutePath().getParent();
        Pipeline before = null;
        try {
            ModelCard card = WeightsFolder.open(folder.resolve(embed.weights()).normalize())
                    .card();
            before = Pipeline.open(file.stages().subList(0, last), folder);
            return of(before, (FaceEncoder) embed.open(folder), card);
        } catch (IOException | IllegalArgumentException e) {
            if (before != null) {
                before.close();
            }
            throw new WrongUsageException("%s cannot be run: %s".formatted(path, e.getMessage()));
        }
    }

    private static FaceReader of(Pipeline before, FaceEncoder encoder, ModelCard card) {
        String preparation = "%s, mirrored and moved %s, template %s"
                .formatted(
                        encoder.alignment(),
                        encoder.mirror(),
                        encoder.alignment().template());
        return new FaceReader(
                frame -> encoder.apply(before.apply(frame)),
                EncoderIdentity.of(card, preparation, card.encoding().coordinates()),
                encoder.alignment(),
                encoder::encode,
                CalibrationCurve.ofCard(card),
                () -> {
                    try (before;
                            encoder) {
                        // both are closed, whatever the first one throws
                    }
                });
    }

    /**
     * A face that was found, and how well it can be seen.
     *
     * @param found with landmarks and embedding
     * @param others how many more faces there are in the picture
     */
    record Face(Detection found, FaceQuality quality, int others) {
        Embedding embedding() {
            return found.embedding().orElseThrow();
        }
    }

    /**
     * All faces of a picture that have an embedding, the most prominent one first: large, near the middle, and with landmarks that are sure. Where none is found, the picture is searched again with a
     * margin around it: a detector misses faces that fill a picture to its edges.
     */
    List<Detection> faces(String name, Image image) {
        List<Detection> found = encoded(name, image);
        List<Detection> faces = found.isEmpty() ? inMargin(name, image) : found;
        return faces.stream()
                .sorted(Comparator.comparing((Detection face) -> !isSure(face))
                        .thenComparingDouble(face -> -prominence(face.box(), image)))
                .toList();
    }

    private List<Detection> encoded(String name, Image image) {
        // again, for pipelines that do without that stage
        return WholeFaces.STANDARD.of(stages.apply(Frame.of(name, image)).detections().stream()
                .filter(face -> face.landmarks().isPresent() && face.embedding().isPresent())
                .filter(face -> !isLargeAndBlank(face, image))
                .toList());
    }

    /** Eyes, nose and mouth of a face that fills much of a picture would be seen: where nothing like them is, there is none. */
    private static boolean isLargeAndBlank(Detection face, Image image) {
        double side = Math.max(face.box().width(), face.box().height());
        return side > Math.max(image.width(), image.height()) / 2.0
                && face.landmarkScore() < BLANK
                && face.score() < SURE;
    }

    /** Only faces whose landmarks are sure: in the second search at another size, more is found that is none. */
    private List<Detection> inMargin(String name, Image image) {
        int marginX = image.width() / 2;
        int marginY = image.height() / 2;
        Size larger = new Size(image.width() + 2 * marginX, image.height() + 2 * marginY);
        Image framed = Image.filled(larger, GREY, GREY, GREY).withPatch(image, marginX, marginY);
        Affine back = new Affine(1, 0, -marginX, 0, 1, -marginY);
        List<Detection> faces = new ArrayList<>();
        for (Detection face : encoded(name, framed)) {
            if (isSure(face)) {
                Landmarks landmarks = face.landmarks().orElseThrow().moved(back);
                Box box = face.box();
                Box moved = new Box(
                        box.left() - marginX, box.top() - marginY, box.right() - marginX, box.bottom() - marginY);
                // without the margin, beyond whose edge other pixels lie
                Embedding embedding =
                        encode.apply(List.of(alignment.of(image, landmarks))).get(0);
                faces.add(new Detection(moved, face.label(), face.score())
                        .withLandmarks(landmarks, face.landmarkScore())
                        .withEmbedding(embedding));
            }
        }
        return faces;
    }

    private static boolean isSure(Detection face) {
        return face.landmarkScore() >= FaceLimits.STANDARD.landmarkScore();
    }

    /** The face's size less its distance from the middle, in pixels. */
    private static double prominence(Box box, Image image) {
        double away = Math.hypot(
                (box.left() + box.right() - image.width()) / 2, (box.top() + box.bottom() - image.height()) / 2);
        return size(box) - away;
    }

    private static double size(Box box) {
        return Math.sqrt(box.area());
    }

    /**
     * The one that is meant where a picture is said to show one person: the most prominent face, however well it can be seen.
     *
     * @throws RejectedException where no face is found
     */
    Face prominent(String name, Image image) throws RejectedException {
        List<Detection> faces = required(name, image);
        Detection face = faces.get(0);
        return new Face(face, FaceQuality.of(image, face), faces.size() - 1);
    }

    /**
     * The one face of a picture that may be enrolled; smaller ones in the background do not count.
     *
     * @throws RejectedException where there is none, or several, or it cannot be seen well enough
     */
    Face clear(String name, Image image, FaceLimits limits) throws RejectedException {
        List<Detection> faces = required(name, image);
        Detection largest = faces.stream()
                .max(Comparator.comparingDouble(face -> size(face.box())))
                .orElseThrow();
        long front = faces.stream()
                .filter(face -> size(face.box()) >= BACKGROUND * size(largest.box()))
                .count();
        if (front > 1) {
            throw rejected("SEVERAL_FACES", "%d faces; enrol a picture that shows this person alone".formatted(front));
        }
        FaceQuality quality = FaceQuality.of(image, largest);
        List<FaceLimits.Flaw> flaws = limits.flaws(quality);
        if (!flaws.isEmpty()) {
            throw rejected(
                    flaws.get(0).kind().name(),
                    flaws.stream().map(FaceLimits.Flaw::text).collect(Collectors.joining("; ")));
        }
        return new Face(largest, quality, faces.size() - 1);
    }

    private List<Detection> required(String name, Image image) throws RejectedException {
        List<Detection> faces = faces(name, image);
        if (!faces.isEmpty()) {
            return faces;
        }
        for (int quarters = 1; quarters < TURNS.length; quarters++) {
            boolean shows = encoded(name, image.turned(quarters)).stream()
                    .anyMatch(face -> face.landmarkScore() >= FaceLimits.STANDARD.landmarkScore());
            if (shows) {
                throw rejected(
                        "SIDEWAYS",
                        "a face shows only when the picture is turned " + TURNS[quarters] + "; turn it and try again");
            }
        }
        throw rejected("NO_FACE", "no face was found");
    }

    private static RejectedException rejected(String code, String text) {
        return new RejectedException(new Reason(code, text));
    }

    @Override
    public void close() {
        closing.run();
    }
}
