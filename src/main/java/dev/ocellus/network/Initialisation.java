package dev.ocellus.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** How weights start; everything else starts as {@link Parameter.Kind} says. Weights are normal draws around 0. */
public enum Initialisation {
    /** All 0: every unit of a layer learns the same, for ever. There to be seen failing. */
    ZEROS,
    /** Deviation 0.01. */
    SMALL,
    /**
     * Variance 2 / (fan-in + fan-out), for tanh and sigmoid.
     *
     * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio 2010</a>
     */
    XAVIER,
    /**
     * Variance 2 / fan-in, for ReLU and its kin.
     *
     * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015</a>
     */
    HE;

    /**
     * Every parameter of a graph by full name.
     *
     * @param seed equal seeds give equal parameters, on every engine
     */
    public Map<String, Tensor> draw(Graph graph, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] values = new float[parameter.size()];
            switch (parameter.kind()) {
                case WEIGHT -> {
                    double deviation = deviation(parameter);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (random.nextGaussian() * deviation);
                    }
                }
                case GAIN, RUNNING_VARIANCE -> Arrays.fill(values, 1f);
                case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0f);
            }
            parameters.put(name, new Tensor(values, parameter.shape()));
        });
        return parameters;
    }

    private double deviation(Parameter weight) {
        return switch (this) {
            case ZEROS -> 0;
            case SMALL -> 0.01;
            case XAVIER -> Math.sqrt(2.0 / (weight.fanIn() + weight.fanOut()));
            case HE -> Math.sqrt(2.0 / weight.fanIn());
        };
    }
}
