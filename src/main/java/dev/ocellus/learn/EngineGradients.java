package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An engine's gradients of Σ weights · outputs, and how far they can be trusted: where pictures that differ by a millionth make other gradients,
 * rounding may have made them, too. Deep networks do so, as one ReLU that opens or closes changes everything before it.
 *
 * @param values by full name of the parameter
 * @param nothing by full name, the size of gradient that is no more than rounding: that of a bias before a batch norm is
 * @param rounding by full name, how much of the gradient may be rounding: ‖g − g′‖ / (‖g‖ + ‖g′‖)
 */
record EngineGradients(Map<String, Tensor> values, Map<String, Double> nothing, Map<String, Double> rounding) {
    /** Share of its layer's largest gradient that counts as nothing. */
    private static final double NOTHING = 1e-3;

    /** Some ten times the rounding of a 32-bit number, so that what rounding may do is seen in a few trials. */
    private static final float MILLIONTH = 1e-6f;

    private static final int TRIALS = 3;

    /** @param weights one for each output, of its shape */
    static EngineGradients of(TrainableNetwork network, Tensor batch, List<Tensor> weights, RandomGenerator random) {
        Map<String, Tensor> values = gradients(network, batch, weights);
        Map<String, Double> nothing = nothing(values);
        Map<String, Double> rounding = new HashMap<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            Map<String, Tensor> others = gradients(network, shaken(batch, random), weights);
            values.forEach((name, value) ->
                    rounding.merge(name, difference(value, others.get(name), nothing.get(name)), Math::max));
        }
        return new EngineGradients(values, nothing, rounding);
    }

    /** Name of the node that owns a parameter. */
    static String layer(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('.'));
    }

    private static Map<String, Tensor> gradients(TrainableNetwork network, Tensor batch, List<Tensor> weights) {
        network.forwardTraining(batch);
        network.backward(weights);
        return network.gradients();
    }

    private static Map<String, Double> nothing(Map<String, Tensor> gradients) {
        Map<String, Double> ofLayers = new HashMap<>();
        gradients.forEach((name, value) -> ofLayers.merge(layer(name), NOTHING * usual(value.data()), Math::max));
        Map<String, Double> nothing = new LinkedHashMap<>();
        gradients.keySet().forEach(name -> nothing.put(name, ofLayers.get(layer(name))));
        return nothing;
    }

    /** Root of the mean square, as far as there are numbers. */
    private static double usual(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += Float.isFinite(value) ? (double) value * value : 0;
        }
        return Math.sqrt(squares / values.length);
    }

    private static double difference(Tensor one, Tensor other, double nothing) {
        double difference = 0;
        double ofOne = 0;
        double ofOther = 0;
        for (int i = 0; i < one.size(); i++) {
            double a = one.data()[i];
            double b = other.data()[i];
            difference += (a - b) * (a - b);
            ofOne += a * a;
            ofOther += b * b;
        }
        return difference == 0
                ? 0
                : Math.sqrt(difference) / (Math.sqrt(ofOne) + Math.sqrt(ofOther) + nothing * Math.sqrt(one.size()));
    }

    private static Tensor shaken(Tensor batch, RandomGenerator random) {
        float[] data = batch.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] *= random.nextBoolean() ? 1 + MILLIONTH : 1 - MILLIONTH;
        }
        return new Tensor(data, batch.shape());
    }
}
