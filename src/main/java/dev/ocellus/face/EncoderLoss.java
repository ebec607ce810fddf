package dev.ocellus.face;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an encoder learns from: the sum of those losses that have a weight. It learns itself where there are {@link ClassCentres}. */
public final class EncoderLoss implements LossFunction<People> {
    private final EncoderLosses settings;
    private final MarginSoftmaxLoss softmax;

    /**
     * @param people how many there are to tell apart
     * @param width coordinates of an embedding
     * @param seed of the centres and of what they are compared with
     */
    public EncoderLoss(EncoderLosses settings, int people, int width, long seed) {
        this.settings = settings;
        this.softmax = new MarginSoftmaxLoss(
                settings.softmax(), new ClassCentres(settings.softmax().weight() > 0 ? people : 0, width, seed), seed);
    }

    /** @param outputs one: embeddings (N, D, 1, 1) of length 1 */
    @Override
    public Loss of(List<Tensor> outputs, People people) {
        double value = 0;
        Map<String, Double> parts = new LinkedHashMap<>();
        float[] gradient = new float[outputs.get(0).size()];
        for (LossFunction<People> part : parts()) {
            Loss loss = part.of(outputs, people);
            value += loss.value();
            parts.putAll(loss.parts());
            float[] added = loss.gradients().get(0).data();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += added[i];
            }
        }
        return new Loss(
                value, parts, List.of(new Tensor(gradient, outputs.get(0).shape())));
    }

    private List<LossFunction<People>> parts() {
        List<LossFunction<People>> parts = new ArrayList<>();
        if (settings.softmax().weight() > 0) {
            parts.add(softmax);
        }
        if (settings.contrastive().weight() > 0) {
            parts.add(settings.contrastive());
        }
        if (settings.triplet().weight() > 0) {
            parts.add(settings.triplet());
        }
        return parts;
    }

    /**
     * Starts with a direction for each person in place of drawn ones.
     *
     * @param directions one for each person, as wide as an embedding; of any length above 0
     */
    public void startAt(float[][] directions) {
        if (settings.softmax().weight() > 0) {
            softmax.centres().startAt(directions);
        }
    }

    /** Lets what this loss holds itself learn from the last value. */
    public void step(double rate) {
        if (settings.softmax().weight() > 0) {
            softmax.step(rate);
        }
    }

    /** Everything of this loss that an exact continuation needs; copies. */
    public Map<String, Tensor> state() {
        return settings.softmax().weight() > 0 ? softmax.centres().state() : Map.of();
    }

    /** Restores what {@link #state} gave. */
    public void load(Map<String, Tensor> state) {
        if (settings.softmax().weight() > 0) {
            softmax.centres().load(state);
        }
    }
}
