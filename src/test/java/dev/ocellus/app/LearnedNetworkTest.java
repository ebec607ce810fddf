package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Shape;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.zoo.KnownNetwork;
import dev.ocellus.zoo.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedNetworkTest {
    private static final Path FACES = Path.of("weights/faces");
    private static final Shape PICTURE = new Shape(3, 40, 48);

    @TempDir
    Path folder;

    private LearnedNetwork learned(Graph graph) throws IOException {
        Files.writeString(folder.resolve(NetworkFile.NAME), NetworkFile.write(graph, ""));
        ModelCard anyCard = ModelCard.read(FACES.resolve(ModelCard.FILE));
        return new LearnedNetwork(new WeightsFolder(folder, anyCard), Map.of());
    }

    @Test
    void theLastLayerIsMadeForOtherClasses() throws IOException {
        Graph graph = KnownNetwork.RESNET_18.graph(new Shape(3, 64, 64), 10);
        Graph changed = learned(graph).classifier(PICTURE, 7);
        assertEquals(PICTURE, changed.input());
        assertEquals(graph.outputs(), changed.outputs());
        assertArrayEquals(
                new int[] {7, 512},
                changed.parameters().get("head.dense.weight").shape());
        assertEquals(
                graph.nodes().subList(0, graph.nodes().size() - 1),
                changed.nodes().subList(0, changed.nodes().size() - 1));
    }

    @Test
    void sharesAtTheEndAreLeftToTheLoss() throws IOException {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        net.add("pool", new Pool.GlobalMaxPool(), Graph.INPUT);
        net.add("scores", new Layer.Dense(4, false), "pool");
        net.add("shares", new Layer.Softmax(), "scores");
        Graph changed = learned(net.build("shares")).classifier(PICTURE, 4);
        assertEquals("scores", changed.outputs().get(0));
        assertEquals(new Layer.Dense(4, false), changed.nodes().get(1).layer());
    }

    @Test
    void anEndThatIsNoDenseLayerIsNotReplaced() throws IOException {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        net.add("conv", new Layer.Conv(4, 1, 1, 0, true), Graph.INPUT);
        net.add("mean", new Pool.GlobalAveragePool(), "conv");
        LearnedNetwork learned = learned(net.build("mean"));
        String message = assertThrows(IllegalArgumentException.class, () -> learned.classifier(PICTURE, 5))
                .getMessage();
        assertTrue(message.contains("ends in [mean]; only a network that ends in one dense layer"), message);
    }

    @Test
    void aDetectorLendsItsBackbone() throws IOException {
        LearnedNetwork faces = LearnedNetwork.open(FACES);
        Graph graph = faces.classifier(PICTURE, 5);
        assertEquals(Shape.vector(5), graph.shapes().get("head.dense"));
        assertEquals(
                2,
                graph.parameters().keySet().stream()
                        .filter(name -> !faces.parameters().containsKey(name))
                        .count());
        assertFalse(graph.nodes().stream().anyMatch(node -> node.name().startsWith("neck.")));
        assertEquals(new Preprocessing(127.5, 64), faces.preprocessing());
    }
}
