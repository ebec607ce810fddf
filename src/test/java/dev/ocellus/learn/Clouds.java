package dev.ocellus.learn;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.Random;

/** Three clouds of points in a plane, around (3, 0), (-1.5, 2.6) and (-1.5, -2.6), and a line between each two: the smallest of classifications. */
final class Clouds {
    private Clouds() {}

    /** Softmax regression. */
    static Graph graph() {
        Graph.Builder net = new Graph.Builder(Shape.vector(2));
        net.add("cloud", new Layer.Dense(3, true), Graph.INPUT);
        return net.build("cloud");
    }

    static Examples examples(int count, long seed) {
        return examples(count, seed, 0);
    }

    /** With labels that are all wrong. */
    static Examples contrary(int count, long seed) {
        return examples(count, seed, 1);
    }

    private static Examples examples(int count, long seed, int shift) {
        Random random = new Random(seed);
        Tensor points = Tensor.zeros(count, 2);
        Tensor labels = Tensor.zeros(count);
        for (int i = 0; i < count; i++) {
            int cloud = i % 3;
            points.data()[2 * i] = (float) (3 * Math.cos(2 * Math.PI * cloud / 3) + 0.7 * random.nextGaussian());
            points.data()[2 * i + 1] = (float) (3 * Math.sin(2 * Math.PI * cloud / 3) + 0.7 * random.nextGaussian());
            labels.data()[i] = (cloud + shift) % 3;
        }
        return Examples.of(points, labels);
    }
}
