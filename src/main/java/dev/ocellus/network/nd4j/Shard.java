package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The share of a batch that one thread works on: the value of every node for its samples, its part of the parameters' gradients and, on the way back,
 * the gradients of values that are still needed. Buffers of those are used again and again, so that steps after the first allocate nothing.
 */
final class Shard implements AutoCloseable {
    private final int number;
    private final int first;
    private final int samples;
    private final float[] parameterGradients;
    private final FeatureMap[] values;
    private final FeatureMap[] gradients;
    private final Map<Shape, Deque<FeatureMap>> spare = new HashMap<>();

    /**
     * @param parameters how many numbers the network has, 0 where gradients are not wanted
     * @param shapes the shape of each value, null where a value is never written down
     */
    Shard(int number, int first, int samples, int parameters, Shape[] shapes) {
        this.number = number;
        this.first = first;
        this.samples = samples;
        this.parameterGradients = new float[parameters];
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

    FeatureMap value(int id) {
        return values[id];
    }

    /** The gradient of the parameters as far as this shard's samples cause it, laid out as the parameters. */
    float[] parameterGradients() {
        return parameterGradients;
    }

    void clearParameterGradients() {
        Arrays.fill(parameterGradients, 0f);
    }

    /** The gradient of a value so far, still this shard's. */
    FeatureMap gradient(int id) {
        return gradients[id];
    }

    /** A buffer with undefined content, to be given to {@link #contribute} or {@link #release}. */
    FeatureMap borrow(Shape shape) {
        Deque<FeatureMap> free = spare.get(shape);
        return free == null || free.isEmpty() ? new FeatureMap(samples, shape) : free.pop();
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
        spare.computeIfAbsent(map.shape(), shape -> new ArrayDeque<>()).push(map);
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
        spare.values().forEach(maps -> maps.forEach(FeatureMap::close));
    }
}
