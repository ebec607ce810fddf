package dev.ocellus.app;

import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The training whose speed is measured: one batch of noise again and again, the mean of the squared outputs as loss, Adam. */
public final class BenchTraining implements AutoCloseable {
    private static final double LEARNING_RATE = 1e-3;

    private final TrainableNetwork network;
    private final Tensor batch;

    public BenchTraining(BenchNetwork kind, TrainingEngine engine, int threads) {
        this.network = engine.create(kind.graph(), new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0), 1, threads);
        this.batch = batch(kind);
    }

    /** Pictures of noise, as many as a batch has. */
    static Tensor batch(BenchNetwork kind) {
        Shape in = kind.graph().input();
        SplittableRandom random = new SplittableRandom(1);
        Tensor batch = Tensor.zeros(kind.samples(), in.channels(), in.height(), in.width());
        for (int i = 0; i < batch.size(); i++) {
            batch.data()[i] = (float) random.nextDouble();
        }
        return batch;
    }

    /** Forward, loss, backward, and a step of the optimiser. */
    public void step() {
        List<Tensor> gradients = new ArrayList<>();
        for (Tensor output : network.forwardTraining(batch)) {
            Tensor gradient = Tensor.zeros(output.shape());
            for (int i = 0; i < output.size(); i++) {
                gradient.data()[i] = 2 * output.data()[i] / output.size();
            }
            gradients.add(gradient);
        }
        network.backward(gradients);
        network.step(LEARNING_RATE);
    }

    @Override
    public void close() {
        network.close();
    }
}
