package dev.ocellus.face;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import dev.ocellus.image.Image;

/**
 * How well a face can be seen. Light and sharpness are measured in the middle of the aligned face of 64 pixels, which is all that an encoder sees of it,
 * so a face that was magnified to get there is blurred.
 *
 * @param faceScore how sure it is that this is a face, in [0, 1]
 * @param landmarkScore how sure it is that the landmarks are right, in [0, 1]
 * @param eyeDistance in source pixels
 * @param sharpness how much grey levels bend from pixel to pixel for their spread: the root mean square of the Laplacian over the standard deviation.
 *     It does not change with light or contrast; 0 where there is no contrast. Blur lowers it, noise raises it
 * @param brightness mean grey level, from 0 to 255
 * @param contrast standard deviation of the grey levels, from 0 to 127.5
 * @param turn how far the head is turned to a side, in [0, 1]: 0 where the nose is in the middle between the eyes, 1 where it is above or beyond one of
 *     them
 * @param roll angle by which the head leans to the side of its left eye, in degrees, from -180 to 180; it is undone by the alignment
 */
public record FaceQuality(
        double faceScore,
        double landmarkScore,
        double eyeDistance,
        double sharpness,
        double brightness,
        double contrast,
        double turn,
        double roll) {
    private static final Alignment ALIGNMENT = Alignment.STANDARD;

    /** The measured part of the aligned face leaves such a share of its side out at each edge. */
    private static final double EDGE = 0.19;

    /**
     * Measures a face.
     *
     * @param source the picture at its full detail
     * @param face with landmarks
     * @throws IllegalArgumentException where it has none, or they are all at one place
     */
    public static FaceQuality of(Image source, Detection face) {
        Landmarks landmarks = face.landmarks()
                .orElseThrow(() -> new IllegalArgumentException("a face without landmarks cannot be measured"));
        Grey grey = Grey.of(ALIGNMENT.of(source, landmarks));
        return new FaceQuality(
                face.score(),
                face.landmarkScore(),
                landmarks.eyeDistance(),
                grey.deviation == 0 ? 0 : grey.laplacian / grey.deviation,
                grey.mean,
                grey.deviation,
                turn(landmarks),
                roll(landmarks));
    }

    /** Where the nose is along the line from eye to eye: its distances from both, their difference over their sum. */
    private static double turn(Landmarks landmarks) {
        Point right = landmarks.rightEye();
        double alongX = landmarks.leftEye().x() - right.x();
        double alongY = landmarks.leftEye().y() - right.y();
        double squared = alongX * alongX + alongY * alongY;
        if (squared == 0) {
            return 1;
        }
        double nose =
                ((landmarks.nose().x() - right.x()) * alongX + (landmarks.nose().y() - right.y()) * alongY) / squared;
        return Math.min(1, Math.abs(2 * nose - 1));
    }

    private static double roll(Landmarks landmarks) {
        return Math.toDegrees(Math.atan2(
                landmarks.leftEye().y() - landmarks.rightEye().y(),
                landmarks.leftEye().x() - landmarks.rightEye().x()));
    }

    /** Grey levels of the middle of an aligned face: how they lie and how much they bend. */
    private record Grey(double mean, double deviation, double laplacian) {
        static Grey of(Image face) {
            int from = (int) Math.round(EDGE * face.width());
            int to = face.width() - from;
            double sum = 0;
            double squares = 0;
            double bends = 0;
            for (int y = from; y < to; y++) {
                for (int x = from; x < to; x++) {
                    double here = grey(face, x, y);
                    double bend = grey(face, x - 1, y)
                            + grey(face, x + 1, y)
                            + grey(face, x, y - 1)
                            + grey(face, x, y + 1)
                            - 4 * here;
                    sum += here;
                    squares += here * here;
                    bends += bend * bend;
                }
            }
            double count = (double) (to - from) * (to - from);
            double mean = sum / count;
            return new Grey(mean, Math.sqrt(Math.max(0, squares / count - mean * mean)), Math.sqrt(bends / count));
        }

        /** Luma by ITU-R BT.601. */
        private static double grey(Image face, int x, int y) {
            return 0.299 * face.at(x, y, 0) + 0.587 * face.at(x, y, 1) + 0.114 * face.at(x, y, 2);
        }
    }
}
