package dev.ocellus.face;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Turns faces into embeddings. As a stage it gives every detection that has landmarks its embedding, from the picture at its full detail. Owns the network;
 * safe from several threads.
 *
 * @param network whose first output is (N, D, 1, 1)
 * @param preprocessing what the network sees of a picture
 * @param alignment brings faces to where the network expects them
 * @param mirror whether a face and its mirror image are encoded, each moved up a little and down a little, and the mean direction of the four is taken: four
 *     times the time, fewer errors. What a network makes of a face depends on where its strides fall, and the mean depends on it less
 */
public record FaceEncoder(Network network, Preprocessing preprocessing, Alignment alignment, boolean mirror)
        implements Stage {
    /** How many faces the network sees at a time; more would not be faster. */
    private static final int BATCH = 32;

    /** By how much of its side a face is moved up and down. */
    private static final double MOVE = 1.0 / 48;

    /**
     * An encoder with the weights of a folder.
     *
     * @param engine makes a network of the bytes of an ONNX file
     * @throws IOException where the folder's files are not what its card says, or the weights make no embeddings
     */
    public static FaceEncoder open(WeightsFolder weights, boolean mirror, Function<byte[], Network> engine)
            throws IOException {
        ModelCard card = weights.card();
        if (!card.task().equals(ModelCard.EMBED)) {
            throw new IOException("%s makes no embeddings: its card has the task '%s', not '%s'"
                    .formatted(weights.path(), card.task(), ModelCard.EMBED));
        }
        return new FaceEncoder(
                engine.apply(weights.read(WeightsFolder.MODEL)),
                card.input().preprocessing(),
                new Alignment(card.input().width(), card.encoding().eyeDistance()),
                mirror);
    }

    /**
     * The embeddings of aligned faces, in order.
     *
     * @param aligned as {@link #alignment} makes them
     */
    public List<Embedding> encode(List<Image> aligned) {
        List<Embedding> embeddings = new ArrayList<>();
        for (int from = 0; from < aligned.size(); from += BATCH) {
            List<Image> part = aligned.subList(from, Math.min(aligned.size(), from + BATCH));
            float[][] rows = new float[part.size()][];
            for (List<Image> view : mirror ? views(part) : List.of(part)) {
                add(rows, rows(view));
            }
            Arrays.stream(rows).map(Embedding::normalised).forEach(embeddings::add);
        }
        return embeddings;
    }

    private static List<List<Image>> views(List<Image> faces) {
        List<Image> mirrored = faces.stream().map(Image::mirrored).toList();
        return List.of(moved(faces, 1), moved(faces, -1), moved(mirrored, 1), moved(mirrored, -1));
    }

    /** Moved up for 1, down for −1; the last lines go on. */
    private static List<Image> moved(List<Image> faces, int up) {
        return faces.stream()
                .map(face ->
                        Resampling.part(face, Affine.translate(0, up * Math.rint(MOVE * face.height())), face.size()))
                .toList();
    }

    private float[][] rows(List<Image> images) {
        Tensor output = network.forward(preprocessing.toBatch(images)).get(0);
        int width = output.size() / images.size();
        float[][] rows = new float[images.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(output.data(), i * width, (i + 1) * width);
        }
        return rows;
    }

    private static void add(float[][] sums, float[][] rows) {
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] == null) {
                sums[i] = rows[i];
            } else {
                for (int k = 0; k < rows[i].length; k++) {
                    sums[i][k] += rows[i][k];
                }
            }
        }
    }

    @Override
    public Frame apply(Frame frame) {
        return applyAll(List.of(frame)).get(0);
    }

    @Override
    public List<Frame> applyAll(List<Frame> frames) {
        List<Image> aligned = new ArrayList<>();
        for (Frame frame : frames) {
            for (Detection detection : frame.detections()) {
                detection.landmarks().ifPresent(landmarks -> aligned.add(alignment.of(frame.source(), landmarks)));
            }
        }
        Iterator<Embedding> embeddings = encode(aligned).iterator();
        return frames.stream()
                .map(frame -> frame.withDetections(frame.detections().stream()
                        .map(detection -> detection.landmarks().isPresent()
                                ? detection.withEmbedding(embeddings.next())
                                : detection)
                        .toList()))
                .toList();
    }

    @Override
    public void close() {
        network.close();
    }
}
