package dev.ocellus.learn;

import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The computation of an {@link ActivationCache}: a row for each variant of each example, one example after the other, each row the front's answer and then
 * the targets.
 */
record ActivationFill(Network front, Examples examples, int variants, ActivationCache.Listener listener) {
    /** Examples that the front is asked about at once. */
    private static final int BLOCK = 32;

    /** Computes what is not in the file yet. */
    void into(Path file, String key) throws IOException {
        requireSteady();
        List<Tensor> one = asked(new int[] {0}, 0);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(ActivationCache.KEY, key);
        facts.put(
                ActivationCache.SHAPES, one.stream().map(ActivationFill::shape).collect(Collectors.joining(" ")));
        int rows = Math.multiplyExact(examples.size(), variants);
        int width = one.stream().mapToInt(Tensor::size).sum();
        try (RowWriter writer = new RowWriter(file, rows, width, BLOCK * variants, facts)) {
            listener.computing(examples.size() - writer.written() / variants);
            while (writer.written() < rows) {
                int next = writer.written() / variants;
                int end = Math.min(examples.size(), next + BLOCK);
                writer.write(block(next, end));
                listener.computed(end - next);
            }
            writer.finish();
        }
    }

    /** Examples that are drawn anew in each epoch would all be seen as they are in the first. */
    private void requireSteady() {
        int[] numbers = IntStream.range(0, Math.min(examples.size(), BLOCK)).toArray();
        if (variants == 1
                && !examples.batch(numbers, 0)
                        .input()
                        .equals(examples.batch(numbers, 1).input())) {
            throw new IllegalArgumentException(
                    "these examples change at random from epoch to epoch, and a cache would keep"
                            + " the first form of each; leave the changes out, or keep several variants of each example");
        }
    }

    private static String shape(Tensor one) {
        return Arrays.stream(one.shape()).skip(1).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }

    /** The front's answer, then the targets. */
    private List<Tensor> asked(int[] numbers, int epoch) {
        Batch<List<Tensor>> batch = examples.batch(numbers, epoch);
        List<Tensor> all = new ArrayList<>(front.forward(batch.input()));
        requireFinite(all.get(0), numbers);
        all.addAll(batch.target());
        return all;
    }

    private static void requireFinite(Tensor activations, int[] numbers) {
        int each = activations.size() / numbers.length;
        for (int i = 0; i < activations.size(); i++) {
            if (!Float.isFinite(activations.data()[i])) {
                throw new IllegalArgumentException("the front says %s of example %d; its parameters are of no use"
                        .formatted(activations.data()[i], numbers[i / each]));
            }
        }
    }

    /** The rows of the examples from one number to before another. */
    private List<float[]> block(int from, int end) {
        int[] numbers = IntStream.range(from, end).toArray();
        List<List<Tensor>> answers =
                IntStream.range(0, variants).mapToObj(v -> asked(numbers, v)).toList();
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            for (List<Tensor> answer : answers) {
                rows.add(row(answer, i, numbers.length));
            }
        }
        return rows;
    }

    private static float[] row(List<Tensor> tensors, int sample, int samples) {
        float[] row = new float[tensors.stream().mapToInt(Tensor::size).sum() / samples];
        int at = 0;
        for (Tensor tensor : tensors) {
            int each = tensor.size() / samples;
            System.arraycopy(tensor.data(), sample * each, row, at, each);
            at += each;
        }
        return row;
    }
}
