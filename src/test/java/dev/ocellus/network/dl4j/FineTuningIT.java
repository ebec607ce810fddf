package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.learn.Compile;
import dev.ocellus.learn.Examples;
import dev.ocellus.learn.Fit;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.learn.Model;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of DL4J's zoo, brought over, taught other classes with a head of its own, and given back to DL4J: all engines still agree. */
class FineTuningIT {
    private static final Shape INPUT = new Shape(3, 32, 32);
    private static final int CLASSES = 3;

    /** Until here nothing learns. */
    private static final String FROZEN = "maxpool2";

    /** The last layer that is kept, and the first one that is made anew. */
    private static final String KEPT = "ffn1.relu";

    private static final String HEAD = "output";

    @Test
    void aNetworkOfTheZooLearnsOtherClasses() throws IOException, InterruptedException {
        Imported imported = Shaken.shaken(Dl4jModel.untrained(ZooArchitecture.LENET, INPUT, 10, 1), 2)
                .translate(INPUT);
        Graph.Builder builder = imported.graph().upTo(KEPT);
        builder.add(HEAD, new Layer.Dense(CLASSES), KEPT);
        Graph learning = builder.build(HEAD);
        Graph answering = builder.build(builder.add("shares", new Layer.Softmax(), HEAD));

        Tensor pictures = tinted(24);
        Tensor classes = Tensor.zeros(24);
        for (int i = 0; i < classes.size(); i++) {
            classes.data()[i] = i % CLASSES;
        }
        Examples examples = Examples.of(pictures, classes);
        LocalEngines engines = new LocalEngines(2);
        Compile how = Compile.of(Optimiser.adam(), new LearningRate.Constant(0.0005), new SoftmaxCrossEntropy());
        Map<String, Tensor> learned;
        try (Model model = Model.create(learning, engines).compile(how)) {
            Map<String, Tensor> backbone = new HashMap<>(imported.parameters());
            backbone.keySet().removeIf(name -> name.startsWith(HEAD + "."));
            model.loadParameters(backbone);
            model.freezeUpTo(FROZEN);
            Map<String, Double> before = model.evaluate(examples);
            model.fit(examples, Fit.of(6, 8));
            Map<String, Double> after = model.evaluate(examples);
            assertTrue(after.get("loss") < before.get("loss") / 2, before + ", then " + after);
            assertTrue(after.get("accuracy") > 0.9, before + ", then " + after);
            learned = model.parameters();
            backbone.forEach((name, values) ->
                    assertEquals(name.startsWith("cnn"), values.equals(learned.get(name)), name + " is unchanged"));
        }

        Dl4jModel theirs = Dl4jModel.untrained(ZooArchitecture.LENET, INPUT, CLASSES, 3);
        putInto(theirs, learned);
        Tensor expected = theirs.forward(pictures).get(0);
        try (Network exported = engines.open(engines.export(answering, learned, Map.of()));
                var trainable = engines.trainable(answering, Optimiser.adam(), 4)) {
            trainable.load(learned);
            assertArrayEquals(
                    expected.data(), trainable.forward(pictures).get(0).data(), 1e-4f, "ND4J");
            assertArrayEquals(expected.data(), exported.forward(pictures).get(0).data(), 1e-4f, "ONNX Runtime");
        }
    }

    /** Noise with one plane brighter than the others. */
    private static Tensor tinted(int count) {
        Tensor pictures = Shaken.batch(count, INPUT, 5);
        int plane = INPUT.height() * INPUT.width();
        for (int i = 0; i < pictures.size(); i++) {
            boolean bright = i / plane % INPUT.channels() == i / INPUT.size() % CLASSES;
            pictures.data()[i] += bright ? 1 : 0;
        }
        return pictures;
    }

    /** Sets DL4J's own arrays, the other way round than the import, and without its code. */
    private static void putInto(Dl4jModel model, Map<String, Tensor> parameters) {
        for (Vertex vertex : model.vertices().vertices()) {
            vertex.parameters().forEach((name, array) -> {
                boolean weights = name.equals("W");
                INDArray flat = Nd4j.createFromArray(parameters
                        .get(vertex.name() + (weights ? ".weight" : ".bias"))
                        .data());
                array.assign(
                        weights && array.rank() == 2
                                ? flat.reshape('c', array.size(1), array.size(0))
                                        .transpose()
                                : flat.reshape('c', array.shape()));
            });
        }
    }
}
