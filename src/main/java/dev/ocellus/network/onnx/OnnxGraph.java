package dev.ocellus.network.onnx;

import dev.ocellus.network.HalfFloat;
import dev.ocellus.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX GraphProto while it grows: operators in computing order and the constants that they read. Values and constants share one space of names.
 */
final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;

    private final Set<String> names = new HashSet<>();
    private final List<Message> operators = new ArrayList<>();
    private final List<Message> constants = new ArrayList<>();
    private final List<Message> inputs = new ArrayList<>();
    private final List<Message> outputs = new ArrayList<>();

    /** An operator with one output; attributes are added to the message that comes back. */
    final class Operator {
        private final Message message = new Message();

        private Operator(String type, String output, List<String> inputs) {
            inputs.forEach(input -> message.text(1, input));
            message.text(2, output).text(3, output).text(4, type);
        }

        Operator number(String name, long value) {
            message.message(5, new Message().text(1, name).number(3, value).number(20, 2));
            return this;
        }

        Operator real(String name, double value) {
            message.message(5, new Message().text(1, name).real(2, value).number(20, 1));
            return this;
        }

        Operator text(String name, String value) {
            message.message(5, new Message().text(1, name).text(4, value).number(20, 3));
            return this;
        }

        Operator numbers(String name, long... values) {
            Message attribute = new Message().text(1, name);
            for (long value : values) {
                attribute.number(8, value);
            }
            message.message(5, attribute.number(20, 7));
            return this;
        }
    }

    Operator operator(String type, String output, List<String> inputs) {
        claim(output);
        Operator operator = new Operator(type, output, inputs);
        operators.add(operator.message);
        return operator;
    }

    Operator operator(String type, String output, String... inputs) {
        return operator(type, output, List.of(inputs));
    }

    /** A constant of floats; returns its name. */
    String constant(String name, Tensor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(tensor.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(tensor.data());
        return constant(name, FLOAT, raw, tensor.shape());
    }

    /** A constant of floats that is stored in half precision under its name; returns the name of the same in full precision. */
    String half(String name, Tensor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(tensor.size() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor.data()) {
            raw.putShort(HalfFloat.fromFloat(value));
        }
        String single = name + "/single";
        operator("Cast", single, constant(name, FLOAT16, raw, tensor.shape())).number("to", FLOAT);
        return single;
    }

    /** A constant vector of whole numbers; returns its name. */
    String constant(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw, values.length);
    }

    private String constant(String name, int type, ByteBuffer raw, int... shape) {
        claim(name);
        Message tensor = new Message();
        for (int dimension : shape) {
            tensor.number(1, dimension);
        }
        constants.add(tensor.number(2, type).text(8, name).raw(9, raw.array()));
        return name;
    }

    /** @param axes one for each dimension: a number where the size is fixed, otherwise the name of an open size */
    void input(String name, List<Object> axes) {
        claim(name);
        inputs.add(valueInfo(name, axes));
    }

    void output(String name, List<Object> axes) {
        outputs.add(valueInfo(name, axes));
    }

    private static Message valueInfo(String name, List<Object> axes) {
        Message shape = new Message();
        for (Object axis : axes) {
            Message dimension =
                    axis instanceof Integer size ? new Message().number(1, size) : new Message().text(2, (String) axis);
            shape.message(1, dimension);
        }
        Message tensorType = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensorType));
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "'%s' would name two values in the ONNX file; rename a node".formatted(name));
        }
    }

    /** The finished GraphProto. */
    Message toMessage(String name) {
        Message graph = new Message();
        operators.forEach(operator -> graph.message(1, operator));
        graph.text(2, name);
        constants.forEach(constant -> graph.message(5, constant));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return graph;
    }
}
