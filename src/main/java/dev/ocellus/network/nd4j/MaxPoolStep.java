package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import java.util.Arrays;

/** The largest value of each window. Which pixel won is remembered by its place in the window; among equals the first one wins. */
final class MaxPoolStep implements LocalStep {
    private final Layer.MaxPool layer;
    private final int input;
    private final int output;
    private final Shape from;
    private final Shape to;
    /** For each shard and value of the result: row in the window times the kernel plus column. */
    private final short[][] winners;

    MaxPoolStep(Workspace workspace, Layer.MaxPool layer, String input, String output) {
        this.layer = layer;
        this.input = workspace.plan().id(input);
        this.output = workspace.plan().id(output);
        this.from = workspace.shape(input);
        this.to = workspace.shape(output);
        this.winners = new short[workspace.shards().size()][];
        for (Shard shard : workspace.shards()) {
            winners[shard.number()] = new short[Math.multiplyExact(shard.samples(), to.size())];
        }
    }

    @Override
    public void forward(Shard shard) {
        float[] line = new float[from.width() * from.channels()];
        float[] best = new float[to.width() * to.channels()];
        short[] winner = new short[best.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < to.height(); y++, row++) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                int top = y * layer.stride() - layer.padding();
                for (int k = 0; k < layer.kernel(); k++) {
                    if (top + k >= 0 && top + k < from.height()) {
                        shard.value(input).read((n * from.height() + top + k) * line.length, line, line.length);
                        compete(line, k * layer.kernel(), best, winner);
                    }
                }
                shard.value(output).write(row * best.length, best, best.length);
                System.arraycopy(winner, 0, winners[shard.number()], row * best.length, best.length);
            }
        }
    }

    /** Lets a line of the input compete for the windows of one line of the result. */
    private void compete(float[] line, int firstPlace, float[] best, short[] winner) {
        int channels = from.channels();
        for (int x = 0; x < to.width(); x++) {
            int left = x * layer.stride() - layer.padding();
            for (int k = Math.max(0, -left); k < layer.kernel() && left + k < from.width(); k++) {
                short place = (short) (firstPlace + k);
                for (int i = (left + k) * channels, o = x * channels, end = o + channels; o < end; i++, o++) {
                    if (line[i] > best[o]) {
                        best[o] = line[i];
                        winner[o] = place;
                    }
                }
            }
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(from);
        int channels = from.channels();
        float[] map = new float[from.size()];
        float[] line = new float[to.width() * channels];
        short[] winner = winners[shard.number()];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < to.height(); y++, row++) {
                gradient.read(row * line.length, line, line.length);
                int top = y * layer.stride() - layer.padding();
                for (int x = 0, i = 0; x < to.width(); x++) {
                    int left = x * layer.stride() - layer.padding();
                    for (int c = 0; c < channels; c++, i++) {
                        int place = winner[row * line.length + i];
                        int down = top + place / layer.kernel();
                        int across = left + place % layer.kernel();
                        map[(down * from.width() + across) * channels + c] += line[i];
                    }
                }
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }
}
