package dev.ocellus.network.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file. One that was read fits its file: the tensors cover the bytes behind it exactly, in order and without overlap.
 *
 * @param dataStart where the numbers begin, in bytes from the start of the file
 * @param entries by place
 */
record Header(long dataStart, List<Entry> entries, Map<String, String> metadata) {
    /** The format's own limit. */
    private static final long LARGEST = 100_000_000;

    private static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Where a tensor lies.
     *
     * @param begin first byte, counted from the header's end
     * @param end the byte behind the last
     */
    record Entry(String name, Storage storage, int[] shape, long begin, long end) {}

    /** The entries of tensors that lie behind one another. */
    static List<Entry> entries(Map<String, Tensor> tensors, Storage storage) {
        List<Entry> entries = new ArrayList<>();
        long begin = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            long end = begin + (long) tensor.getValue().size() * storage.bytes();
            entries.add(new Entry(tensor.getKey(), storage, tensor.getValue().shape(), begin, end));
            begin = end;
        }
        return entries;
    }

    /** The header's bytes, filled up with spaces so that the numbers start at a multiple of eight. */
    static byte[] write(List<Entry> entries, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart(METADATA);
            for (Map.Entry<String, String> fact : metadata.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            for (Entry entry : entries) {
                json.writeObjectFieldStart(entry.name);
                json.writeStringField("dtype", entry.storage.name());
                json.writeFieldName("shape");
                json.writeArray(entry.shape, 0, entry.shape.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {entry.begin, entry.end}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        while (bytes.size() % Long.BYTES != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    static Header read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new IOException("%s is no safetensors file: it has only %d bytes".formatted(file, size));
        }
        ByteBuffer lengthBytes = Safetensors.littleEndian(Long.BYTES);
        Safetensors.readFully(file, channel, lengthBytes, 0);
        long length = lengthBytes.getLong();
        if (length < 2 || length > LARGEST || length > size - Long.BYTES) {
            throw new IOException(
                    "%s is no safetensors file, or cut off: its header should have %s bytes, the file has %d"
                            .formatted(file, Long.toUnsignedString(length), size));
        }
        ByteBuffer text = Safetensors.littleEndian((int) length);
        Safetensors.readFully(file, channel, text, Long.BYTES);
        try (JsonParser json = JSON.createParser(text.array())) {
            Header header = new Parser(json).header(Long.BYTES + length);
            header.requireExactCover(size - Long.BYTES - length);
            return header;
        } catch (JsonProcessingException e) {
            throw new IOException("%s: the header is damaged: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (BrokenHeaderException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void requireExactCover(long dataLength) {
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin != covered) {
                throw new BrokenHeaderException("the tensor '%s' starts at byte %d, but the one before it ends at %d"
                        .formatted(entry.name, entry.begin, covered));
            }
            covered = entry.end;
        }
        if (covered != dataLength) {
            throw new BrokenHeaderException("the file is %s: its tensors need %d bytes, there are %d"
                    .formatted(covered > dataLength ? "cut off" : "too long", covered, dataLength));
        }
    }

    /** Something that no header may say; the file's name is added where it is known. */
    private static final class BrokenHeaderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenHeaderException(String message) {
            super(message);
        }
    }

    /** Reads the header's JSON, which has two levels and a fixed form. */
    private record Parser(JsonParser json) {
        Header header(long dataStart) throws IOException {
            List<Entry> entries = new ArrayList<>();
            Map<String, String> metadata = Map.of();
            expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_OBJECT, name);
                if (name.equals(METADATA)) {
                    metadata = texts();
                } else {
                    entries.add(entry(name));
                }
            }
            if (json.nextToken() != null) {
                throw new BrokenHeaderException("the header does not end where it should");
            }
            entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            return new Header(dataStart, List.copyOf(entries), metadata);
        }

        private Map<String, String> texts() throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                expect(json.nextToken(), JsonToken.VALUE_STRING, key);
                texts.put(key, json.getText());
            }
            return texts;
        }

        private Entry entry(String name) throws IOException {
            Storage storage = null;
            long[] shape = null;
            long[] place = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "dtype" -> {
                        expect(value, JsonToken.VALUE_STRING, name + " dtype");
                        storage = storage(name, json.getText());
                    }
                    case "shape" -> shape = numbers(value, name + " shape");
                    case "data_offsets" -> place = numbers(value, name + " data_offsets");
                    default ->
                        throw new BrokenHeaderException(
                                "the tensor '%s' has an unknown field '%s'".formatted(name, field));
                }
            }
            if (storage == null || shape == null || place == null || place.length != 2) {
                throw new BrokenHeaderException(
                        "the tensor '%s' needs dtype, shape and two data_offsets".formatted(name));
            }
            requireSize(name, storage, shape, place);
            return new Entry(
                    name,
                    storage,
                    Arrays.stream(shape).mapToInt(Math::toIntExact).toArray(),
                    place[0],
                    place[1]);
        }

        private static Storage storage(String name, String type) {
            return Arrays.stream(Storage.values())
                    .filter(storage -> storage.name().equals(type))
                    .findFirst()
                    .orElseThrow(() -> new BrokenHeaderException("the tensor '%s' is of type %s; only %s are read"
                            .formatted(name, type, Arrays.toString(Storage.values()))));
        }

        private static void requireSize(String name, Storage storage, long[] shape, long[] place) {
            try {
                long bytes = storage.bytes();
                for (long dimension : shape) {
                    bytes = Math.multiplyExact(bytes, Math.toIntExact(dimension));
                }
                if (Math.toIntExact(bytes) == Math.subtractExact(place[1], place[0])) {
                    return;
                }
            } catch (ArithmeticException e) {
                throw new BrokenHeaderException(
                        "the tensor '%s' is larger than 2 GB: %s".formatted(name, Arrays.toString(shape)));
            }
            throw new BrokenHeaderException("the tensor '%s' of shape %s does not fill the bytes from %d to %d"
                    .formatted(name, Arrays.toString(shape), place[0], place[1]));
        }

        private long[] numbers(JsonToken start, String what) throws IOException {
            expect(start, JsonToken.START_ARRAY, what);
            List<Long> numbers = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
                long number = json.getLongValue();
                if (number < 0) {
                    throw new BrokenHeaderException("%s: a number must not be negative: %d".formatted(what, number));
                }
                numbers.add(number);
            }
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }

        private static void expect(JsonToken actual, JsonToken expected, String what) {
            if (actual != expected) {
                throw new BrokenHeaderException(
                        "the header is damaged at '%s': expected %s, found %s".formatted(what, expected, actual));
            }
        }
    }
}
