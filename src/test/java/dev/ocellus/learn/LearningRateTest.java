package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.settings.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRateTest {
    public record Course(LearningRate learningRate) {}

    @TempDir
    Path folder;

    @Test
    void theCosineWarmsUpPeaksAndFalls() {
        LearningRate rate = new LearningRate.Cosine(0.002, 0.02, 4);
        assertEquals(0.0005, rate.at(0, 105), 1e-12);
        assertEquals(0.002, rate.at(3, 105), 1e-12);
        assertEquals(0.002, rate.at(4, 105), 1e-12);
        assertEquals(0.002 * (0.02 + 0.98 * 0.5), rate.at(54, 105), 1e-12, "half way down the cosine");
        assertEquals(0.00004, rate.at(104, 105), 1e-12);
        assertEquals(0.00004, rate.at(1000, 105), 1e-12, "stays at the bottom");
    }

    @Test
    void aConstantIsOneAfterItsWarmUp() {
        assertRates(new LearningRate.Constant(0.3), 0.3, 0.3, 0.3);
        assertRates(new LearningRate.Constant(0.3, 3), 0.1, 0.2, 0.3, 0.3);
    }

    @Test
    void stepsFallAllAtOnce() {
        assertRates(new LearningRate.Step(0.8, 0.5, 2, 0), 0.8, 0.8, 0.4, 0.4, 0.2);
        assertRates(new LearningRate.Step(0.8, 0.5, 2, 2), 0.4, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2);
    }

    @Test
    void exponentialsFallAllTheTime() {
        assertRates(new LearningRate.Exponential(0.8, 0.25, 2, 0), 0.8, 0.4, 0.2, 0.1);
        assertRates(new LearningRate.Exponential(0.8, 0.25, 2, 1), 0.8, 0.8, 0.4, 0.2);
    }

    private static void assertRates(LearningRate rate, double... expected) {
        double[] rates = LongStream.range(0, expected.length)
                .mapToDouble(step -> rate.at(step, 100))
                .toArray();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], rates[i], 1e-15, "step " + i);
        }
    }

    @Test
    void impossibleRatesAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new LearningRate.Constant(0),
                () -> new LearningRate.Constant(Double.NaN),
                () -> new LearningRate.Constant(1, -1),
                () -> new LearningRate.Step(1, 0, 10, 0),
                () -> new LearningRate.Step(1, 2, 10, 0),
                () -> new LearningRate.Exponential(1, 0.5, 0, 0),
                () -> new LearningRate.Cosine(1, 0, 0),
                () -> new LearningRate.Cosine(1, 2, 0))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }

    @Test
    void filesChooseAmongThem() throws IOException {
        assertEquals(new LearningRate.Cosine(0.002, 0.01, 80), read("{cosine: {peak: 0.002, warm-up: 80}}"));
        assertEquals(new LearningRate.Step(0.1, 0.1, 1000, 0), read("{step: {rate: 0.1, every: 1000}}"));
        assertEquals(new LearningRate.Constant(0.001), read("{constant: {rate: 0.001}}"));
        String message = assertThrows(IOException.class, () -> read("{cosine: {peak: 0.002, final-share: 2}}"))
                .getMessage();
        assertTrue(message.contains(":1: ") && message.contains("final-share"), message);
        message = assertThrows(IOException.class, () -> read("cosin")).getMessage();
        assertTrue(message.contains("did you mean 'cosine'?"), message);
    }

    private LearningRate read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("course.yaml"), "learning-rate: " + yaml);
        return RecordReader.readFile(file, Course.class, "setting").learningRate();
    }
}
