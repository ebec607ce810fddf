package dev.ocellus.network.engine;

import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimiser at work: its moments and its step count. */
public final class Updates {
    private static final String PREFIX = "optimiser/";
    private static final String STEP = PREFIX + "step";

    private final Optimiser optimiser;
    private final Parameters parameters;
    /** By name in the state: momentum for SGD; the mean squares for RMSprop; the first and second moment for Adam. */
    private final Map<String, float[]> moments = new LinkedHashMap<>();

    private int steps;

    public Updates(Optimiser optimiser, Parameters parameters) {
        this.optimiser = optimiser;
        this.parameters = parameters;
        int size = parameters.values().length;
        if (optimiser instanceof Optimiser.Adam) {
            moments.put("first", new float[size]);
            moments.put("second", new float[size]);
        } else if (optimiser instanceof Optimiser.RmsProp) {
            moments.put("squares", new float[size]);
        } else {
            moments.put("momentum", new float[size]);
        }
    }

    /** How many steps have been taken. */
    public int steps() {
        return steps;
    }

    /** Changes the parameters; every number by itself, so that it does not matter how the team deals them out. */
    public void step(double learningRate, Team team) {
        steps++;
        float scale = (float) clip();
        team.share(parameters.values().length, (first, end) -> {
            for (Parameters.Slot slot : parameters.slots()) {
                int from = Math.max(first, slot.offset());
                int to = Math.min(end, slot.offset() + slot.size());
                if (from < to && parameters.learns(slot)) {
                    update(slot, from, to, scale, learningRate);
                }
            }
        });
    }

    /** Changes those numbers of a parameter that lie from {@code first} to {@code end} − 1 in the flat arrays. */
    private void update(Parameters.Slot slot, int first, int end, float scale, double learningRate) {
        Optimiser.Regularisation keeping = slot.parameter().kind() == Parameter.Kind.WEIGHT
                ? optimiser.regularisation()
                : Optimiser.Regularisation.NONE;
        settle(first, end, scale, keeping);
        float keep = (float) (1 - learningRate * keeping.decay());
        if (optimiser instanceof Optimiser.Adam adam) {
            adam(adam, first, end, learningRate, keep);
        } else if (optimiser instanceof Optimiser.Sgd sgd) {
            sgd(sgd, first, end, (float) learningRate, keep);
        } else if (optimiser instanceof Optimiser.RmsProp rmsProp) {
            rmsProp(rmsProp, first, end, (float) learningRate, keep);
        }
    }

    /** Turns the gradient into the one that the optimiser follows: shortened, then joined by the slopes of the penalties. */
    private void settle(int first, int end, float scale, Optimiser.Regularisation keeping) {
        if (scale == 1 && keeping.l1() == 0 && keeping.l2() == 0) {
            return;
        }
        float[] w = parameters.values();
        float[] g = parameters.gradients();
        float l1 = (float) keeping.l1();
        float l2 = (float) keeping.l2();
        for (int i = first; i < end; i++) {
            g[i] = scale * g[i] + l1 * Math.signum(w[i]) + l2 * w[i];
        }
    }

    private void adam(Optimiser.Adam adam, int first, int end, double learningRate, float keep) {
        float[] w = parameters.values();
        float[] g = parameters.gradients();
        float[] m = moments.get("first");
        float[] v = moments.get("second");
        float beta1 = (float) adam.beta1();
        float beta2 = (float) adam.beta2();
        float new1 = (float) (1 - adam.beta1());
        float new2 = (float) (1 - adam.beta2());
        float rate = (float) (learningRate / (1 - Math.pow(adam.beta1(), steps)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), steps)));
        float epsilon = (float) adam.epsilon();
        for (int i = first; i < end; i++) {
            m[i] = beta1 * m[i] + new1 * g[i];
            v[i] = beta2 * v[i] + new2 * (g[i] * g[i]);
            w[i] = keep * w[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * correction + epsilon);
        }
    }

    private void sgd(Optimiser.Sgd sgd, int first, int end, float learningRate, float keep) {
        float[] w = parameters.values();
        float[] g = parameters.gradients();
        float[] v = moments.get("momentum");
        float momentum = (float) sgd.momentum();
        for (int i = first; i < end; i++) {
            v[i] = momentum * v[i] + g[i];
            w[i] = keep * w[i] - learningRate * v[i];
        }
    }

    private void rmsProp(Optimiser.RmsProp rmsProp, int first, int end, float learningRate, float keep) {
        float[] w = parameters.values();
        float[] g = parameters.gradients();
        float[] s = moments.get("squares");
        float kept = (float) rmsProp.decayRate();
        float added = (float) (1 - rmsProp.decayRate());
        float epsilon = (float) rmsProp.epsilon();
        for (int i = first; i < end; i++) {
            s[i] = kept * s[i] + added * (g[i] * g[i]);
            w[i] = keep * w[i] - learningRate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
        }
    }

    /** What gradients are multiplied by so that their norm stays within the limit. */
    private double clip() {
        if (optimiser.clipNorm() <= 0) {
            return 1;
        }
        float[] gradients = parameters.gradients();
        double squares = 0;
        for (Parameters.Slot slot : parameters.slots()) {
            if (parameters.learns(slot)) {
                for (int i = slot.offset(), end = i + slot.size(); i < end; i++) {
                    squares += (double) gradients[i] * gradients[i];
                }
            }
        }
        double norm = Math.sqrt(squares);
        return norm > optimiser.clipNorm() ? optimiser.clipNorm() / norm : 1;
    }

    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        moments.forEach((moment, flat) -> parameters.slots().stream()
                .filter(slot -> slot.parameter().kind().trained())
                .forEach(slot -> state.put(name(moment, slot), Parameters.tensor(flat, slot))));
        state.put(STEP, new Tensor(new float[] {steps}));
        return state;
    }

    /**
     * @param state what {@link #state} gave, among other tensors
     * @throws IllegalArgumentException naming what is missing, as after a change of the optimiser
     */
    public void load(Map<String, Tensor> state) {
        steps = (int) required(state, STEP).data()[0];
        moments.forEach((moment, flat) -> parameters.slots().stream()
                .filter(slot -> slot.parameter().kind().trained())
                .forEach(slot -> Parameters.put(required(state, name(moment, slot)), flat, slot, name(moment, slot))));
    }

    public static boolean owns(String name) {
        return name.startsWith(PREFIX);
    }

    private static String name(String moment, Parameters.Slot slot) {
        return PREFIX + moment + "/" + slot.name();
    }

    private Tensor required(Map<String, Tensor> state, String name) {
        Tensor tensor = state.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the state lacks '" + name + "', which " + optimiser
                    + " needs; was it saved with another optimiser?");
        }
        return tensor;
    }
}
