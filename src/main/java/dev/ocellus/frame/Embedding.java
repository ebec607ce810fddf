package dev.ocellus.frame;

import java.util.Arrays;

/**
 * What an encoder makes of a face: a point on the unit sphere, near those of the same person. Immutable.
 *
 * <p>The one measure between two of them is the {@link #distance}; smaller means more alike.
 */
public final class Embedding {
    /** How far the length may be from 1, for rounding. */
    private static final double TOLERANCE = 1e-3;

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /**
     * The embedding with these coordinates.
     *
     * @param values of length 1 (Euclidean) but for rounding
     * @throws IllegalArgumentException where their length is not 1 or one of them is not a number
     */
    public static Embedding of(float[] values) {
        double length = length(values);
        if (!(Math.abs(length - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("an embedding has length 1, got " + length);
        }
        return new Embedding(values.clone());
    }

    /**
     * The embedding in this direction.
     *
     * @param values of any length but 0
     * @throws IllegalArgumentException where they have no direction or one of them is not a finite number
     */
    public static Embedding normalised(float[] values) {
        double length = length(values);
        if (!(length > 0) || !Double.isFinite(length)) {
            throw new IllegalArgumentException("an embedding needs a direction, got values of length " + length);
        }
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] / length);
        }
        return new Embedding(scaled);
    }

    /** How many coordinates there are. */
    public int size() {
        return values.length;
    }

    /** The coordinates; a copy. */
    public float[] values() {
        return values.clone();
    }

    /**
     * Squared Euclidean distance, from 0 (the same) to 4 (opposite): 2 − 2 · cosine.
     *
     * @throws IllegalArgumentException where the other has another number of coordinates
     */
    public double distance(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException("embeddings of %d and %d coordinates cannot be compared"
                    .formatted(values.length, other.values.length));
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = (double) values[i] - other.values[i];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "embedding of " + values.length + " coordinates";
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
