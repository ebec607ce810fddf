package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;

/**
 * A few samples of a batch, so few that their maps stay in the processor's cache from one step to the next: the value of every node and, on the way
 * back, the gradients that are still needed.
 */
final class Shard implements AutoCloseable {
    private final int number;
    private final int first;
    private final int samples;
    private final Worker worker;
    private final FeatureMap[] values;
    private final FeatureMap[] gradients;

    /** @param shapes the shape of each value, null where a value is never written down */
    Shard(int number, int first, int samples, Worker worker, Shape[] shapes) {
        this.number = number;
        this.first = first;
        this.samples = samples;
        this.worker = worker;
        this.values = new FeatureMap[shapes.length];
        this.gradients = new FeatureMap[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            values[i] = shapes[i] == null ? null : new FeatureMap(samples, shapes[i]);
        }
    }

    /** This shard's number among the shards of its batch. */
    int number() {
        return number;
    }

    /** Number of this shard's first sample in the batch. */
    int first() {
        return first;
    }

    int samples() {
        return samples;
    }

    Worker worker() {
        return worker;
    }

    FeatureMap value(int id) {
        return values[id];
    }

    /** The gradient of a value so far, still this shard's. */
    FeatureMap gradient(int id) {
        return gradients[id];
    }

    /** A buffer with undefined content, to be given to {@link #contribute} or {@link #release}. */
    FeatureMap borrow(Shape shape) {
        return worker.borrow(samples, shape);
    }

    /** Adds to the gradient of a value; the map belongs to this shard from now on. */
    void contribute(int id, FeatureMap gradient) {
        FeatureMap sum = gradients[id];
        if (sum == null) {
            gradients[id] = gradient;
        } else {
            Strip.add(sum, gradient, sum);
            release(gradient);
        }
    }

    /** Takes the finished gradient of a value; to be released or contributed to another value. */
    FeatureMap claim(int id) {
        FeatureMap gradient = gradients[id];
        gradients[id] = null;
        return gradient;
    }

    void release(FeatureMap map) {
        for (FeatureMap value : values) {
            if (value == map) {
                return; // the buffer of a value that was no longer needed and served as gradient
            }
        }
        worker.giveBack(map);
    }

    @Override
    public void close() {
        for (int i = 0; i < values.length; i++) {
            if (gradients[i] != null) {
                release(claim(i));
            }
            if (values[i] != null) {
                values[i].close();
            }
        }
    }
}
