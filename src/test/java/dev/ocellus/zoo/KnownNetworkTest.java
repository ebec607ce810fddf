package dev.ocellus.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownNetworkTest {
    /**
     * Trained numbers, and multiplications of convolutions and dense layers, as others count them: AlexNet and GoogLeNet in Caffe's reference models,
     * VGG and ResNets in torchvision (with its stride in the 3×3 convolution), MobileNet in Keras, LeNet-5 in the course (whose figures are checked layer by
     * layer below).
     */
    @ParameterizedTest
    @CsvSource({
        "softmax,           30730,       30720",
        "lenet-5,           62958,      849320",
        "alexnet,        60965224,   724406816",
        "vgg-16,        138357544, 15470264320",
        "resnet-18,      11689512,  1814073344",
        "resnet-50,      25557032,  4089184256",
        "googlenet,       6998552,  1582671872",
        "mobilenet,       4231976,   568740352",
    })
    void sizesArePublished(String name, long parameters, long multiplications) {
        Graph graph = KnownNetwork.named(name).orElseThrow().graph();
        assertEquals(parameters, graph.parameterCount());
        assertEquals(multiplications, multiplications(graph));
    }

    /** Published in rounded figures: 20.8 million numbers and 5.58 billion operations, and 4.0 MB (of 2^20 bytes) and 980 million. */
    @ParameterizedTest
    @CsvSource({"darknet-19, 20.8e6, 0.1e6, 5.58e9, 0.005e9", "darknet-tiny, 1048576, 11000, 980e6, 5e6"})
    void darknetsHaveTheirSizes(
            String name, double parameters, double roundedBy, double operations, double operationsRoundedBy) {
        Graph graph = KnownNetwork.named(name).orElseThrow().graph();
        assertEquals(parameters, graph.parameterCount(), roundedBy);
        assertEquals(operations, 2.0 * multiplications(graph), operationsRoundedBy);
    }

    @Test
    void lenetIsTheCoursesNetwork() {
        Graph graph = KnownNetwork.LENET_5.graph();
        Map<String, Shape> shapes = graph.shapes();
        assertEquals(new Shape(8, 28, 28), shapes.get("backbone.conv1"));
        assertEquals(new Shape(8, 14, 14), shapes.get("backbone.pool1"));
        assertEquals(new Shape(16, 10, 10), shapes.get("backbone.conv2"));
        assertEquals(new Shape(16, 5, 5), shapes.get("backbone.pool2"));
        assertEquals(Shape.vector(400), shapes.get("head.flatten"));
        // The course prints 208, 416, 48 001, 10 081 and 841, which are known slips.
        assertEquals(
                List.of(608L, 3216L, 48_120L, 10_164L, 850L),
                List.of(
                        count(graph, "backbone.conv1."),
                        count(graph, "backbone.conv2."),
                        count(graph, "head.dense3."),
                        count(graph, "head.dense4."),
                        count(graph, "head.dense5.")));
    }

    @Test
    void tenSmallFiltersHave280Numbers() {
        Layer.Conv filters = new Layer.Conv(10, 3, 1, 0, true);
        assertEquals(280, filters.parameterCount(List.of(new Shape(3, 32, 32))));
    }

    /** 120 million multiplications without the 1×1 convolution between, 12.4 million with it. */
    @Test
    void anInceptionBottleneckSavesATenth() {
        Shape input = new Shape(192, 28, 28);
        Layer.Conv five = Line.sameSize(32, 5, true);
        Layer.Conv narrow = Line.sameSize(16, 1, true);
        assertEquals(120_422_400, five.multiplications(List.of(input)));
        Shape between = narrow.outputShape(List.of(input));
        assertEquals(new Shape(16, 28, 28), between);
        assertEquals(12_443_648, narrow.multiplications(List.of(input)) + five.multiplications(List.of(between)));
    }

    @ParameterizedTest
    @CsvSource({
        "alexnet,   backbone.conv1,                96, 55",
        "alexnet,   backbone.conv2,               256, 27",
        "alexnet,   backbone.conv5,               256, 13",
        "alexnet,   backbone.pool5,               256,  6",
        "vgg-16,    backbone.stage1.conv2,         64, 224",
        "vgg-16,    backbone.stage5.conv3,        512, 14",
        "vgg-16,    backbone.stage5.pool,         512,  7",
        "resnet-18, backbone.stem.conv,            64, 112",
        "resnet-18, backbone.stage1.block2.relu,   64, 56",
        "resnet-18, backbone.stage4.block2.relu,  512,  7",
        "resnet-50, backbone.stage1.block3.relu,  256, 56",
        "resnet-50, backbone.stage4.block3.relu, 2048,  7",
        "googlenet, backbone.inception3a.concat,  256, 28",
        "googlenet, backbone.inception3b.concat,  480, 28",
        "googlenet, backbone.inception4e.concat,  832, 14",
        "googlenet, backbone.inception5b.concat, 1024,  7",
        "darknet-19, backbone.stage6.conv5,      1024,  7",
        "darknet-tiny, backbone.stage5.conv5,     128, 14",
        "mobilenet, backbone.block1.relu-mix,      64, 112",
        "mobilenet, backbone.block11.relu-mix,    512, 14",
        "mobilenet, backbone.block13.relu-mix,   1024,  7",
    })
    void shapesArePublished(String network, String node, int channels, int side) {
        Graph graph = KnownNetwork.named(network).orElseThrow().graph();
        assertEquals(new Shape(channels, side, side), graph.shapes().get(node));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOGISTIC") // one score for two classes
    void allEndInAScoreForEachClassAndGroupTheirNames(KnownNetwork known) {
        Graph graph = known.graph(known.input(), 7);
        assertEquals(1, graph.outputs().size());
        assertEquals(Shape.vector(7), graph.shapes().get(graph.outputs().get(0)));
        assertTrue(graph.nodes().stream()
                .allMatch(node -> node.name().matches("(backbone|head)(\\.[a-z0-9]+(-[a-z0-9]+)*)+")));
        assertEquals(Optional.of(known), KnownNetwork.named(known.publicName()));
    }

    @Test
    void aPictureThatIsTooSmallIsRefusedNamingTheLayer() {
        ShapeException refused =
                assertThrows(ShapeException.class, () -> KnownNetwork.ALEXNET.graph(new Shape(3, 32, 32), 10));
        assertTrue(refused.getMessage().contains("backbone.pool"), refused.getMessage());
    }

    @Test
    void depthwiseLayersOfMobilenetSeeOneChannelEach() {
        Layer.Conv each = (Layer.Conv) KnownNetwork.MOBILENET.graph().nodes().stream()
                .filter(node -> node.name().equals("backbone.block2.conv-each"))
                .findFirst()
                .orElseThrow()
                .layer();
        assertEquals(new Layer.Conv(64, Extent.of(3), Extent.of(2), Padding.SAME, Extent.of(1), 64, false), each);
    }

    private static long count(Graph graph, String prefix) {
        return graph.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .mapToLong(Parameter::size)
                .sum();
    }

    private static long multiplications(Graph graph) {
        Map<String, Shape> shapes = graph.shapes();
        return graph.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Conv || node.layer() instanceof Layer.Dense)
                .mapToLong(node -> node.layer()
                        .multiplications(node.inputs().stream().map(shapes::get).toList()))
                .sum();
    }
}
