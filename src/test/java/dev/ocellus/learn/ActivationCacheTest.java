package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Pool.GlobalAveragePool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.ReferenceEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationCacheTest {
    private static final int COUNT = 70;
    private static final Shape PICTURE = new Shape(2, 4, 3);

    @TempDir
    Path folder;

    private final ReferenceEngines engines = new ReferenceEngines();
    private final Heard heard = new Heard();
    private Path file;

    /** What a cache tells while it is filled. */
    private static final class Heard implements ActivationCache.Listener {
        private final List<Path> discarded = new ArrayList<>();
        private final List<Integer> done = new ArrayList<>();

        @Override
        public void discarded(Path file) {
            discarded.add(file);
        }

        @Override
        public void computing(int missing) {
            done.add(-missing);
        }

        @Override
        public void computed(int more) {
            done.add(more);
        }
    }

    @BeforeEach
    void name() {
        file = folder.resolve("front.cache");
    }

    private static GraphCut cut() {
        Graph.Builder net = new Graph.Builder(PICTURE);
        net.add("conv", new Conv(3, 3, 2, 1, true), Graph.INPUT);
        net.add("mean", new GlobalAveragePool(), "conv");
        net.add("class", new Dense(2), "mean");
        return GraphCut.at(net.build("class"), "conv");
    }

    private static FrozenFront front(long seed) {
        return FrozenFront.of(cut(), Initialisation.HE.draw(cut().front(), seed));
    }

    /** Pictures that differ from epoch to epoch where that is wanted, with two tasks, one of which lacks labels. */
    private record Pictures(boolean random, String words) implements Examples {
        @Override
        public int size() {
            return COUNT;
        }

        @Override
        public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
            float[] data = new float[numbers.length * PICTURE.size()];
            float[] labels = new float[numbers.length];
            float[] pairs = new float[2 * numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                Random random = new Random(random() ? 1000L * epoch + numbers[i] : numbers[i]);
                for (int j = 0; j < PICTURE.size(); j++) {
                    data[i * PICTURE.size() + j] = (float) random.nextGaussian();
                }
                labels[i] = numbers[i];
                pairs[2 * i] = numbers[i] % 3 == 0 ? Float.NaN : 0.5f;
                pairs[2 * i + 1] = -numbers[i];
            }
            int n = numbers.length;
            return new Batch<>(
                    new Tensor(data, n, PICTURE.channels(), PICTURE.height(), PICTURE.width()),
                    List.of(new Tensor(labels, n, 1, 1, 1), new Tensor(pairs, n, 2, 1, 1)));
        }

        @Override
        public String fingerprint() {
            return words;
        }
    }

    private ActivationCache open(FrozenFront front, Examples examples, int variants) throws IOException {
        return ActivationCache.open(file, front, examples, variants, engines, heard);
    }

    private void assertSame(FrozenFront front, Examples examples, int variants) throws IOException {
        int[] numbers = {3, 69, 0, 33, 3};
        try (ActivationCache cache = open(front, examples, variants)) {
            assertEquals(COUNT, cache.size());
            for (int epoch = 0; epoch < 2 * variants; epoch++) {
                Batch<List<Tensor>> original = examples.batch(numbers, epoch % variants);
                Batch<List<Tensor>> cached = cache.batch(numbers, epoch);
                assertEquals(front.open(engines).forward(original.input()).get(0), cached.input());
                assertArrayEquals(new int[] {5, 3, 2, 2}, cached.input().shape());
                assertEquals(original.target(), cached.target());
            }
        }
    }

    @Test
    void cachedExamplesAreWhatTheFrontSaysOfThem() throws IOException {
        assertSame(front(1), new Pictures(false, "pictures"), 1);
        assertEquals(List.of(-70, 32, 32, 6), heard.done);
    }

    @Test
    void severalVariantsComeRoundEpochByEpoch() throws IOException {
        assertSame(front(1), new Pictures(true, "pictures"), 3);
    }

    @Test
    void changesFromEpochToEpochDoNotGoWithOneVariant() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> open(front(1), new Pictures(true, "pictures"), 1))
                .getMessage();
        assertTrue(message.contains("change at random") && message.contains("several variants"), message);
    }

    @Test
    void theFrontIsNotAskedAgain() throws IOException {
        open(front(1), new Pictures(false, "pictures"), 1).close();
        int asked = engines.asked();
        assertEquals(COUNT + 1, asked);
        try (ActivationCache cache = open(front(1), new Pictures(false, "pictures"), 1)) {
            cache.batch(new int[] {1, 2}, 0);
        }
        assertEquals(asked, engines.asked());
        assertEquals(List.of(), heard.discarded);
    }

    @Test
    void anotherFrontOtherExamplesOrVariantsAreComputedAnew() throws IOException {
        Examples pictures = new Pictures(false, "pictures");
        open(front(1), pictures, 1).close();
        assertSame(front(2), pictures, 1);
        assertSame(front(2), new Pictures(false, "other pictures"), 1);
        assertSame(front(2), new Pictures(false, "other pictures"), 2);
        assertEquals(List.of(file, file, file), heard.discarded);
    }

    @Test
    void aComputationCutShortIsGoneOnFrom() throws IOException {
        Examples pictures = new Pictures(false, "pictures");
        ActivationCache.Listener kill = new ActivationCache.Listener() {
            private int blocks;

            @Override
            public void discarded(Path file) {}

            @Override
            public void computing(int missing) {}

            @Override
            public void computed(int more) {
                blocks++;
                if (blocks == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThrows(
                IllegalStateException.class, () -> ActivationCache.open(file, front(1), pictures, 1, engines, kill));
        int asked = engines.asked();
        open(front(1), pictures, 1).close();
        assertEquals(List.of(-38, 32, 6), heard.done);
        assertEquals(1 + 32 + 6, engines.asked() - asked);
        assertSame(front(1), pictures, 1);
    }

    @Test
    void aFileCutOffIsRefused() throws IOException {
        open(front(1), new Pictures(false, "pictures"), 1).close();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 40));
        String message = assertThrows(IOException.class, () -> open(front(1), new Pictures(false, "pictures"), 1))
                .getMessage();
        assertTrue(
                message.contains("front.cache") && message.contains("cut off") && message.contains("remove it"),
                message);
        assertArrayEquals(Arrays.copyOf(whole, whole.length - 40), Files.readAllBytes(file));
    }

    @Test
    void aFrontThatSaysNoNumbersIsRefused() {
        Map<String, Tensor> parameters = new LinkedHashMap<>(front(1).parameters());
        parameters.put("conv.bias", new Tensor(new float[] {0, Float.NaN, 0}, 3));
        FrozenFront broken = new FrozenFront(cut().front(), parameters);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> open(broken, new Pictures(false, "pictures"), 1))
                .getMessage();
        assertTrue(message.contains("says NaN of example 0"), message);
    }

    @Test
    void aFrontTakesItsOwnParametersOfAWholeNetworksAndMissesNone() {
        GraphCut cut = cut();
        Map<String, Tensor> whole = new LinkedHashMap<>(Initialisation.HE.draw(cut.front(), 1));
        whole.putAll(Initialisation.HE.draw(cut.rest(), 1));
        assertEquals(
                cut.front().parameters().keySet(),
                FrozenFront.of(cut, whole).parameters().keySet());
        whole.remove("conv.bias");
        String message = assertThrows(IllegalArgumentException.class, () -> FrozenFront.of(cut, whole))
                .getMessage();
        assertTrue(message.contains("'conv.bias'"), message);
    }
}
