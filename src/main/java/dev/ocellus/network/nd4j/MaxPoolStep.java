package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** The largest value of each window; among equals the first one gets the gradient. Winners are not remembered but found again on the way back. */
record MaxPoolStep(Sliding sliding, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        float[] line = new float[sliding.length()];
        float[] best = new float[sliding.windows()];
        float[] candidate = new float[best.length];
        int height = sliding.from().height();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                for (int k = 0; k < sliding.window().kernel().height(); k++) {
                    int down = sliding.line(y, k);
                    if (sliding.hasLine(down)) {
                        shard.value(input).read((n * height + down) * line.length, line, line.length);
                        for (int across = 0; across < sliding.window().kernel().width(); across++) {
                            sliding.gather(line, across, candidate, Float.NEGATIVE_INFINITY);
                            keepLarger(best, candidate);
                        }
                    }
                }
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
        float[] map = new float[sliding.from().size()];
        float[] line = new float[sliding.length()];
        float[] best = new float[sliding.windows()];
        float[] candidate = new float[best.length];
        float[] left = new float[best.length];
        int height = sliding.from().height();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                shard.value(output).read(row * best.length, best, best.length);
                gradient.read(row * best.length, left, left.length);
                for (int k = 0; k < sliding.window().kernel().height(); k++) {
                    int down = sliding.line(y, k);
                    if (sliding.hasLine(down)) {
                        shard.value(input).read((n * height + down) * line.length, line, line.length);
                        for (int across = 0; across < sliding.window().kernel().width(); across++) {
                            sliding.gather(line, across, candidate, Float.NEGATIVE_INFINITY);
                            award(best, candidate, left);
                            sliding.scatter(candidate, across, map, down * line.length);
                        }
                    }
                }
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
