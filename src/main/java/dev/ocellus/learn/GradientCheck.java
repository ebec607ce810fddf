package dev.ocellus.learn;

import dev.ocellus.learn.MeasuredSlopes.Slopes;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Proves an engine's gradients of a network, parameter by parameter, against slopes measured in doubles: each number is moved a little up and down and
 * the outputs of a {@link ReferenceNetwork} are computed anew. What is differentiated is a sum of all outputs, each value with a weight drawn at random,
 * so that none escapes; the batch's own statistics and dropout are those of training.
 *
 * <p>A parameter's error is ‖g − n‖ / (‖g‖ + ‖n‖), g being the engine's gradient and n the measured slopes of the numbers looked at. Where a number
 * sits so near a kink (of ReLU, of a maximum) that the slopes above and below it differ, there is no gradient to measure, and it is left out. Layers
 * without parameters are proven by those before them, whose gradients pass through.
 *
 * @param pictures how many make the batch, at least 1; batch norm needs a few
 * @param numbers how many of each parameter are looked at, at least 1; all of the smaller parameters
 * @param seed of parameters, pictures and the choice of numbers
 */
public record GradientCheck(int pictures, int numbers, long seed) {
    /** Difference of the slopes on both sides, as a share of them, that is taken for a kink. */
    private static final double KINK = 1e-3;

    /** A prime larger than most parameters. */
    private static final long STEP = 1_000_000_007;

    /** What an error says of an engine that computes with 32 bits. */
    public enum Verdict {
        /** Below 0.001: engine and measurement agree. */
        OK,
        /** More than 32 bits usually make, or nothing but kinks: look closer, with other seeds and more numbers. */
        SUSPICIOUS,
        /** From 0.01, and more than the network makes of rounding: the gradient is another one. */
        WRONG
    }

    /**
     * What was found of a parameter.
     *
     * @param parameter full name
     * @param size how many numbers it has
     * @param checked how many of them were measured
     * @param skipped how many more sat at a kink
     * @param error relative, 0 to 1; not a number where the engine's gradient is none
     * @param rounding the error that pictures which differ by a millionth make: large where a deep network multiplies rounding
     */
    public record Finding(String parameter, int size, int checked, int skipped, double error, double rounding) {
        private static final double SURELY_OK = 1e-3;
        private static final double SURELY_WRONG = 0.3;
        private static final double WRONG_IF_STABLE = 1e-2;

        public Verdict verdict() {
            double explained = Math.max(WRONG_IF_STABLE, Math.min(SURELY_WRONG, 3 * rounding));
            if (!(error < explained)) {
                return Verdict.WRONG;
            }
            return error < SURELY_OK && checked > 0 ? Verdict.OK : Verdict.SUSPICIOUS;
        }

        /** Name of the node that owns the parameter. */
        public String layer() {
            return EngineGradients.layer(parameter);
        }
    }

    /** Hears of every parameter as soon as it is checked. */
    @FunctionalInterface
    public interface Listener {
        void checked(Finding finding);
    }

    public GradientCheck {
        if (pictures < 1 || numbers < 1) {
            throw new IllegalArgumentException("a gradient check needs at least 1 picture and 1 number, got %d and %d"
                    .formatted(pictures, numbers));
        }
    }

    /**
     * Checks every trained parameter, in computing order.
     *
     * @param engine makes the network from the seed of its parameters and its dropout; it is closed at the end
     */
    public List<Finding> run(LongFunction<TrainableNetwork> engine, Listener listener) {
        try (TrainableNetwork network = engine.apply(seed)) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            Graph graph = network.graph();
            Map<String, Tensor> parameters = unsettled(graph, network.parameters(), random);
            network.load(parameters);
            Tensor batch = noise(random, pictures, graph.input());
            List<Tensor> weights = network.forwardTraining(batch).stream()
                    .map(output -> noise(random, output.shape()))
                    .toList();
            EngineGradients gradients = EngineGradients.of(network, batch, weights, random);
            MeasuredSlopes slopes =
                    new MeasuredSlopes(new ReferenceNetwork(graph, parameters, seed), batch, weights, graph.outputs());
            List<Finding> findings = new ArrayList<>();
            graph.parameters().forEach((name, parameter) -> {
                if (parameter.kind().trained()) {
                    Finding finding = finding(name, gradients, slopes, random);
                    findings.add(finding);
                    listener.checked(finding);
                }
            });
            return List.copyOf(findings);
        }
    }

    private Finding finding(
            String parameter, EngineGradients gradients, MeasuredSlopes slopes, RandomGenerator random) {
        float[] gradient = gradients.values().get(parameter).data();
        double nothing = gradients.nothing().get(parameter);
        int[] places = places(gradient, random);
        List<Slopes> measured = Arrays.stream(places)
                .parallel()
                .mapToObj(place -> slopes.of(parameter, place))
                .toList();
        double difference = 0;
        double ofGiven = 0;
        double ofMeasured = 0;
        int checked = 0;
        for (int i = 0; i < places.length; i++) {
            double above = measured.get(i).above();
            double below = measured.get(i).below();
            if (Math.abs(above - below) <= KINK * (Math.abs(above) + Math.abs(below) + nothing)) {
                double given = gradient[places[i]];
                double slope = (above + below) / 2;
                difference += (given - slope) * (given - slope);
                ofGiven += given * given;
                ofMeasured += slope * slope;
                checked++;
            }
        }
        double sum = Math.sqrt(ofGiven) + Math.sqrt(ofMeasured) + nothing * Math.sqrt(checked);
        double error = difference == 0 ? 0 : Math.sqrt(difference) / sum;
        double rounding = gradients.rounding().get(parameter);
        return new Finding(parameter, gradient.length, checked, places.length - checked, error, rounding);
    }

    /**
     * Different places of a parameter, all of them where they are few. The first half is drawn among all; the others have a gradient, as far as there
     * are such: at the rims of small maps and behind ReLUs most numbers may have none.
     */
    private int[] places(float[] gradient, RandomGenerator random) {
        if (gradient.length <= numbers) {
            return IntStream.range(0, gradient.length).toArray();
        }
        Set<Integer> places = new LinkedHashSet<>();
        while (places.size() < (numbers + 1) / 2) {
            places.add(random.nextInt(gradient.length));
        }
        // a walk over all places in steps that share no divisor with their number
        long start = random.nextInt(gradient.length);
        for (long i = 0; i < gradient.length && places.size() < numbers; i++) {
            int place = (int) ((start + i * STEP) % gradient.length);
            if (gradient[place] != 0) {
                places.add(place);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The same parameters, moved away from the ones and zeros that most start with, which would hide mistakes. */
    private static Map<String, Tensor> unsettled(Graph graph, Map<String, Tensor> parameters, RandomGenerator random) {
        Map<String, Parameter> kinds = graph.parameters();
        Map<String, Tensor> unsettled = new LinkedHashMap<>();
        parameters.forEach((name, tensor) -> {
            Parameter.Kind kind = kinds.get(name).kind();
            float[] data = tensor.data().clone();
            if (kind.trained() && kind != Parameter.Kind.WEIGHT) {
                for (int i = 0; i < data.length; i++) {
                    data[i] += (float) (0.1 * random.nextGaussian());
                }
            }
            unsettled.put(name, new Tensor(data, tensor.shape()));
        });
        return unsettled;
    }

    private static Tensor noise(RandomGenerator random, int pictures, Shape shape) {
        return noise(random, pictures, shape.channels(), shape.height(), shape.width());
    }

    private static Tensor noise(RandomGenerator random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
