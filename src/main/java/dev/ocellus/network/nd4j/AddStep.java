package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** A sum of two or more maps. */
record AddStep(Workspace workspace, int[] inputs, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap to = shard.value(output);
        Strip.add(shard.value(inputs[0]), shard.value(inputs[1]), to);
        for (int i = 2; i < inputs.length; i++) {
            Strip.add(to, shard.value(inputs[i]), to);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        int[] needed = Arrays.stream(inputs).filter(workspace::needs).toArray();
        for (int i = 1; i < needed.length; i++) {
            FeatureMap copy = shard.borrow(gradient.shape());
            Strip.copy(gradient, copy);
            shard.contribute(needed[i], copy);
        }
        shard.contribute(needed[0], gradient);
    }
}
