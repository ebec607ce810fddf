package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.settings.KebabCase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A network that has a name of its own, as a graph without weights. All end in one score a class (logits: the loss, or a softmax layer, makes shares
 * of them), and call what belongs to the features {@code backbone.…} and what belongs to the classes {@code head.…}.
 */
public enum KnownNetwork {
    LOGISTIC(
            "logistic regression: one score, for the second of two classes",
            new Shape(3, 32, 32),
            2,
            KnownNetwork::logistic),
    SOFTMAX("softmax regression: one dense layer", new Shape(3, 32, 32), 10, KnownNetwork::softmax),
    SMALL("four convolutions with batch norm, to start with", new Shape(3, 64, 64), 10, SmallNetwork::graph),
    LENET_5(
            "LeCun et al. 1998, with ReLU and max pooling as courses teach it",
            new Shape(3, 32, 32),
            10,
            LeNet5::graph),
    ALEXNET("Krizhevsky et al. 2012, in two groups as published", new Shape(3, 227, 227), 1000, AlexNet::graph),
    VGG_16("Simonyan and Zisserman 2014, configuration D", new Shape(3, 224, 224), 1000, Vgg16::graph),
    RESNET_18("He et al. 2015", new Shape(3, 224, 224), 1000, ResNet::resNet18),
    RESNET_50("He et al. 2015, halving in the 3x3 convolutions", new Shape(3, 224, 224), 1000, ResNet::resNet50),
    GOOGLENET("Szegedy et al. 2014, without the helping heads", new Shape(3, 224, 224), 1000, GoogLeNet::graph),
    DARKNET_19("Redmon and Farhadi 2016", new Shape(3, 224, 224), 1000, Darknet::darknet19),
    DARKNET_TINY("Redmon 2016: Tiny Darknet", new Shape(3, 224, 224), 1000, Darknet::tiny),
    MOBILENET("Howard et al. 2017, width 1", new Shape(3, 224, 224), 1000, MobileNet::graph);

    private final String source;
    private final Shape input;
    private final int classes;
    private final BiFunction<Shape, Integer, Graph> graph;

    KnownNetwork(String source, Shape input, int classes, BiFunction<Shape, Integer, Graph> graph) {
        this.source = source;
        this.input = input;
        this.classes = classes;
        this.graph = graph;
    }

    /** The network that files and commands call by this name. */
    public static Optional<KnownNetwork> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.publicName().equals(name))
                .findFirst();
    }

    /** Every name, in order of age. */
    public static List<String> names() {
        return Arrays.stream(values()).map(KnownNetwork::publicName).toList();
    }

    /** The name in files and on the command line: {@code resnet-18}. */
    public String publicName() {
        return KebabCase.of(name());
    }

    /** Where it was published, and in what it differs. */
    public String source() {
        return source;
    }

    /** The size of picture for which it was published. */
    public Shape input() {
        return input;
    }

    /** How many classes its published weights tell apart. */
    public int classes() {
        return classes;
    }

    /** As it was published. */
    public Graph graph() {
        return graph(input, classes);
    }

    /**
     * For pictures of another size and other classes.
     *
     * @throws dev.ocellus.network.ShapeException where the pictures are too small
     */
    public Graph graph(Shape otherInput, int otherClasses) {
        return graph.apply(otherInput, otherClasses);
    }

    private static Graph logistic(Shape input, int classes) {
        if (classes != 2) {
            throw new ShapeException("logistic regression tells 2 classes apart, not " + classes + "; take softmax");
        }
        return softmax(input, 1);
    }

    private static Graph softmax(Shape input, int classes) {
        return Line.from(input)
                .branch("head")
                .then("flatten", new Layer.Flatten())
                .then("dense", new Layer.Dense(classes))
                .build();
    }
}
