package dev.ocellus.tools;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.learn.ActivationCache;
import dev.ocellus.learn.Compile;
import dev.ocellus.learn.Examples;
import dev.ocellus.learn.Fit;
import dev.ocellus.learn.FrozenFront;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.learn.Model;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.zoo.KnownNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Measures what cached activations save: ResNet-18 over 64 × 64, frozen up to a node, 500 pictures. Prints the processor seconds of training with the
 * frozen front in each step, of computing the cache, and of training on it; processor seconds, because other work on the machine disturbs them least.
 *
 * <p>Arguments: number of epochs, number of threads, names of nodes.
 */
public final class TransferBench {
    private static final int PICTURES = 500;
    private static final int CLASSES = 10;
    private static final int BATCH = 32;

    private TransferBench() {}

    public static void main(String[] arguments) throws Exception {
        int epochs = Integer.parseInt(arguments[0]);
        Engines engines = new LocalEngines(Integer.parseInt(arguments[1]));
        Graph graph = KnownNetwork.RESNET_18.graph(new Shape(3, 64, 64), CLASSES);
        Map<String, Tensor> start = Initialisation.HE.draw(graph, 1);
        Examples pictures = pictures(graph.input());
        train(graph, start, pictures, 1, engines, ""); // everything is loaded and compiled once before it is timed
        System.out.printf("%d pictures, %d epochs, processor seconds%n", PICTURES, epochs);
        for (String node : Arrays.asList(arguments).subList(2, arguments.length)) {
            double frozen = train(graph, start, pictures, epochs, engines, node);
            GraphCut cut = GraphCut.at(graph, node);
            Path file = Files.createTempDirectory("front").resolve("cache.safetensors");
            double begin = processorSeconds();
            try (ActivationCache cache = ActivationCache.open(
                    file, FrozenFront.of(cut, start), pictures, 1, engines, ActivationCache.Listener.NONE)) {
                double filled = processorSeconds() - begin;
                Map<String, Tensor> rest = new LinkedHashMap<>(start);
                rest.keySet().retainAll(cut.rest().parameters().keySet());
                double trained = train(cut.rest(), rest, cache, epochs, engines, "");
                System.out.printf(
                        "%s, %,d numbers learn: frozen %.1f; cache of %.1f MB %.1f, trained on %.1f: %.1f times as fast%n",
                        node,
                        cut.rest().parameterCount(),
                        frozen,
                        Files.size(file) / 1e6,
                        filled,
                        trained,
                        frozen / (filled + trained));
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static double train(
            Graph graph, Map<String, Tensor> start, Examples examples, int epochs, Engines engines, String freezeUpTo)
            throws Exception {
        Compile how = Compile.of(
                new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0), new LearningRate.Constant(1e-3), new SoftmaxCrossEntropy());
        try (Model model = Model.create(graph, engines).compile(how)) {
            model.loadParameters(start);
            if (!freezeUpTo.isEmpty()) {
                model.freezeUpTo(freezeUpTo);
            }
            double begin = processorSeconds();
            model.fit(examples, Fit.of(epochs, BATCH));
            return processorSeconds() - begin;
        }
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static Examples pictures(Shape shape) {
        Random random = new Random(1);
        Tensor pictures = Tensor.zeros(PICTURES, shape.channels(), shape.height(), shape.width());
        Tensor labels = Tensor.zeros(PICTURES);
        for (int i = 0; i < pictures.size(); i++) {
            pictures.data()[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < PICTURES; i++) {
            labels.data()[i] = i % CLASSES;
        }
        return Examples.of(pictures, labels);
    }
}
