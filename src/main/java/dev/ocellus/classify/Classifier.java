package dev.ocellus.classify;

import dev.ocellus.frame.Classification;
import dev.ocellus.image.Image;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Says what a picture as a whole shows, with trained weights. Safe from several threads; closing it closes the network.
 *
 * <p>The network ends in probabilities: one for each label (softmax), or a single one (sigmoid), which is that of the second of two labels.
 *
 * @param input what the network wants to see
 * @param labels in the order of the network's outputs
 */
public record Classifier(Network network, ModelCard.Input input, List<String> labels) implements AutoCloseable {
    public Classifier {
        labels = List.copyOf(labels);
    }

    /**
     * A classifier with the weights of a folder.
     *
     * @param engine makes a network of the bytes of an ONNX file
     * @throws IOException where the folder's files are not what its card says, or the weights are no classifier
     */
    public static Classifier open(WeightsFolder weights, Function<byte[], Network> engine) throws IOException {
        ModelCard card = weights.card();
        if (!card.task().equals(ModelCard.CLASSIFY) || card.labels().size() < 2) {
            throw new IOException("%s holds no classifier: its card has the task '%s' and %d labels"
                    .formatted(weights.path(), card.task(), card.labels().size()));
        }
        return new Classifier(engine.apply(weights.read(WeightsFolder.MODEL)), card.input(), card.labels());
    }

    /** What a picture of any size shows. */
    public Classification classify(Image image) {
        return classifyFitted(List.of(input.fitted(image))).get(0);
    }

    /**
     * What pictures show.
     *
     * @param images at least one, all {@linkplain ModelCard.Input#fitted brought to the network's size}
     */
    public List<Classification> classifyFitted(List<Image> images) {
        Tensor outputs = network.forward(input.preprocessing().toBatch(images)).get(0);
        int each = outputs.size() / images.size();
        if (each != labels.size() && !(each == 1 && labels.size() == 2)) {
            throw new IllegalStateException(
                    "the network says %d numbers of a picture, for %d labels".formatted(each, labels.size()));
        }
        List<Classification> classifications = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            classifications.add(Classification.of(labels, probabilities(outputs.data(), i * each, each)));
        }
        return classifications;
    }

    private float[] probabilities(float[] outputs, int from, int each) {
        float[] probabilities = new float[labels.size()];
        if (each == 1) {
            probabilities[1] = outputs[from];
            probabilities[0] = 1 - outputs[from];
        } else {
            System.arraycopy(outputs, from, probabilities, 0, each);
        }
        return probabilities;
    }

    @Override
    public void close() {
        network.close();
    }
}
