package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;

/** Two convolutions and three dense layers, as today's courses teach them: ReLU and maxima where LeCun et al. 1998 had tanh and trained means. */
final class LeNet5 {
    private LeNet5() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        line.after(line.branch("backbone")
                .then("conv1", new Layer.Conv(8, 5, 1, 0, true))
                .relu("relu1")
                .then("pool1", new Pool.MaxPool(2, 2, 0))
                .then("conv2", new Layer.Conv(16, 5, 1, 0, true))
                .relu("relu2")
                .then("pool2", new Pool.MaxPool(2, 2, 0)));
        return line.branch("head")
                .then("flatten", new Layer.Flatten())
                .then("dense3", new Layer.Dense(120))
                .relu("relu3")
                .then("dense4", new Layer.Dense(84))
                .relu("relu4")
                .then("dense5", new Layer.Dense(classes))
                .build();
    }
}
