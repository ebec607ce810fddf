package dev.ocellus.evaluate;

import java.util.OptionalDouble;

/**
 * Two pictures that were to be compared, of one person or of two.
 *
 * @param genuine whether both show the same person; otherwise this is an impostor comparison
 * @param distance of their embeddings; empty where no face could be acquired from one of them
 */
public record Comparison(boolean genuine, OptionalDouble distance) {
    public Comparison {
        if (distance.isPresent() && !(distance.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("a distance is not negative, got " + distance.getAsDouble());
        }
    }

    public static Comparison genuine(double distance) {
        return new Comparison(true, OptionalDouble.of(distance));
    }

    public static Comparison impostor(double distance) {
        return new Comparison(false, OptionalDouble.of(distance));
    }

    /** A comparison that could not be made. */
    public static Comparison failed(boolean genuine) {
        return new Comparison(genuine, OptionalDouble.empty());
    }

    /** Whether the decision at a threshold is right; where a face was not acquired there is none, and that is never right. */
    boolean rightAt(double threshold) {
        return distance.isPresent() && (distance.getAsDouble() <= threshold) == genuine;
    }
}
