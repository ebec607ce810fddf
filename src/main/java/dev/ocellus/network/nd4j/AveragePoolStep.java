package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** The mean of each window, over the values that lie on the map. */
record AveragePoolStep(Sliding sliding, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        Walk walk = new Walk(sliding, shard.value(input), 0);
        float[] sum = new float[sliding.windows()];
        float[] across = counts();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                Arrays.fill(sum, 0);
                walk.along(n, y, (values, k, column) -> add(values, sum));
                divide(sum, across, lines(y));
                shard.value(output).write(row * sum.length, sum, sum.length);
            }
        }
    }

    /** How many rows of the kernel lie on the map for line y of the windows. */
    private int lines(int y) {
        int lines = 0;
        for (int k = 0; k < sliding.window().kernel().height(); k++) {
            lines += sliding.hasLine(sliding.line(y, k)) ? 1 : 0;
        }
        return lines;
    }

    /** How many columns of the kernel lie on the map, for each value of a line. */
    private float[] counts() {
        float[] ones = new float[sliding.length()];
        Arrays.fill(ones, 1);
        float[] counts = new float[sliding.windows()];
        float[] values = new float[counts.length];
        for (int column = 0; column < sliding.window().kernel().width(); column++) {
            sliding.gather(ones, column, values, 0);
            add(values, counts);
        }
        return counts;
    }

    private static void add(float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static void divide(float[] sums, float[] across, int lines) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= across[i] * lines;
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(sliding.from());
        float[] map = new float[sliding.from().size()];
        float[] share = new float[sliding.windows()];
        float[] across = counts();
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                gradient.read(row * share.length, share, share.length);
                divide(share, across, lines(y));
                for (int k = 0; k < sliding.window().kernel().height(); k++) {
                    boolean onMap = sliding.hasLine(sliding.line(y, k));
                    for (int column = 0;
                            onMap && column < sliding.window().kernel().width();
                            column++) {
                        sliding.scatter(share, y, k, column, map);
                    }
                }
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }
}
