package dev.ocellus.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.RandomNetworks;
import dev.ocellus.network.Shape;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkFileTest {
    @TempDir
    Path folder;

    private Graph read(String yaml) {
        try {
            return NetworkFile.read(Files.writeString(folder.resolve("n.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the message, without the folder. */
    private String mistakes(String yaml) {
        return assertThrows(NetworkFileException.class, () -> read(yaml))
                .getMessage()
                .replace(folder.resolve("n.yaml").toString(), "n.yaml")
                .replace(System.lineSeparator(), "\n");
    }

    private String mistakeInLayers(String layers) {
        return mistakes("input: 8x8x3\nlayers:\n" + layers);
    }

    @Test
    void layersReadTheOneBeforeAndAreCalledByTheirKind() {
        Graph graph = read("""
                # a comment
                input: 24x32x3
                layers:
                  - conv: {outputs: 8, kernel: 5, padding: valid}
                  - relu
                  - max-pool
                  - conv: {outputs: 4, kernel: 1x3, stride: 2, bias: false}
                  - leaky-relu: {slope: 0.2}
                  - flatten:
                  - dense: {outputs: 10}
                """);
        Extent one = Extent.of(1);
        Graph.Builder expected = new Graph.Builder(new Shape(3, 24, 32));
        expected.add("conv1", new Layer.Conv(8, Extent.of(5), one, Padding.VALID, one, 1, true), "input");
        expected.add("relu1", new Activation(Activation.Function.RELU), "conv1");
        expected.add("max-pool1", new Pool.MaxPool(2, 2, 0), "relu1");
        expected.add(
                "conv2", new Layer.Conv(4, new Extent(1, 3), Extent.of(2), Padding.SAME, one, 1, false), "max-pool1");
        expected.add("leaky-relu1", new Activation(Activation.Function.LEAKY_RELU, 0.2), "conv2");
        expected.add("flatten1", new Layer.Flatten(), "leaky-relu1");
        expected.add("dense1", new Layer.Dense(10), "flatten1");
        assertEquals(expected.build("dense1"), graph);
    }

    @Test
    void layersMayReadOthersAndStandInAnyOrder() {
        Graph graph = read("""
                input: 8x8x4
                layers:
                - add: {name: sum, from: [c2, input]}
                - conv: {name: c2, outputs: 4, kernel: 3, from: early}
                - conv: {name: early, outputs: 4, kernel: 1, from: input}
                - sigmoid: {from: sum}
                outputs: [sigmoid1, early]
                """);
        assertEquals(
                List.of("early", "c2", "sum", "sigmoid1"),
                graph.nodes().stream().map(Graph.Node::name).toList());
        assertEquals(List.of("c2", "input"), graph.nodes().get(2).inputs());
        assertEquals(List.of("sigmoid1", "early"), graph.outputs());
    }

    @ParameterizedTest
    @EnumSource
    void everyKnownNetworkIsReadAsItWasWritten(KnownNetwork known) {
        assertEquals(known.graph(), read(NetworkFile.write(known.graph(), known.source())));
    }

    @Test
    void randomNetworksAreReadAsTheyWereWritten() {
        Property.check(20, random -> {
            Graph graph = RandomNetworks.graph(random);
            assertEquals(graph, read(NetworkFile.write(graph, "")));
        });
    }

    @Test
    void whatIsWrittenIsFitToRead() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        net.add("conv1", new Layer.Conv(4, 3, 2, 1, true), "input");
        net.add("relu1", new Activation(Activation.Function.RELU), "conv1");
        net.add("wide", new Layer.Conv(4, 1, 1, 0, false), "conv1");
        net.add("add1", new Layer.Add(), "relu1", "wide");
        assertEquals("""
                # four filters
                input: 8x8x3
                layers:
                - conv: {outputs: 4, kernel: 3, stride: 2, padding: 1}
                - relu
                - conv: {name: wide, outputs: 4, kernel: 1, padding: valid, bias: false, from: conv1}
                - add:
                    from: [relu1, wide]
                outputs: [add1, relu1]
                """, NetworkFile.write(net.build("add1", "relu1"), "four filters"));
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        assertEquals("""
                n.yaml:1: input must be height x width x channels such as 32x32x3, got '32x32'
                n.yaml:3: layer 1 'cov' is unknown; did you mean 'conv'? known: conv, dense, batch-norm, relu, leaky-relu, sigmoid, tanh, silu, \
                softmax, max-pool, average-pool, lp-pool, global-average-pool, global-max-pool, dropout, local-response-norm, l2-normalise, scale, upsample, \
                space-to-depth, add, concat, flatten
                n.yaml:4: layer 2 'conv': unknown setting 'output'; did you mean 'outputs'? known: outputs, kernel, stride, padding, dilation, groups, \
                bias, name, from
                n.yaml:4: layer 2 'conv': needs the setting 'outputs'
                n.yaml:5: layer 3 'relu': unknown setting 'slope'; known: name, from
                n.yaml:6: layer 4 'dropout': dropout: rate must be at least 0 and below 1, got 1.5
                n.yaml:7: layer 5 'conv': outputs must be a whole number, got 'many'
                n.yaml:7: layer 5 'conv': kernel must be a whole number such as 3, or height x width such as 1x7, got '0'
                n.yaml:8: layer 6 must be one name with its settings, '- name: {setting: value}'
                n.yaml:9: unknown key 'output'; did you mean 'outputs'? known: input, layers, outputs""", mistakes("""
                input: 32x32
                layers:
                - cov: {outputs: 3}
                - conv: {output: 3, kernel: 3}
                - relu: {slope: 0.1}
                - dropout: {rate: 1.5}
                - conv: {outputs: many, kernel: 0}
                - {relu: {}, tanh: {}}
                output: relu1
                """));
    }

    @Test
    void whatALayerReadsMustBeThere() {
        assertEquals(
                "n.yaml:4: 'add1' reads 'rlu1', which is no layer; did you mean 'relu1'? known: relu1, add1, input",
                mistakeInLayers("- relu\n- add: {from: [rlu1, input]}\n"));
        assertEquals(
                "n.yaml:4: output 'relu' is no layer; did you mean 'relu1'? known: relu1",
                mistakeInLayers("- relu\noutputs: [relu]\n"));
    }

    @Test
    void aRingIsNamed() {
        assertEquals(
                "n.yaml:4: layers read each other in a ring: 'a' reads 'c' reads 'b' reads 'a'", mistakeInLayers("""
                        - relu
                        - add: {name: a, from: [relu1, c]}
                        - tanh: {name: b}
                        - conv: {name: c, outputs: 3, kernel: 3}
                        """));
        assertEquals(
                "n.yaml:3: layers read each other in a ring: 'relu1' reads 'relu1'",
                mistakeInLayers("- relu: {from: relu1}\n"));
    }

    @Test
    void shapesThatClashAreNamedWithTheirLayers() {
        assertEquals(
                "n.yaml:5: 'add1' cannot read 'conv1' (8x8x4) and 'max-pool1' (4x4x4): "
                        + "add needs two or more inputs of one shape, got [4x8x8, 4x4x4] (channels first)",
                mistakeInLayers("""
                        - conv: {outputs: 4, kernel: 3}
                        - max-pool
                        - add: {from: [conv1, max-pool1]}
                        - dense: {outputs: 3}
                        """));
        String twice = mistakeInLayers(
                "- dense: {outputs: 3}\n- conv: {outputs: 2, kernel: 99, padding: valid, from: input}\n");
        assertEquals(2, twice.lines().count(), twice);
        assertTrue(twice.contains("n.yaml:3: 'dense1' cannot read 'input' (8x8x3): dense needs a vector"), twice);
        assertTrue(twice.contains("n.yaml:4: 'conv1' cannot read 'input' (8x8x3): a window of 99x99"), twice);
    }

    @Test
    void namesAreGivenOnce() {
        assertEquals(
                "n.yaml:4: layers 1 and 2 are both called 'a'; give one another name",
                mistakeInLayers("- relu: {name: a}\n- tanh: {name: a}\n"));
        assertEquals(
                "n.yaml:4: layers 1 and 2 are both called 'tanh1'; give one another name",
                mistakeInLayers("- relu: {name: tanh1}\n- tanh\n"));
        assertEquals(
                "n.yaml:3: layer 1 cannot be called 'input', as the picture is",
                mistakeInLayers("- relu: {name: input}\n"));
        assertEquals(
                "n.yaml:3: layer 1 'relu': name must be the name of a layer", mistakeInLayers("- relu: {name: [a]}\n"));
    }

    @Test
    void aFileWithoutLayersIsRefused() {
        assertEquals("n.yaml:1: is empty; a network starts with 'input:'", mistakes("# nothing\n"));
        assertEquals("n.yaml:1: a network is written as 'input: 32x32x3' and 'layers:'", mistakes("- conv\n"));
        assertEquals("n.yaml:1: has no 'layers:'", mistakes("input: 8x8x3\n"));
        assertEquals("n.yaml:1: has no 'input:'", mistakes("layers: [relu]\n"));
        String none = "'layers' must be a list of one layer or more, each '- name: {setting: value}'";
        assertEquals("n.yaml:2: " + none, mistakes("input: 8x8x3\nlayers: []\n"));
        assertEquals("n.yaml:2: " + none, mistakes("input: 8x8x3\nlayers:\n"));
        assertTrue(mistakes("input: [8x8x3\n").startsWith("n.yaml:2: is not YAML"), mistakes("input: [8x8x3\n"));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = folder.resolve("n.yaml");
        Files.write(file, "größe".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(NetworkFileException.class, () -> NetworkFile.read(file))
                .getMessage()
                .endsWith("is not UTF-8 text"));
        assertThrows(NoSuchFileException.class, () -> NetworkFile.read(folder.resolve("none.yaml")));
    }
}
