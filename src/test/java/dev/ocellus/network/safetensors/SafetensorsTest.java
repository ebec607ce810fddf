package dev.ocellus.network.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors.Storage;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadInTheSameOrder() {
        Property.check(40, random -> {
            Path file = folder.resolve("weights.safetensors");
            Map<String, Tensor> tensors = randomTensors(random);
            Map<String, String> facts = Map.of("steps", "12", "päper", "a \"quoted\"\ntext 🙂");
            Safetensors.write(file, tensors, facts);
            Safetensors read = Safetensors.read(file);
            assertEquals(tensors, read.tensors());
            assertEquals(
                    List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
            assertEquals(facts, read.metadata());
        });
    }

    @Test
    void halfPrecisionKeepsThreeDigitsInHalfTheSpace() throws IOException {
        Path full = folder.resolve("full.safetensors");
        Path half = folder.resolve("half.safetensors");
        Map<String, Tensor> tensors = Map.of("w", randomTensor(new Random(1), 100, 100));
        Safetensors.write(full, tensors, Map.of());
        Safetensors.write(half, tensors, Map.of(), Storage.F16);
        assertEquals(20_000, Files.size(full) - Files.size(half));
        float[] expected = tensors.get("w").data();
        float[] actual = Safetensors.read(half).tensors().get("w").data();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], Math.max(Math.abs(expected[i]) / 2048, 3e-8));
        }
    }

    @Test
    void theBytesAreThoseThatTheFormatPrescribes() throws IOException {
        Path file = folder.resolve("small.safetensors");
        Safetensors.write(file, Map.of("a", new Tensor(new float[] {1, -2}, 2, 1)), Map.of("k", "v"));
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length())
                .put(padded.getBytes(StandardCharsets.UTF_8))
                .putFloat(1)
                .putFloat(-2);
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void valuesThatAreNotFiniteAreNotWrittenAndTheOldFileStays() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, Map.of("good", Tensor.zeros(3)), Map.of());
        byte[] before = Files.readAllBytes(file);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Map<String, Tensor> tensors = Map.of("stage1.conv.weight", new Tensor(new float[] {0, bad}, 2));
            Exception e =
                    assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, tensors, Map.of()));
            assertTrue(e.getMessage().contains("'stage1.conv.weight' holds " + bad), e.getMessage());
        }
        Map<String, Tensor> large = Map.of("w", new Tensor(new float[] {70_000}, 1));
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, large, Map.of(), Storage.F16));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing unfinished is left behind");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                                       | 8 | too long",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}                         | 4 | cut off",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}                         | 9 | too long",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}                        | 12 | starts at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}} | 6 | 'b' starts at byte 2",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 | starts at byte 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}                         | 8 | does not fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}                         | 8 | does not fill",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}                        | 8 | negative",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,17179869184]}}     | 8 | larger than 2 GB",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,0],\"data_offsets\":[0,0]}}   | 0 | larger than 2 GB",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e99],\"data_offsets\":[0,4]}}                      | 4 | expected VALUE_NUMBER_INT",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}      | 4 | damaged",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}                         | 8 | of type I64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}                           | 8 | two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                                                | 8 | two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}                 | 8 | unknown field 'x'",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}                           | 8 | damaged at 'a shape'",
                "{\"a\":3}                                                                                | 8 | damaged at 'a'",
                "{\"__metadata__\":{\"steps\":3}}                                                         | 0 | damaged at 'steps'",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 | Duplicate field 'a'",
                "{} {}                                                                                    | 0 | does not end",
                "[1]                                                                                      | 0 | damaged at 'the header'",
                "{\"a\":                                                                                  | 0 | damaged",
            })
    void headersThatSayWrongThingsAreRefused(String header, int dataBytes, String reason) throws IOException {
        Path file = write(header.strip(), dataBytes);
        IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100000001", "9223372036854775807", "-1", "-9223372036854775808"})
    void headersOfAbsurdLengthAreRefusedBeforeMemoryIsTaken(long length) throws IOException {
        Path file = folder.resolve("absurd");
        Files.write(
                file,
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());
        IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
        assertTrue(e.getMessage().contains("header"), e.getMessage());
    }

    @Test
    void truncationsAreNoticed() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, randomTensors(new Random(2)), Map.of("a", "b"));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 3) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> Safetensors.read(file), length + " of " + whole.length + " bytes");
        }
    }

    /** A changed bit may give other numbers or names, which checksums are for, but never another kind of failure nor a value that is not finite. */
    @Test
    void flippedBitsGiveAReasonOrFiniteNumbers() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, randomTensors(new Random(4)), Map.of("a", "b"));
        byte[] whole = Files.readAllBytes(file);
        List<String> refused = new ArrayList<>();
        Property.check(200, random -> {
            byte[] flipped = whole.clone();
            int bit = random.nextInt(8 * whole.length);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                Safetensors.read(file).tensors().values().forEach(tensor -> {
                    for (float value : tensor.data()) {
                        assertTrue(Float.isFinite(value));
                    }
                });
            } catch (IOException e) {
                refused.add(e.getMessage());
            }
        });
        assertFalse(refused.isEmpty());
    }

    @Test
    void aFileThatHoldsNanIsRefusedByTheTensorsName() throws IOException {
        Path file = write("{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
        Files.write(file, bytes);
        IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
        assertTrue(e.getMessage().contains("'a.weight' holds NaN"), e.getMessage());
    }

    private Path write(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    private static Map<String, Tensor> randomTensors(RandomGenerator random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            int[] shape = random.ints(random.nextInt(5), 0, 5).toArray();
            tensors.put("stage%d.weight/é".formatted(i), randomTensor(random, shape));
        }
        return tensors;
    }

    private static Tensor randomTensor(RandomGenerator random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
