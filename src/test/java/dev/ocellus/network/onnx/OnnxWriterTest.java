package dev.ocellus.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.RandomNetworks;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads the written bytes field by field with protobuf's schemaless reader; field numbers are typed in anew from onnx.proto. */
class OnnxWriterTest {
    private static final Shape INPUT = new Shape(3, 16, 12);

    @Test
    void theFileSaysWhatItIs() {
        Message model = model(oneConv(), Map.of("labels", "face", "a", "ä"));
        assertEquals(8, model.number(1), "ir_version");
        assertEquals("ocellus", model.text(2), "producer_name");
        assertEquals(17, model.message(8).number(2), "opset_import.version");
        Map<String, String> metadata = new LinkedHashMap<>();
        model.messages(14).forEach(entry -> metadata.put(entry.text(1), entry.text(2)));
        assertEquals(Map.of("labels", "face", "a", "ä"), metadata);
    }

    @Test
    void batchHeightAndWidthAreOpen() {
        Message graph = model(oneConv(), Map.of()).message(7);
        assertEquals("input (batch, 3, height, width)", value(graph.message(11)));
        assertEquals("conv (batch, 4, conv.height, conv.width)", value(graph.message(12)));
    }

    @Test
    void outputsOfOneCellStayOfOneCell() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("mean", new Pool.GlobalAveragePool(), "input");
        assertEquals(
                "mean (batch, 3, 1, 1)",
                value(model(b.build("mean"), Map.of()).message(7).message(12)));
    }

    @Test
    void aGraphThatOnlyWorksAtItsSizeHasItWrittenDown() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("flat", new Layer.Flatten(), "input");
        b.add("dense", new Layer.Dense(5), "flat");
        Message graph = model(b.build("dense"), Map.of()).message(7);
        assertEquals("input (batch, 3, 16, 12)", value(graph.message(11)));
        assertEquals("dense (batch, 5, 1, 1)", value(graph.message(12)));
    }

    @Test
    void batchNormsAreFoldedWhereTheConvolutionHasNoOtherReader() {
        Graph graph = convNorm();
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("conv.weight", new Tensor(new float[] {2, 3}, 2, 1, 1, 1));
        parameters.put("norm.gain", new Tensor(new float[] {4, 1}, 2));
        parameters.put("norm.shift", new Tensor(new float[] {1, 0}, 2));
        parameters.put("norm.mean", new Tensor(new float[] {3, -1}, 2));
        parameters.put("norm.variance", new Tensor(new float[] {3.75f, 0.75f}, 2));
        Message written = parse(OnnxWriter.write(graph, parameters, Map.of())).message(7);
        assertEquals(List.of("Conv"), written.operators());
        // s = 4 / sqrt(3.75 + 0.25) = 2 and 1 / sqrt(0.75 + 0.25) = 1
        assertArrayEquals(new float[] {4, 3}, written.constant("norm.weight"));
        assertArrayEquals(new float[] {-5, 1}, written.constant("norm.bias"));
    }

    @Test
    void batchNormsStayWhereTheConvolutionIsReadElsewhere() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("conv", new Conv(4, 3, 1, 1, false), "input");
        b.add("norm", new BatchNorm(), "conv");
        b.add("sum", new Layer.Add(), "conv", "norm");
        Message graph = model(b.build("sum"), Map.of()).message(7);
        assertEquals(List.of("Conv", "BatchNormalization", "Add"), graph.operators());
    }

    @Test
    void dropoutsAreLeftOut() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("conv", new Conv(4, 3, 1, 1, false), "input");
        b.add("drop", new Layer.Dropout(0.5), "conv");
        b.add("norm", new BatchNorm(), "drop");
        b.add("again", new Layer.Dropout(0.5), "drop");
        assertEquals(
                List.of("Conv"), model(b.build("norm"), Map.of()).message(7).operators());
        assertEquals(
                List.of("Conv", "BatchNormalization", "Identity"),
                model(b.build("norm", "again"), Map.of()).message(7).operators());
    }

    @Test
    void aBatchNormAfterADenseLayerWithoutBiasGivesItOne() {
        Graph.Builder b = new Graph.Builder(new Shape(1, 1, 1));
        b.add("dense", new Layer.Dense(1, false), "input");
        b.add("norm", new BatchNorm(0.9, 0.25), "dense");
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("dense.weight", new Tensor(new float[] {3}, 1, 1));
        parameters.put("norm.gain", new Tensor(new float[] {4}, 1));
        parameters.put("norm.shift", new Tensor(new float[] {1}, 1));
        parameters.put("norm.mean", new Tensor(new float[] {3}, 1));
        parameters.put("norm.variance", new Tensor(new float[] {3.75f}, 1));
        Message written =
                parse(OnnxWriter.write(b.build("norm"), parameters, Map.of())).message(7);
        assertArrayEquals(new float[] {6}, written.constant("norm.weight"));
        assertArrayEquals(new float[] {-5}, written.constant("norm.bias"));
    }

    @Test
    void samePaddingIsWrittenForTheSizesThatTheFileIsFor() {
        Extent three = Extent.of(3);
        Extent two = Extent.of(2);
        Extent one = Extent.of(1);
        Conv strided = new Conv(4, three, two, Padding.SAME, one, 1, false);
        Message open = slid(strided, new Shape(3, 9, 8));
        assertEquals("SAME_UPPER", open.attribute("auto_pad").text(4));
        assertFalse(open.attributes().contains("pads"));
        assertEquals(List.of(2L, 2L), open.attribute("strides").numbers(8));

        Conv steady = new Conv(4, new Extent(1, 4), one, Padding.SAME, one, 1, false);
        assertEquals(
                List.of(0L, 1L, 0L, 2L),
                slid(steady, new Shape(3, 9, 8)).attribute("pads").numbers(8));

        Conv gaps = new Conv(4, three, two, Padding.SAME, two, 1, false);
        Message fixed = slid(gaps, new Shape(3, 9, 8));
        assertEquals(List.of(2L, 1L, 2L, 2L), fixed.attribute("pads").numbers(8));
        Graph.Builder b = new Graph.Builder(new Shape(3, 9, 8));
        b.add("only", gaps, "input");
        assertEquals(
                "input (batch, 3, 9, 8)",
                value(model(b.build("only"), Map.of()).message(7).message(11)));
    }

    /** The only node of a graph of one layer. */
    private static Message slid(Layer layer, Shape input) {
        Graph.Builder b = new Graph.Builder(input);
        b.add("only", layer, "input");
        return model(b.build("only"), Map.of()).message(7).message(1);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        Graph graph = convNorm();
        Map<String, Tensor> parameters = RandomNetworks.parameters(graph, new Random(1));
        Map<String, Tensor> reversed = new LinkedHashMap<>();
        List<String> names = List.copyOf(parameters.keySet());
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.put(names.get(i), parameters.get(names.get(i)));
        }
        Map<String, String> facts = Map.of("a", "1", "b", "2", "c", "3");
        Map<String, String> sameFacts = new LinkedHashMap<>(Map.of("c", "3"));
        sameFacts.put("b", "2");
        sameFacts.put("a", "1");
        assertArrayEquals(OnnxWriter.write(graph, parameters, facts), OnnxWriter.write(graph, reversed, sameFacts));
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Graph graph = convNorm();
        Map<String, Tensor> parameters = RandomNetworks.parameters(graph, new Random(1));
        assertRefused(graph, without(parameters, "norm.mean"), "'norm.mean' is missing");
        assertRefused(graph, with(parameters, "norm.mean", Tensor.zeros(3)), "'norm.mean' must have the shape [2]");
        Tensor nan = new Tensor(new float[] {0, Float.NaN}, 2);
        assertRefused(graph, with(parameters, "norm.shift", nan), "'norm.shift' holds NaN");
        Graph twice = new Graph(graph.input(), graph.nodes(), List.of("norm", "norm"));
        assertRefused(twice, parameters, "the output 'norm'");
        Graph itself = new Graph(graph.input(), graph.nodes(), List.of(Graph.INPUT));
        assertRefused(itself, parameters, "the output 'input'");
    }

    @Test
    void namesThatWouldCollideAreRefused() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("a.weight", new Activation(Activation.Function.RELU), "input");
        b.add("a", new Conv(2, 1, 1, 0, false), "a.weight");
        Graph graph = b.build("a");
        assertRefused(graph, RandomNetworks.parameters(graph, new Random(1)), "'a.weight' would name two values");
    }

    @Test
    void writingLeavesTheParametersAlone() {
        Graph graph = convNorm();
        Map<String, Tensor> parameters = RandomNetworks.parameters(graph, new Random(1));
        float[] before = parameters.get("conv.weight").data().clone();
        OnnxWriter.write(graph, parameters, Map.of());
        assertArrayEquals(before, parameters.get("conv.weight").data());
        assertFalse(parameters.containsKey("norm.weight"));
    }

    private static Graph oneConv() {
        Graph.Builder b = new Graph.Builder(INPUT);
        b.add("conv", new Conv(4, 3, 2, 1, true), "input");
        return b.build("conv");
    }

    private static Graph convNorm() {
        Graph.Builder b = new Graph.Builder(new Shape(1, 8, 8));
        b.add("conv", new Conv(2, 1, 1, 0, false), "input");
        b.add("norm", new BatchNorm(0.9, 0.25), "conv");
        return b.build("norm");
    }

    private static void assertRefused(Graph graph, Map<String, Tensor> parameters, String reason) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> OnnxWriter.write(graph, parameters, Map.of()));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Map<String, Tensor> with(Map<String, Tensor> parameters, String name, Tensor tensor) {
        Map<String, Tensor> changed = new LinkedHashMap<>(parameters);
        changed.put(name, tensor);
        return changed;
    }

    private static Map<String, Tensor> without(Map<String, Tensor> parameters, String name) {
        Map<String, Tensor> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        return changed;
    }

    private static Message model(Graph graph, Map<String, String> metadata) {
        return parse(OnnxWriter.write(graph, RandomNetworks.parameters(graph, new Random(1)), metadata));
    }

    private static Message parse(byte[] bytes) {
        return Message.parse(ByteString.copyFrom(bytes));
    }

    /** A ValueInfoProto of 32-bit floats as {@code name (dimensions)}. */
    private static String value(Message info) {
        Message tensor = info.message(2).message(1);
        assertEquals(1, tensor.number(1), "elem_type FLOAT");
        List<String> dimensions = tensor.message(2).messages(1).stream()
                .map(d -> d.has(1) ? Long.toString(d.number(1)) : d.text(2))
                .toList();
        return "%s (%s)".formatted(info.text(1), String.join(", ", dimensions));
    }

    /** A protobuf message read without its schema. */
    private record Message(UnknownFieldSet fields) {
        static Message parse(ByteString bytes) {
            try {
                return new Message(UnknownFieldSet.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("no protobuf message", e);
            }
        }

        boolean has(int field) {
            return fields.hasField(field);
        }

        long number(int field) {
            List<Long> numbers = fields.getField(field).getVarintList();
            assertEquals(1, numbers.size(), "numbers in field " + field);
            return numbers.get(0);
        }

        String text(int field) {
            return bytes(field).toStringUtf8();
        }

        ByteString bytes(int field) {
            List<ByteString> values = fields.getField(field).getLengthDelimitedList();
            assertEquals(1, values.size(), "values in field " + field);
            return values.get(0);
        }

        Message message(int field) {
            return parse(bytes(field));
        }

        List<Message> messages(int field) {
            return fields.getField(field).getLengthDelimitedList().stream()
                    .map(Message::parse)
                    .toList();
        }

        /** The op_type of each node of a GraphProto. */
        List<String> operators() {
            return messages(1).stream().map(node -> node.text(4)).toList();
        }

        /** The names of the attributes of a NodeProto. */
        List<String> attributes() {
            return messages(5).stream().map(attribute -> attribute.text(1)).toList();
        }

        /** An attribute of a NodeProto. */
        Message attribute(String name) {
            return messages(5).stream()
                    .filter(attribute -> attribute.text(1).equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        List<Long> numbers(int field) {
            return fields.getField(field).getVarintList();
        }

        /** The values of an initializer of a GraphProto. */
        float[] constant(String name) {
            Message tensor = messages(5).stream()
                    .filter(t -> t.text(8).equals(name))
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, tensor.number(2), "data_type FLOAT");
            FloatBuffer raw = tensor.bytes(9)
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[raw.remaining()];
            raw.get(values);
            return values;
        }
    }
}
