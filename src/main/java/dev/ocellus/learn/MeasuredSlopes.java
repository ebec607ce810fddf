package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.reference.ReferenceNetwork;
import dev.ocellus.network.reference.ReferenceNetwork.Values;
import java.util.List;
import java.util.Map;

/** Slopes of Σ weights · outputs of a reference network in training, measured from both sides of each number. For several threads. */
final class MeasuredSlopes {
    /** How far a number is moved: slopes are then exact to about 1e-9 of the outputs, and few kinks lie between. */
    private static final double MOVE = 1e-6;

    /** The slopes above and below a number; they differ at a kink. */
    record Slopes(double above, double below) {}

    private final ReferenceNetwork reference;
    private final List<Tensor> weights;
    private final Map<String, Values> values;
    private final List<Values> outputs;

    /** @param weights one for each output, of its shape */
    MeasuredSlopes(ReferenceNetwork reference, Tensor batch, List<Tensor> weights, List<String> outputs) {
        this.reference = reference;
        this.weights = weights;
        this.values = reference.valuesInTraining(batch, 0);
        this.outputs = outputs.stream().map(values::get).toList();
    }

    Slopes of(String parameter, int place) {
        double number = reference.parameter(parameter)[place];
        return new Slopes(
                change(parameter, place, number + MOVE) / MOVE, -change(parameter, place, number - MOVE) / MOVE);
    }

    private double change(String parameter, int place, double number) {
        List<Values> others = reference.outputsIf(values, 0, parameter, place, number);
        double change = 0;
        for (int o = 0; o < others.size(); o++) {
            float[] weight = weights.get(o).data();
            for (int i = 0; i < weight.length; i++) {
                change += weight[i] * (others.get(o).data()[i] - outputs.get(o).data()[i]);
            }
        }
        return change;
    }
}
