package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import java.util.random.RandomGenerator;

/** Faces that tests draw. */
final class Faces {
    private Faces() {}

    /** A similarity that puts the mean face somewhere into a picture of about 400 pixels. */
    static Affine similarity(RandomGenerator random, double degrees) {
        double scale = Math.exp(random.nextDouble(Math.log(8), Math.log(90)));
        double angle = Math.toRadians(random.nextDouble(-degrees, degrees));
        double a = scale * Math.cos(angle);
        double d = scale * Math.sin(angle);
        return new Affine(a, -d, random.nextDouble(50, 350), d, a, random.nextDouble(50, 350));
    }

    /** The landmarks of a person who is not quite the mean face, in its frame. */
    static Landmarks person(RandomGenerator random) {
        return Landmarks.of(FaceShape.LANDMARKS.points().stream()
                .map(p -> new Point(p.x() + 0.08 * random.nextGaussian(), p.y() + 0.08 * random.nextGaussian()))
                .toList());
    }
}
