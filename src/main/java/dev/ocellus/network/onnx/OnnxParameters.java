package dev.ocellus.network.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.ocellus.network.HalfFloat;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back the parameters that {@link OnnxWriter#writeTrainable} stored. */
public final class OnnxParameters {
    private static final int FLOAT16 = 10;

    private OnnxParameters() {}

    /**
     * The parameters of a file in half precision, by full name, in the shapes that the file has: fully connected layers are convolutions of one pixel there.
     * What else the file holds is left out.
     *
     * @param model bytes of an ONNX file
     * @throws IOException where the bytes are no ONNX file
     */
    public static Map<String, Tensor> read(byte[] model) throws IOException {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (byte[] graph : fields(model, 7)) {
            for (byte[] constant : fields(graph, 5)) {
                addHalves(constant, parameters);
            }
        }
        return parameters;
    }

    private static void addHalves(byte[] constant, Map<String, Tensor> parameters) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(constant);
        List<Integer> shape = new ArrayList<>();
        String name = "";
        long type = 0;
        byte[] raw = {};
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> shape.add(Math.toIntExact(in.readInt64()));
                case 2 -> type = in.readInt64();
                case 8 -> name = in.readString();
                case 9 -> raw = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        if (type == FLOAT16) {
            ShortBuffer halves =
                    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            float[] values = new float[halves.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(halves.get(i));
            }
            parameters.put(
                    name,
                    new Tensor(
                            values, shape.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    /** The contents of all fields of one number, which hold messages. */
    private static List<byte[]> fields(byte[] message, int number) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == number
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                contents.add(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
        return contents;
    }
}
