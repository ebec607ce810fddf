package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Examples in arrays.
 *
 * @param inputs (N, C, H, W)
 * @param targets of each task, (N, C, H, W)
 */
record ArrayExamples(Tensor inputs, List<Tensor> targets) implements Examples {
    static ArrayExamples of(Tensor inputs, List<Tensor> targets) {
        ArrayExamples examples = new ArrayExamples(
                fourDimensions(inputs),
                targets.stream().map(ArrayExamples::fourDimensions).toList());
        if (examples.size() < 1 || targets.stream().anyMatch(target -> target.dimension(0) != examples.size())) {
            throw new IllegalArgumentException(
                    "inputs and targets need one number of examples, at least 1; got inputs %s and targets %s"
                            .formatted(inputs, targets));
        }
        return examples;
    }

    private static Tensor fourDimensions(Tensor tensor) {
        int[] shape = tensor.shape();
        if (shape.length < 1 || shape.length > 4) {
            throw new IllegalArgumentException("examples need 1 to 4 dimensions, got " + Arrays.toString(shape));
        }
        int[] four = Arrays.copyOf(shape, 4);
        Arrays.fill(four, shape.length, 4, 1);
        return new Tensor(tensor.data(), four);
    }

    @Override
    public int size() {
        return inputs.dimension(0);
    }

    @Override
    public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
        return new Batch<>(
                chosen(inputs, numbers),
                targets.stream().map(target -> chosen(target, numbers)).toList());
    }

    private static Tensor chosen(Tensor all, int[] numbers) {
        int each = all.size() / all.dimension(0);
        float[] data = new float[Math.multiplyExact(numbers.length, each)];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(all.data(), numbers[i] * each, data, i * each, each);
        }
        int[] shape = all.shape().clone();
        shape[0] = numbers.length;
        return new Tensor(data, shape);
    }

    @Override
    public String fingerprint() {
        return "%d examples %08x %08x".formatted(size(), inputs.hashCode(), targets.hashCode());
    }
}
