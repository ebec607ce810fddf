package dev.ocellus.learn;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.RowFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples as a frozen front sees them, kept in a file: the inputs are what the front says of the inputs of other examples, the targets are theirs. The
 * rest of the network learns on them as the whole network would, without the front being computed again.
 *
 * <p>What changes an example at random in each epoch does not go with a cache; it can keep several variants of each example instead, the first so many
 * epochs, which then come round again.
 */
public final class ActivationCache implements Examples, Closeable {
    /** In the file's header: what it is a cache of. */
    static final String KEY = "of";

    /** In the file's header: the shapes of an example's activation and targets, such as {@code 64x8x8 1x1x1}. */
    static final String SHAPES = "shapes";

    /** Hears how the cache is filled. */
    public interface Listener {
        /** A listener that does not care. */
        Listener NONE = new Listener() {
            @Override
            public void discarded(Path file) {}

            @Override
            public void computing(int missing) {}

            @Override
            public void computed(int more) {}
        };

        /** The file is of another front or of other examples; it is computed again. */
        void discarded(Path file);

        /** The front begins to look at so many examples, those that are not in the file yet. */
        void computing(int missing);

        /** So many more are in the file. */
        void computed(int more);
    }

    private final RowFile file;
    private final int variants;
    /** Of one example: the activation, then the targets. */
    private final List<int[]> shapes;

    private ActivationCache(RowFile file, int variants) {
        this.file = file;
        this.variants = variants;
        this.shapes = Arrays.stream(file.metadata().get(SHAPES).split(" "))
                .map(shape -> Arrays.stream(shape.split("x"))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toList();
    }

    /**
     * Opens a cache, computing what is not in its file yet. A computation that was cut short is gone on from.
     *
     * @param file where the activations are kept; replaced where it is of another front or of other examples
     * @param examples what the whole network would learn from
     * @param variants of each example, at least 1
     * @throws IllegalArgumentException where one variant is asked for, but the examples change from epoch to epoch
     * @throws IOException where the file is damaged, or the disk fails
     */
    public static ActivationCache open(
            Path file, FrozenFront front, Examples examples, int variants, Engines engines, Listener listener)
            throws IOException {
        if (variants < 1) {
            throw new IllegalArgumentException("a cache needs at least 1 variant of each example, got " + variants);
        }
        String key = "front %s, %d variants of %s".formatted(front.fingerprint(), variants, examples.fingerprint());
        if (!isThere(file, key, listener)) {
            try (Network network = front.open(engines)) {
                new ActivationFill(network, examples, variants, listener).into(file, key);
            }
        }
        return new ActivationCache(opened(file), variants);
    }

    private static boolean isThere(Path file, String key, Listener listener) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (RowFile found = opened(file)) {
            if (key.equals(found.metadata().get(KEY))) {
                return true;
            }
        }
        listener.discarded(file);
        return false;
    }

    private static RowFile opened(Path file) throws IOException {
        try {
            return RowFile.open(file);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; remove it, and the activations are computed again", e);
        }
    }

    @Override
    public int size() {
        return file.rows() / variants;
    }

    @Override
    public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
        List<Tensor> tensors = shapes.stream()
                .map(shape -> Tensor.zeros(IntStream.concat(IntStream.of(numbers.length), Arrays.stream(shape))
                        .toArray()))
                .toList();
        for (int i = 0; i < numbers.length; i++) {
            float[] row = read(numbers[i] * variants + epoch % variants);
            int at = 0;
            for (Tensor tensor : tensors) {
                int each = tensor.size() / numbers.length;
                System.arraycopy(row, at, tensor.data(), i * each, each);
                at += each;
            }
        }
        return new Batch<>(tensors.get(0), tensors.subList(1, tensors.size()));
    }

    private float[] read(int row) {
        try {
            return file.read(row);
        } catch (IOException e) {
            throw new UncheckedIOException("an activation could not be read", e);
        }
    }

    @Override
    public String fingerprint() {
        return file.metadata().get(KEY);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
