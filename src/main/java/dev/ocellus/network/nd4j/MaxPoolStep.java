package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** The largest value of each window; among equals the first one gets the gradient. Winners are not remembered but found again on the way back. */
record MaxPoolStep(Sliding sliding, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        Walk walk = new Walk(sliding, shard.value(input), Float.NEGATIVE_INFINITY);
        float[] best = new float[sliding.windows()];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                walk.along(n, y, (values, k, column) -> keepLarger(best, values));
                shard.value(output).write(row * best.length, best, best.length);
            }
        }
    }

    private static void keepLarger(float[] best, float[] candidate) {
        for (int i = 0; i < best.length; i++) {
            best[i] = Math.max(best[i], candidate[i]);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(sliding.from());
        Walk walk = new Walk(sliding, shard.value(input), Float.NEGATIVE_INFINITY);
        float[] map = new float[sliding.from().size()];
        float[] best = new float[sliding.windows()];
        float[] left = new float[best.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                int line = y;
                shard.value(output).read(row * best.length, best, best.length);
                gradient.read(row * best.length, left, left.length);
                walk.along(n, y, (values, k, column) -> {
                    award(best, values, left);
                    sliding.scatter(values, line, k, column, map);
                });
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }

    /** Moves what is left of the gradient to the candidates that equal the largest value; to the others 0. */
    private static void award(float[] best, float[] candidate, float[] left) {
        for (int i = 0; i < best.length; i++) {
            float share = left[i] * (1f - Math.min(1f, (best[i] - candidate[i]) * Pointwise.STEEP));
            candidate[i] = share;
            left[i] -= share;
        }
    }
}
