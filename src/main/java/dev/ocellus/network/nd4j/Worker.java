package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one thread owns in a workspace: its shards, its part of the gradients, and buffers that it uses again and again. */
final class Worker implements AutoCloseable {
    private record Kind(int samples, Shape shape) {}

    private final int number;
    private final List<Shard> shards = new ArrayList<>();
    private final float[] gradients;
    private final Map<Kind, Deque<FeatureMap>> spare = new HashMap<>();

    /** @param parameters how many numbers the network has, 0 where gradients are not wanted */
    Worker(int number, int parameters) {
        this.number = number;
        this.gradients = new float[parameters];
    }

    int number() {
        return number;
    }

    void add(Shard shard) {
        shards.add(shard);
    }

    List<Shard> shards() {
        return shards;
    }

    /** The sum of the gradients of this worker's shards, laid out as the parameters. */
    float[] gradients() {
        return gradients;
    }

    void clearGradients() {
        Arrays.fill(gradients, 0f);
    }

    /** A buffer with undefined content. */
    FeatureMap borrow(int samples, Shape shape) {
        Deque<FeatureMap> free = spare.get(new Kind(samples, shape));
        return free == null || free.isEmpty() ? new FeatureMap(samples, shape) : free.pop();
    }

    void giveBack(FeatureMap map) {
        spare.computeIfAbsent(new Kind(map.samples(), map.shape()), kind -> new ArrayDeque<>())
                .push(map);
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
        spare.values().forEach(maps -> maps.forEach(FeatureMap::close));
    }
}
