package dev.ocellus.network.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One protobuf message while it is written, field by field. Field numbers are those of ONNX's published schema.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto">onnx.proto</a>
 */
final class Message {
    /** Writes one field. */
    @FunctionalInterface
    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    Message number(int field, long value) {
        return add(o -> o.writeInt64(field, value));
    }

    Message real(int field, double value) {
        return add(o -> o.writeFloat(field, (float) value));
    }

    Message text(int field, String value) {
        return add(o -> o.writeString(field, value));
    }

    Message raw(int field, byte[] value) {
        return add(o -> o.writeByteArray(field, value));
    }

    Message message(int field, Message value) {
        return raw(field, value.toBytes());
    }

    byte[] toBytes() {
        add(CodedOutputStream::flush);
        return bytes.toByteArray();
    }

    private Message add(Field field) {
        try {
            field.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return this;
    }
}
