package dev.ocellus.network.dl4j;

import dev.ocellus.network.Network;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of DL4J as it is: it can be asked, and told as one of our graphs.
 *
 * <p>Files are read by DL4J's own reader. Its configurations name Java classes that the reader brings to life; only DL4J's own are let through, and
 * serialised Java objects in the file are left unread, but a file from a stranger is still parsed by code that was not written for strangers: bring over
 * only models from people you trust, and pass on the result, which is plain numbers.
 */
public final class Dl4jModel implements Network {
    private final Model model;
    private final Vertices vertices;
    private final Optional<Shape> statedInput;

    private Dl4jModel(Model model, Vertices vertices, Optional<Shape> statedInput) {
        this.model = model;
        this.vertices = vertices;
        this.statedInput = statedInput;
    }

    /**
     * Reads a model that was saved by DL4J, a {@code MultiLayerNetwork} or a {@code ComputationGraph}, or a whole model that Keras 1 or 2 saved as HDF5,
     * as far as DL4J's importer knows its layers.
     *
     * @throws IOException naming the file, where it is none, or a damaged one, or names classes that are not DL4J's, or has layers of Keras that
     *     DL4J's importer does not know
     * @throws NotInVocabularyException where it has several inputs
     */
    public static Dl4jModel read(Path file) throws IOException {
        if (KerasFile.isOne(file)) {
            KerasFile keras = KerasFile.read(file);
            return of(keras.model(), keras.input());
        }
        return of(ModelFile.read(file));
    }

    /**
     * An untrained network of DL4J's zoo.
     *
     * @param classes how many it tells apart
     * @param seed of its starting weights
     * @throws NotInVocabularyException where there is none for that input
     */
    public static Dl4jModel untrained(ZooArchitecture architecture, Shape input, int classes, long seed) {
        return of(architecture.create(input, classes, seed));
    }

    static Dl4jModel of(Model model) {
        return of(model, Optional.empty());
    }

    private static Dl4jModel of(Model model, Optional<Shape> statedInput) {
        return new Dl4jModel(
                model,
                model instanceof ComputationGraph graph ? Vertices.of(graph) : Vertices.of((MultiLayerNetwork) model),
                statedInput);
    }

    /** What the network was made for, where its configuration tells; most keep it to themselves. */
    public Optional<Shape> input() {
        return statedInput.or(this::inputOfPreprocessor);
    }

    private Optional<Shape> inputOfPreprocessor() {
        return vertices.vertices().stream()
                .filter(vertex -> vertex.inputs().equals(List.of(vertices.input())))
                .flatMap(vertex -> vertex.kind() instanceof LayerVertex layer
                        ? Stream.ofNullable(layer.getPreProcessor())
                        : Stream.empty())
                .flatMap(preprocessor -> preprocessor instanceof FeedForwardToCnnPreProcessor map
                        ? Stream.of(shape(map))
                        : Stream.empty())
                .findFirst();
    }

    /**
     * This network in our vocabulary, with its weights. Its outputs are DL4J's at test time, but for the decoding of boxes by a
     * {@code Yolo2OutputLayer}, whose input is the output then.
     *
     * @param input the shape of what it is to see
     * @throws NotInVocabularyException naming the first layer that cannot be said or does not fit, its class, and why
     */
    public Imported translate(Shape input) {
        return GraphTranslation.translate(vertices, input);
    }

    /** The outputs as DL4J computes them, those that {@link #translate} speaks of. */
    @Override
    public synchronized List<Tensor> forward(Tensor batch) {
        if (batch.shape().length != 4) {
            throw new ShapeException("the network takes (N, C, H, W), got " + Arrays.toString(batch.shape()));
        }
        INDArray input = Nd4j.createFromArray(batch.data())
                .reshape('c', Arrays.stream(batch.shape()).asLongStream().toArray())
                .castTo(model.params().dataType());
        if (vertices.channelsLast()) {
            input = input.permute(0, 2, 3, 1).dup('c');
        }
        if (model instanceof ComputationGraph graph) {
            List<String> outputs =
                    vertices.outputs().stream().map(this::beforeDecoding).toList();
            return Stream.of(graph.output(outputs, false, new INDArray[] {input}, null))
                    .map(this::tensor)
                    .toList();
        }
        String output = vertices.outputs().get(0);
        List<INDArray> values = ((MultiLayerNetwork) model).feedForward(input);
        return List.of(tensor(values.get(values.size() - (beforeDecoding(output).equals(output) ? 1 : 2))));
    }

    /** The vertex itself, or the one before it where it decodes boxes. */
    private String beforeDecoding(String output) {
        Vertex vertex = vertices.vertex(output);
        return vertex.kind() instanceof LayerVertex layer
                        && layer.getLayerConf().getLayer() instanceof Yolo2OutputLayer
                ? vertex.inputs().get(0)
                : output;
    }

    private Tensor tensor(INDArray value) {
        INDArray array = vertices.channelsLast() && value.rank() == 4 ? value.permute(0, 3, 1, 2) : value;
        int[] shape = Arrays.copyOf(
                Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray(), 4);
        for (int axis = array.rank(); axis < shape.length; axis++) {
            shape[axis] = 1;
        }
        return Weights.of(array, shape);
    }

    Vertices vertices() {
        return vertices;
    }

    static Shape shape(FeedForwardToCnnPreProcessor map) {
        return new Shape(
                Math.toIntExact(map.getNumChannels()),
                Math.toIntExact(map.getInputHeight()),
                Math.toIntExact(map.getInputWidth()));
    }

    /** Nothing to do: DL4J's memory goes with this object. */
    @Override
    public void close() {}
}
