package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.SimilarityFit;

/**
 * The mean face that looks straight ahead, in a frame of its own: the mean of its five landmarks is (0, 0), its eyes lie level and one unit apart, y points
 * to the chin. It is the mean of 5,849 faces marked by people and 19,218 marked by a machine, each moved onto the others by a similarity, and their mirror
 * images. Everything that needs a typical face (alignment, where to look, how large a face is) starts from here.
 */
final class FaceShape {
    /** The landmarks; their mean is (0, 0). */
    static final Landmarks LANDMARKS = new Landmarks(
            new Point(-0.5, -0.55),
            new Point(0.5, -0.55),
            new Point(0, 0.07),
            new Point(-0.44, 0.515),
            new Point(0.44, 0.515));

    /** The box that detectors draw around it, from forehead to chin: the median over 1,192 faces. */
    static final Box BOX = Box.around(new Point(0, -0.22), 2.2, 3);

    private FaceShape() {}

    /** The box that detectors draw around a face with these landmarks, upright however the head is turned. */
    static Box boxOf(Landmarks face) {
        double unit = unit(face);
        return Box.around(from(face).inverse().apply(BOX.centre()), BOX.width() * unit, BOX.height() * unit);
    }

    /**
     * The similarity that brings a face closest to the mean face. Faces seen from the side keep their height: squeezed points pull the scale of the
     * opposite fit, from the mean face to them, down.
     *
     * @throws IllegalArgumentException where the landmarks are no numbers or all at one place
     */
    static Affine from(Landmarks face) {
        return SimilarityFit.of(face.points(), LANDMARKS.points());
    }

    /** How long one unit of the mean face is in a face: about the distance of its eyes where it is seen from the front, and steadier elsewhere. */
    static double unit(Landmarks face) {
        return 1 / Math.sqrt(from(face).determinant());
    }

    /**
     * The same by how far the points are spread, for points of which nobody knows whether they are a face: 0 where all are at one place.
     */
    static double spread(Landmarks points) {
        return Math.sqrt(squares(points) / squares(LANDMARKS));
    }

    private static double squares(Landmarks points) {
        double x = points.points().stream().mapToDouble(Point::x).average().orElseThrow();
        double y = points.points().stream().mapToDouble(Point::y).average().orElseThrow();
        return points.points().stream()
                .mapToDouble(p -> (p.x() - x) * (p.x() - x) + (p.y() - y) * (p.y() - y))
                .sum();
    }
}
