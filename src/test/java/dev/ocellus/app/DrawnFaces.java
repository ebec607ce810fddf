package dev.ocellus.app;

import dev.ocellus.face.Alignment;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Frame;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of "faces" and a reader for them: a face is a square of checks in a cell of its own on grey ground, a person is a colour, and the embedding is the
 * direction of the mean colour from grey.
 */
final class DrawnFaces {
    private static final int CELL = 100;
    private static final int GROUND = 128;
    /** What is laid around a picture in which no face was found. */
    private static final int MARGIN = 114;

    /** A face's look. */
    record Look(int red, int green, int blue, int side, int checks) {
        Look(int red, int green, int blue) {
            this(red, green, blue, 80, 50);
        }

        Look sized(int side) {
            return new Look(red, green, blue, side, checks);
        }

        Look checked(int checks) {
            return new Look(red, green, blue, side, checks);
        }
    }

    static final Look ANN = new Look(170, 90, 90);
    /** Hardly another picture of her. */
    static final Look ANN_AGAIN = new Look(170, 91, 89);
    /** Another day. */
    static final Look ANN_OLDER = new Look(170, 110, 80);

    static final Look BOB = new Look(90, 90, 170);
    static final Look CY = new Look(90, 170, 90);

    private DrawnFaces() {}

    /** Writes a picture with these faces beside one another. */
    static Path write(Path file, Look... faces) throws IOException {
        Image image = Image.filled(new Size(CELL * Math.max(1, faces.length), CELL), GROUND, GROUND, GROUND);
        for (int i = 0; i < faces.length; i++) {
            int margin = (CELL - faces[i].side()) / 2;
            image = image.withPatch(face(faces[i]), CELL * i + margin, margin);
        }
        Files.createDirectories(file.getParent());
        ImageWriter.writePng(image, file);
        return file;
    }

    private static Image face(Look look) {
        byte[] rgb = new byte[3 * look.side() * look.side()];
        for (int i = 0; i < look.side() * look.side(); i++) {
            int sign = (i % look.side() / 5 + i / look.side() / 5) % 2 == 0 ? 1 : -1;
            int[] colour = {look.red(), look.green(), look.blue()};
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * i + channel] = (byte) Math.max(0, Math.min(255, colour[channel] + sign * look.checks()));
            }
        }
        return Image.owning(new Size(look.side(), look.side()), rgb);
    }

    /** Calibrated so that colours a little apart match. */
    static Calibration calibration(double distance) {
        return new Calibration(
                distance,
                0.1,
                0.001,
                0.002,
                5000,
                "drawn faces",
                Instant.EPOCH,
                List.of(
                        new Calibration.Rate(distance / 2, 0, 0.0006),
                        new Calibration.Rate(distance, 0.001, 0.002),
                        new Calibration.Rate(4, 1, 1)));
    }

    static FaceReader reader() {
        return reader("a", Optional.of(calibration(0.5)));
    }

    /**
     * A reader of drawn faces.
     *
     * @param model a hexadecimal digit that says which encoder it pretends to be
     */
    static FaceReader reader(String model, Optional<Calibration> calibration) {
        return new FaceReader(
                DrawnFaces::found,
                new EncoderIdentity("drawn", model.repeat(64), "b".repeat(64), 3),
                Alignment.STANDARD,
                faces -> faces.stream()
                        .map(face -> embedding(face, new Box(16, 16, 48, 48)))
                        .toList(),
                calibration,
                () -> {});
    }

    private static Frame found(Frame frame) {
        List<Detection> faces = new ArrayList<>();
        Image image = frame.source();
        for (int x = 0; x + CELL <= image.width() && image.height() >= CELL; x += CELL) {
            int side = side(image, x);
            if (side > 0 && side < CELL) {
                double margin = (CELL - side) / 2.0;
                Box box = new Box(x + margin, margin, x + margin + side, margin + side);
                double scale = side / 64.0;
                faces.add(new Detection(box, "face", 0.9)
                        .withLandmarks(
                                Alignment.STANDARD
                                        .template()
                                        .moved(new Affine(scale, 0, box.left(), 0, scale, box.top())),
                                0.95)
                        .withEmbedding(embedding(image, box)));
            }
        }
        return frame.withDetections(faces);
    }

    /** How wide what differs from the ground is in the middle row of a cell. */
    private static int side(Image image, int left) {
        int side = 0;
        for (int x = left; x < left + CELL; x++) {
            boolean ground = isGrey(image, x, GROUND) || isGrey(image, x, MARGIN);
            side += ground ? 0 : 1;
        }
        return side;
    }

    private static boolean isGrey(Image image, int x, int level) {
        return Math.abs(image.at(x, CELL / 2, 0) - level) < 3
                && Math.abs(image.at(x, CELL / 2, 1) - level) < 3
                && Math.abs(image.at(x, CELL / 2, 2) - level) < 3;
    }

    /** What the reader makes of a face. */
    static Embedding embedding(Look look) {
        return embedding(face(look), new Box(0, 0, look.side(), look.side()));
    }

    private static Embedding embedding(Image image, Box box) {
        float[] mean = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            long sum = 0;
            int count = 0;
            for (int y = (int) box.top(); y < box.bottom(); y++) {
                for (int x = (int) box.left(); x < box.right(); x++) {
                    sum += image.at(x, y, channel);
                    count++;
                }
            }
            mean[channel] = (float) sum / count - GROUND + 0.001f;
        }
        return Embedding.normalised(mean);
    }
}
