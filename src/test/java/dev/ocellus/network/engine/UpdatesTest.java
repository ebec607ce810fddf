package dev.ocellus.network.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Optimiser.Adam;
import dev.ocellus.network.Optimiser.Regularisation;
import dev.ocellus.network.Optimiser.RmsProp;
import dev.ocellus.network.Optimiser.Sgd;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of every optimiser: a few worked out on paper, many by formulas over doubles that share nothing with it. */
class UpdatesTest {
    private static final Team ALONE = new Team(1, () -> {});
    private static final Regularisation NONE = Regularisation.NONE;
    private static final Regularisation L1 = new Regularisation(0.5, 0, 0);
    private static final Regularisation L2 = new Regularisation(0, 0.5, 0);
    private static final Regularisation DECAY = Regularisation.decay(0.5);

    /** A weight that starts at 1, learning rate 0.1, with the values after one, two and three steps. */
    static Stream<Arguments> onPaper() {
        double[] ones = {1, 1, 1};
        double[] signs = {1, -1, 1};
        return Stream.of(
                // w - 0.1
                Arguments.of("descent", new Sgd(0, NONE, 0), ones, new double[] {0.9, 0.8, 0.7}),
                // v = 1, 1.9, 2.71
                Arguments.of("momentum", new Sgd(0.9, NONE, 0), ones, new double[] {0.9, 0.71, 0.439}),
                // v = 1, -0.1, 0.91
                Arguments.of("momentum and back", new Sgd(0.9, NONE, 0), signs, new double[] {0.9, 0.91, 0.819}),
                // s = 0.1, 0.19, 0.271; sqrt 0.3162278, 0.4358899, 0.5205766
                Arguments.of(
                        "RMSprop", new RmsProp(0.9, 1e-8, NONE, 0), ones, new double[] {0.6837722, 0.4543565, 0.262262
                        }),
                // both corrected moments of equal gradients are 1
                Arguments.of("Adam", new Adam(0.9, 0.999, 0, NONE, 0), ones, new double[] {0.9, 0.8, 0.7}),
                // m = 0.5, -0.25, 0.375 over 0.5, 0.75, 0.875: 1, -1/3, 3/7
                Arguments.of("Adam and back", new Adam(0.5, 0.999, 0, NONE, 0), signs, new double[] {
                    0.9, 0.9333333, 0.8904762
                }),
                // 0.95 w - 0.1
                Arguments.of("AdamW", new Adam(0.9, 0.999, 0, DECAY, 0), ones, new double[] {0.85, 0.7075, 0.572125}),
                Arguments.of("decay", new Sgd(0, DECAY, 0), ones, new double[] {0.85, 0.7075, 0.572125}),
                // without momentum the same as decay
                Arguments.of("L2", new Sgd(0, L2, 0), ones, new double[] {0.85, 0.7075, 0.572125}),
                // Adam divides the slope of L2 away, other than decay
                Arguments.of("Adam with L2", new Adam(0, 0, 0, L2, 0), ones, new double[] {0.9, 0.8, 0.7}),
                // g = 1.5
                Arguments.of("L1", new Sgd(0, L1, 0), ones, new double[] {0.85, 0.7, 0.55}),
                // the norm over weight and bias is sqrt 2, so that each keeps 1 / sqrt 2 of it; L1 is added afterwards
                Arguments.of("clipping", new Sgd(0, NONE, 1), ones, new double[] {0.9292893, 0.8585786, 0.787868}),
                Arguments.of("clipping, L1", new Sgd(0, L1, 1), ones, new double[] {0.8792893, 0.7585786, 0.637868}),
                Arguments.of("a limit that is not reached", new Sgd(0, NONE, 2), ones, new double[] {0.9, 0.8, 0.7}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void onPaper(String name, Optimiser optimiser, double[] gradients, double[] expected) {
        Parameters parameters = parameters(1, 1);
        parameters.values()[0] = 1;
        Updates updates = new Updates(optimiser, parameters);
        double[] actual = new double[expected.length];
        for (int step = 0; step < expected.length; step++) {
            Arrays.fill(parameters.gradients(), (float) gradients[step]);
            updates.step(0.1, ALONE);
            actual[step] = parameters.values()[0];
        }
        assertArrayEquals(expected, actual, 1e-6);
    }

    @Test
    void everyOptimiserFollowsItsFormula() {
        Property.check(50, random -> {
            Regularisation regularisation = new Regularisation(some(random, 0.1), some(random, 0.1), some(random, 0.5));
            double clip = some(random, 3);
            for (Optimiser optimiser : List.of(
                    new Sgd(some(random, 0.95), regularisation, clip),
                    new RmsProp(some(random, 0.95), 1e-3, regularisation, clip),
                    new Adam(some(random, 0.95), some(random, 0.999), 1e-3, regularisation, clip))) {
                follows(optimiser, random);
            }
        });
    }

    private static void follows(Optimiser optimiser, RandomGenerator random) {
        Parameters parameters = parameters(4, 3);
        boolean frozen = random.nextBoolean();
        if (frozen) {
            parameters.freeze("d.bias");
        }
        Updates updates = new Updates(optimiser, parameters);
        Formula[] formulas = new Formula[parameters.values().length];
        for (Parameters.Slot slot : parameters.slots()) {
            boolean weight = slot.parameter().kind() == Parameter.Kind.WEIGHT;
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                formulas[i] = frozen && !weight
                        ? null
                        : new Formula(
                                optimiser,
                                weight ? optimiser.regularisation() : NONE,
                                parameters.values()[i]);
            }
        }
        for (int step = 1; step <= 6; step++) {
            double rate = 0.01 + 0.05 * random.nextDouble();
            double squares = 0;
            float[] g = parameters.gradients();
            for (int i = 0; i < g.length; i++) {
                g[i] = (float) random.nextGaussian();
                squares += formulas[i] == null ? 0 : g[i] * g[i];
            }
            double limit = optimiser.clipNorm();
            double shortened = limit > 0 && Math.sqrt(squares) > limit ? limit / Math.sqrt(squares) : 1;
            float[] before = parameters.values().clone();
            float[] gradients = g.clone();
            updates.step(rate, ALONE);
            assertEquals(step, updates.steps());
            for (int i = 0; i < g.length; i++) {
                double expected = formulas[i] == null ? before[i] : formulas[i].step(shortened * gradients[i], rate);
                assertEquals(expected, parameters.values()[i], 1e-4, optimiser + " [" + i + "] step " + step);
            }
        }
    }

    /** One number on its way, in doubles, straight from the papers. */
    private static final class Formula {
        private final Optimiser optimiser;
        private final Regularisation regularisation;
        private final Map<String, Double> memory = new HashMap<>();
        private double w;
        private int t;

        Formula(Optimiser optimiser, Regularisation regularisation, double start) {
            this.optimiser = optimiser;
            this.regularisation = regularisation;
            this.w = start;
        }

        double step(double gradient, double rate) {
            t++;
            double sign = w > 0 ? 1 : w < 0 ? -1 : 0;
            double g = gradient + regularisation.l1() * sign + regularisation.l2() * w;
            double change = 0;
            if (optimiser instanceof Sgd sgd) {
                change = remember("v", sgd.momentum() * memory.getOrDefault("v", 0.0) + g);
            } else if (optimiser instanceof RmsProp rmsProp) {
                change = g / (Math.sqrt(average("s", rmsProp.decayRate(), g * g)) + rmsProp.epsilon());
            } else if (optimiser instanceof Adam adam) {
                double first = average("m", adam.beta1(), g) / (1 - Math.pow(adam.beta1(), t));
                double second = average("s", adam.beta2(), g * g) / (1 - Math.pow(adam.beta2(), t));
                change = first / (Math.sqrt(second) + adam.epsilon());
            }
            w = w - rate * change - rate * regularisation.decay() * w;
            return w;
        }

        private double average(String name, double kept, double value) {
            return remember(name, kept * memory.getOrDefault(name, 0.0) + (1 - kept) * value);
        }

        private double remember(String name, double value) {
            memory.put(name, value);
            return value;
        }
    }

    /** 0 in a third of the cases, otherwise anything below the limit. */
    private static double some(RandomGenerator random, double limit) {
        return random.nextInt(3) == 0 ? 0 : limit * random.nextDouble();
    }

    private static Parameters parameters(int inputs, int outputs) {
        Graph.Builder builder = new Graph.Builder(Shape.vector(inputs));
        return new Parameters(builder.build(builder.add("d", new Layer.Dense(outputs), Graph.INPUT)), 5);
    }
}
