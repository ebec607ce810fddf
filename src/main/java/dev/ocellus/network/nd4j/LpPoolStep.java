package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** (Σ |x|^power)^(1/power) of each window. The gradient of y to x is sign(x) · (|x| / y)^(power − 1), and 0 where the whole window is 0. */
record LpPoolStep(Sliding sliding, int power, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        float[] line = new float[sliding.length()];
        float[] sum = new float[sliding.windows()];
        float[] values = new float[sum.length];
        int height = sliding.from().height();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                Arrays.fill(sum, 0);
                for (int k = 0; k < sliding.window().kernel().height(); k++) {
                    int down = sliding.line(y, k);
                    if (sliding.hasLine(down)) {
                        shard.value(input).read((n * height + down) * line.length, line, line.length);
                        for (int across = 0; across < sliding.window().kernel().width(); across++) {
                            sliding.gather(line, across, values, 0);
                            addPowers(values, sum);
                        }
                    }
                }
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = (float) (power == 2 ? Math.sqrt(sum[i]) : Math.pow(sum[i], 1.0 / power));
                }
                shard.value(output).write(row * sum.length, sum, sum.length);
            }
        }
    }

    private void addPowers(float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) raised(Math.abs(values[i]), power);
        }
    }

    private static double raised(double base, int exponent) {
        double product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= base;
        }
        return product;
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(sliding.from());
        float[] map = new float[sliding.from().size()];
        float[] line = new float[sliding.length()];
        float[] norm = new float[sliding.windows()];
        float[] values = new float[norm.length];
        float[] slope = new float[norm.length];
        int height = sliding.from().height();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                shard.value(output).read(row * norm.length, norm, norm.length);
                gradient.read(row * slope.length, slope, slope.length);
                for (int k = 0; k < sliding.window().kernel().height(); k++) {
                    int down = sliding.line(y, k);
                    if (sliding.hasLine(down)) {
                        shard.value(input).read((n * height + down) * line.length, line, line.length);
                        for (int across = 0; across < sliding.window().kernel().width(); across++) {
                            sliding.gather(line, across, values, 0);
                            toGradients(values, norm, slope);
                            sliding.scatter(values, across, map, down * line.length);
                        }
                    }
                }
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }

    private void toGradients(float[] values, float[] norm, float[] slope) {
        for (int i = 0; i < values.length; i++) {
            values[i] = norm[i] == 0
                    ? 0
                    : slope[i] * Math.signum(values[i]) * (float) raised(Math.abs(values[i]) / norm[i], power - 1);
        }
    }
}
