package dev.ocellus.face;

import dev.ocellus.frame.Embedding;

/** What a logistic regression may look at to say whether two embeddings are of one person: a number for each coordinate, which does not depend on their order. */
public enum PairFeatures {
    /** |x − y| */
    DIFFERENCE {
        @Override
        float of(float x, float y) {
            return Math.abs(x - y);
        }
    },

    /**
     * (x − y)² / (|x| + |y|), the χ² similarity; the absolute values are there because coordinates of an embedding may be negative, and it is 0 where both
     * are.
     *
     * @see <a href="https://doi.org/10.1109/CVPR.2014.220">Taigman and others 2014</a>
     */
    CHI_SQUARED {
        @Override
        float of(float x, float y) {
            float sum = Math.abs(x) + Math.abs(y);
            return sum == 0 ? 0 : (x - y) * (x - y) / sum;
        }
    };

    /** One number for each coordinate. */
    public float[] of(Embedding first, Embedding second) {
        float[] x = first.values();
        float[] y = second.values();
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "embeddings of %d and %d coordinates cannot be compared".formatted(x.length, y.length));
        }
        float[] features = new float[x.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = of(x[i], y[i]);
        }
        return features;
    }

    abstract float of(float x, float y);
}
