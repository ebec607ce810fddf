package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** y = (Σ |x|^p)^(1/p) over each window. The gradient of x is g · sign(x) · (|x| / y)^(p − 1). */
record LpPoolStep(Sliding sliding, int power, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        Walk walk = new Walk(sliding, shard.value(input), 0);
        double[] sums = new double[sliding.windows()];
        float[] norms = new float[sums.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                Arrays.fill(sums, 0);
                walk.along(n, y, (values, k, column) -> addPowers(values, sums));
                for (int i = 0; i < sums.length; i++) {
                    norms[i] = (float) Math.pow(sums[i], 1.0 / power);
                }
                shard.value(output).write(row * norms.length, norms, norms.length);
            }
        }
    }

    private void addPowers(float[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += raised(Math.abs(values[i]), power);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(sliding.from());
        Walk walk = new Walk(sliding, shard.value(input), 0);
        float[] map = new float[sliding.from().size()];
        float[] norms = new float[sliding.windows()];
        float[] slopes = new float[norms.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                int line = y;
                shard.value(output).read(row * norms.length, norms, norms.length);
                gradient.read(row * slopes.length, slopes, slopes.length);
                walk.along(n, y, (values, k, column) -> {
                    chain(values, norms, slopes);
                    sliding.scatter(values, line, k, column, map);
                });
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }

    private void chain(float[] values, float[] norms, float[] slopes) {
        for (int i = 0; i < values.length; i++) {
            double share = norms[i] == 0 ? 0 : raised(Math.abs(values[i]) / norms[i], power - 1);
            values[i] = (float) (slopes[i] * Math.signum(values[i]) * share);
        }
    }

    /** Powers are small as a rule, so that multiplying is faster than the library's function. */
    private static double raised(double base, int exponent) {
        double result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= base;
        }
        return result;
    }
}
