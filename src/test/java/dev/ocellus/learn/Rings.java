package dev.ocellus.learn;

import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.loss.SquaredError;
import dev.ocellus.loss.TaskLosses;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Drawn 8×8 pictures of a filled disc or a ring, with two tasks: which of both, and how large. The network has everything whose state must survive
 * a break: batch norm, dropout, moments, a moving average, two heads.
 */
final class Rings implements Examples {
    private static final int SIDE = 8;

    private final List<float[]> pictures = new ArrayList<>();
    private final float[] kinds;
    private final float[] radii;
    private final double noise;

    /**
     * @param noise deviation of what is added to each picture anew in every epoch
     * @param everyLabel whether each picture has both labels; otherwise one or the other, by turns
     */
    Rings(int count, long seed, double noise, boolean everyLabel) {
        this.kinds = new float[count];
        this.radii = new float[count];
        this.noise = noise;
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(2);
            double radius = 1.5 + 2 * random.nextDouble();
            pictures.add(draw(kind == 1, radius));
            kinds[i] = everyLabel || i % 2 == 0 ? kind : Float.NaN;
            radii[i] = everyLabel || i % 2 == 1 ? (float) radius : Float.NaN;
        }
    }

    private static float[] draw(boolean ring, double radius) {
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            double distance = Math.hypot(i % SIDE - 3.5, i / SIDE - 3.5);
            boolean inside = distance <= radius && !(ring && distance < radius - 1);
            picture[i] = inside ? 1 : 0;
        }
        return picture;
    }

    static Graph graph() {
        Graph.Builder net = new Graph.Builder(new Shape(1, SIDE, SIDE));
        net.add("backbone.conv", new Layer.Conv(8, 3, 2, 1, false), Graph.INPUT);
        net.add("backbone.norm", new Layer.BatchNorm(1e-5, 0.9), "backbone.conv");
        net.add("backbone.relu", new Layer.Activation(Layer.Activation.Function.RELU, 0.1), "backbone.norm");
        net.add("backbone.flat", new Layer.Flatten(), "backbone.relu");
        net.add("backbone.drop", new Layer.Dropout(0.1), "backbone.flat");
        net.add("kind", new Layer.Dense(2, true), "backbone.drop");
        net.add("radius", new Layer.Dense(1, true), "backbone.drop");
        return net.build("kind", "radius");
    }

    static Compile how() {
        return Compile.of(
                        Optimiser.adam(),
                        new LearningRate.Cosine(0.01, 0.05, 5),
                        TaskLosses.of("kind", new SoftmaxCrossEntropy(0.05)).and("radius", new SquaredError(), 0.5))
                .withAverage(0.95)
                .withSeed(11);
    }

    @Override
    public int size() {
        return kinds.length;
    }

    @Override
    public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
        Tensor input = Tensor.zeros(numbers.length, 1, SIDE, SIDE);
        Tensor kind = Tensor.zeros(numbers.length, 1, 1, 1);
        Tensor radius = Tensor.zeros(numbers.length, 1, 1, 1);
        for (int i = 0; i < numbers.length; i++) {
            SplittableRandom random = new SplittableRandom(1000L * epoch + numbers[i]);
            float[] picture = pictures.get(numbers[i]);
            for (int p = 0; p < picture.length; p++) {
                input.data()[i * picture.length + p] = picture[p] + (float) (noise * (random.nextDouble() - 0.5));
            }
            kind.data()[i] = kinds[numbers[i]];
            radius.data()[i] = radii[numbers[i]];
        }
        return new Batch<>(input, List.of(kind, radius));
    }
}
