package dev.ocellus.network.safetensors;

import dev.ocellus.files.PendingFile;
import dev.ocellus.network.HalfFloat;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors and a few facts about them, as they lie in a safetensors file: eight bytes with the header's length, a JSON header with each tensor's
 * type, shape and place, then the numbers, little-endian, without gaps. Every value is finite.
 *
 * @param tensors in the order of the file
 * @param metadata free texts
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /** How numbers are kept in the file. In memory they are always 32-bit floats. */
    public enum Storage {
        F32(4),
        /** Half precision: half the size, three decimal digits, magnitudes up to 65504. */
        F16(2);

        private final int bytes;

        Storage(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Writes a file in full precision; see {@link #write(Path, Map, Map, Storage)}. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        write(file, tensors, metadata, Storage.F32);
    }

    /**
     * Writes a file in one move, so that a reader meets the old one or the new one.
     *
     * @throws IllegalArgumentException naming the tensor that holds a value which is not finite, or too large for the storage
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata, Storage storage)
            throws IOException {
        tensors.forEach((name, tensor) -> requireStorable(name, tensor, storage));
        byte[] header = Header.write(Header.entries(tensors, storage), metadata);
        PendingFile.write(file, part -> {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(
                        channel, littleEndian(Long.BYTES).putLong(header.length).flip());
                writeFully(channel, ByteBuffer.wrap(header));
                for (Tensor tensor : tensors.values()) {
                    writeFully(channel, encode(tensor, storage));
                }
            }
        });
    }

    /**
     * Reads a file that may come from anywhere.
     *
     * @throws IOException naming the file and what is wrong with it: not the format, cut off or too long, tensors that overlap, types other than F32
     *     and F16, values that are not finite
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            Header header = Header.read(file, channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Header.Entry entry : header.entries()) {
                ByteBuffer bytes = littleEndian(Math.toIntExact(entry.end() - entry.begin()));
                readFully(file, channel, bytes, header.dataStart() + entry.begin());
                tensors.put(entry.name(), new Tensor(decode(file, entry, bytes), entry.shape()));
            }
            return new Safetensors(tensors, header.metadata());
        }
    }

    private static void requireStorable(String name, Tensor tensor, Storage storage) {
        for (float value : tensor.data()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the tensor '%s' holds %s".formatted(name, value));
            }
            if (storage == Storage.F16 && Math.abs(value) > HalfFloat.MAX) {
                throw new IllegalArgumentException(
                        "the tensor '%s' holds %s, which is too large for half precision".formatted(name, value));
            }
        }
    }

    private static ByteBuffer encode(Tensor tensor, Storage storage) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.size(), storage.bytes()));
        if (storage == Storage.F32) {
            bytes.asFloatBuffer().put(tensor.data());
            return bytes;
        }
        for (float value : tensor.data()) {
            bytes.putShort(HalfFloat.fromFloat(value));
        }
        return bytes.flip();
    }

    private static float[] decode(Path file, Header.Entry entry, ByteBuffer bytes) throws IOException {
        float[] values = new float[bytes.remaining() / entry.storage().bytes()];
        if (entry.storage() == Storage.F32) {
            bytes.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(bytes.getShort());
            }
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IOException("%s: the tensor '%s' holds %s".formatted(file, entry.name(), value));
            }
        }
        return values;
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills the buffer from a position of the file and makes it ready for reading. */
    static void readFully(Path file, FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException(file + " became shorter while it was read");
            }
        }
        bytes.flip();
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
