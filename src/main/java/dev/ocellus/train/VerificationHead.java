package dev.ocellus.train;

import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.face.PairFeatures;
import dev.ocellus.frame.Embedding;
import dev.ocellus.learn.Compile;
import dev.ocellus.learn.Examples;
import dev.ocellus.learn.Fit;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.learn.Model;
import dev.ocellus.loss.Logistic;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A logistic regression on two embeddings of a frozen encoder that says whether they are of one person, to be compared with their plain distance. It learns
 * from pairs of the people that the encoder learned from, and is measured on pairs of others.
 */
record VerificationHead(PairFeatures features, Model model) implements AutoCloseable {
    private static final int EPOCHS = 8;
    private static final int BATCH = 256;
    private static final double RATE = 0.02;

    /**
     * Learns.
     *
     * @param embeddings of the faces that the pairs number
     */
    static VerificationHead learn(
            PairFeatures features, List<Embedding> embeddings, FacePairs pairs, Engines engines, long seed)
            throws IOException, InterruptedException {
        int width = embeddings.get(0).size();
        Graph.Builder graph = new Graph.Builder(Shape.vector(width));
        // features of unit vectors are small; a batch norm brings each to the size that the learning rate is for
        String normed = graph.add("norm", new Layer.BatchNorm(), Graph.INPUT);
        Compile how = Compile.of(Optimiser.adam(), new LearningRate.Cosine(RATE, 0.02, 0), new Logistic())
                .withSeed(seed);
        Model model = Model.create(graph.build(graph.add("logit", new Layer.Dense(1), normed)), engines)
                .compile(how);
        VerificationHead head = new VerificationHead(features, model);
        List<FacePairs.Pair> all = new ArrayList<>(pairs.same());
        all.addAll(pairs.different());
        float[] targets = new float[all.size()];
        Arrays.fill(targets, 0, pairs.same().size(), 1);
        model.fit(
                Examples.of(head.inputs(all, embeddings), new Tensor(targets, targets.length, 1)),
                Fit.of(EPOCHS, BATCH));
        return head;
    }

    private Tensor inputs(List<FacePairs.Pair> pairs, List<Embedding> embeddings) {
        int width = embeddings.get(0).size();
        float[] inputs = new float[pairs.size() * width];
        for (int i = 0; i < pairs.size(); i++) {
            float[] row = features.of(
                    embeddings.get(pairs.get(i).first()),
                    embeddings.get(pairs.get(i).second()));
            System.arraycopy(row, 0, inputs, i * width, width);
        }
        return new Tensor(inputs, pairs.size(), width, 1, 1);
    }

    /** How well it tells pairs apart; in place of a distance stands the probability that two people are seen. */
    VerificationEvaluation evaluation(List<Embedding> embeddings, FacePairs pairs) {
        List<Comparison> comparisons = new ArrayList<>();
        for (float logit : logits(pairs.same(), embeddings)) {
            comparisons.add(Comparison.genuine(1 / (1 + Math.exp(logit))));
        }
        for (float logit : logits(pairs.different(), embeddings)) {
            comparisons.add(Comparison.impostor(1 / (1 + Math.exp(logit))));
        }
        return VerificationEvaluation.of(comparisons);
    }

    private float[] logits(List<FacePairs.Pair> pairs, List<Embedding> embeddings) {
        return model.predict(inputs(pairs, embeddings)).get(0).data();
    }

    @Override
    public void close() {
        model.close();
    }
}
