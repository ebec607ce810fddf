package dev.ocellus.face;

import dev.ocellus.network.Tensor;

/** Squared Euclidean distances between all embeddings of a batch. Immutable. */
final class Distances {
    private final int count;
    private final double[] squared;

    private Distances(int count, double[] squared) {
        this.count = count;
        this.squared = squared;
    }

    /** @param embeddings (N, D, 1, 1), of any length */
    static Distances of(Tensor embeddings) {
        int count = embeddings.dimension(0);
        int width = embeddings.size() / count;
        float[] data = embeddings.data();
        double[] squared = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    double difference = (double) data[i * width + k] - data[j * width + k];
                    sum += difference * difference;
                }
                squared[i * count + j] = sum;
                squared[j * count + i] = sum;
            }
        }
        return new Distances(count, squared);
    }

    int count() {
        return count;
    }

    double between(int first, int second) {
        return squared[first * count + second];
    }
}
