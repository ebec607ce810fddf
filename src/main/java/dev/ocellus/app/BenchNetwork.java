package dev.ocellus.app;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.Add;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Layer.Upsample;
import dev.ocellus.network.Pool.GlobalAveragePool;
import dev.ocellus.network.Pool.MaxPool;
import dev.ocellus.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The networks whose speed is measured; {@code tools/bench-training} builds the same ones in PyTorch. */
public enum BenchNetwork {
    /** Five blocks of convolution, batch norm, leaky ReLU and pool on 32 pictures of 96 × 96. */
    CLASSIFIER(32) {
        @Override
        public Graph graph() {
            Graph.Builder builder = new Graph.Builder(new Shape(3, 96, 96));
            String last = Graph.INPUT;
            for (int i = 0; i < 5; i++) {
                last = builder.add("conv" + i, new Conv(16 << i, 3, 1, 1, false), last);
                last = builder.add("norm" + i, new BatchNorm(), last);
                last = builder.add("leaky" + i, new Activation(Function.LEAKY_RELU), last);
                last = builder.add("pool" + i, new MaxPool(2, 2, 0), last);
            }
            last = builder.add("mean", new GlobalAveragePool(), last);
            return builder.build(builder.add("scores", new Dense(10), last));
        }
    },

    /**
     * The residual network of 18 layers as it was published, on 32 pictures of 64 × 64 in 200 classes.
     *
     * @see <a href="https://arxiv.org/abs/1512.03385">He and others 2015</a>
     */
    RESNET18(32) {
        @Override
        public Graph graph() {
            Graph.Builder builder = new Graph.Builder(new Shape(3, 64, 64));
            String last = block(builder, "stem", Graph.INPUT, 64, 7, 2);
            last = builder.add("pool", new MaxPool(3, 2, 1), last);
            for (int stage = 0; stage < 4; stage++) {
                for (int i = 0; i < 2; i++) {
                    last = residual(builder, "stage" + stage + "." + i, last, 64 << stage, i == 0 && stage > 0);
                }
            }
            last = builder.add("mean", new GlobalAveragePool(), last);
            return builder.build(builder.add("scores", new Dense(200), last));
        }

        /** Where the block halves its map, a projection takes the place of the straight way. */
        private String residual(Graph.Builder builder, String name, String from, int channels, boolean halves) {
            String inner = block(builder, name + ".a", from, channels, 3, halves ? 2 : 1);
            inner = normalised(builder, name + ".b", inner, channels, 3, 1);
            String straight = halves ? normalised(builder, name + ".projection", from, channels, 1, 2) : from;
            return builder.add(
                    name + ".relu",
                    new Activation(Function.RELU),
                    builder.add(name + ".add", new Add(), inner, straight));
        }
    },

    /** A small residual backbone, a feature pyramid and 12 outputs on each of three levels, on 16 pictures of 256 × 256. */
    DETECTOR(16) {
        @Override
        public Graph graph() {
            Graph.Builder builder = new Graph.Builder(new Shape(3, 256, 256));
            String last = block(builder, "stem1", Graph.INPUT, 16, 3, 2);
            last = block(builder, "stem2", last, 32, 3, 2);
            int[] channels = {64, 96, 128};
            String[] levels = new String[3];
            for (int i = 0; i < 3; i++) {
                last = block(builder, "down" + i, last, channels[i], 3, 2);
                String inner = block(builder, "res" + i + "a", last, channels[i], 3, 1);
                inner = normalised(builder, "res" + i + "b", inner, channels[i], 3, 1);
                inner = builder.add("res" + i + ".add", new Add(), inner, last);
                last = builder.add("res" + i + ".relu", new Activation(Function.RELU), inner);
                levels[i] = last;
            }
            List<String> outputs = new ArrayList<>();
            String above = null;
            for (int i = 2; i >= 0; i--) {
                String lateral = builder.add("lateral" + i, new Conv(64, 1, 1, 0, true), levels[i]);
                if (above != null) {
                    String up = builder.add("up" + i, new Upsample(2), above);
                    lateral = builder.add("sum" + i, new Add(), lateral, up);
                }
                above = lateral;
                String smooth = block(builder, "smooth" + i, lateral, 64, 3, 1);
                outputs.add(builder.add("out" + i, new Conv(12, 1, 1, 0, true), smooth));
            }
            return builder.build(outputs.toArray(String[]::new));
        }
    };

    private final int samples;

    BenchNetwork(int samples) {
        this.samples = samples;
    }

    public abstract Graph graph();

    /** Pictures in a batch of training. */
    public int samples() {
        return samples;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String block(Graph.Builder builder, String name, String from, int outputs, int kernel, int stride) {
        String norm = normalised(builder, name, from, outputs, kernel, stride);
        return builder.add(name + ".relu", new Activation(Function.RELU), norm);
    }

    private static String normalised(
            Graph.Builder builder, String name, String from, int outputs, int kernel, int stride) {
        String conv = builder.add(name + ".conv", new Conv(outputs, kernel, stride, kernel / 2, false), from);
        return builder.add(name + ".norm", new BatchNorm(), conv);
    }
}
