package dev.ocellus.frame;

import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.PointMap;
import java.util.List;

/**
 * Five points of a face. Right and left are the person's own, so in an upright picture the right eye is on the left side.
 *
 * @param rightEye centre of the right eye
 * @param leftEye centre of the left eye
 * @param nose its tip
 * @param rightMouth right corner of the mouth
 * @param leftMouth left corner of the mouth
 */
public record Landmarks(Point rightEye, Point leftEye, Point nose, Point rightMouth, Point leftMouth) {
    /** How many points there are. */
    public static final int COUNT = 5;

    /**
     * The landmarks that these points are.
     *
     * @param points five, in the order of the components
     */
    public static Landmarks of(List<Point> points) {
        if (points.size() != COUNT) {
            throw new IllegalArgumentException("a face has " + COUNT + " landmarks, got " + points.size());
        }
        return new Landmarks(points.get(0), points.get(1), points.get(2), points.get(3), points.get(4));
    }

    /** The points in the order of the components. */
    public List<Point> points() {
        return List.of(rightEye, leftEye, nose, rightMouth, leftMouth);
    }

    /** Each point moved by a map. Under a map that mirrors, right and left stay those of the person that was seen before. */
    public Landmarks moved(PointMap map) {
        return of(points().stream().map(map::apply).toList());
    }

    /** Right and left exchanged: the landmarks of the person that a mirrored picture seems to show. */
    public Landmarks mirrored() {
        return new Landmarks(leftEye, rightEye, nose, leftMouth, rightMouth);
    }

    /** Landmarks of the source picture as the current picture shows them: where a mirror shows another person's right eye, it is their right eye. */
    public Landmarks fromSource(Placement placement) {
        Landmarks moved = of(points().stream().map(placement::fromSource).toList());
        return placement.mirrors() ? moved.mirrored() : moved;
    }

    /** Landmarks of the current picture as those of the person in the source picture. */
    public Landmarks toSource(Placement placement) {
        Landmarks moved = of(points().stream().map(placement::toSource).toList());
        return placement.mirrors() ? moved.mirrored() : moved;
    }

    /** Distance of the eyes, in the unit of the points. */
    public double eyeDistance() {
        return Math.hypot(leftEye.x() - rightEye.x(), leftEye.y() - rightEye.y());
    }
}
