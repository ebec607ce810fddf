package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShufflingTest {
    @Test
    void anEpochGoesThroughAllExamplesOnce() {
        Property.check(50, random -> {
            int examples = 1 + random.nextInt(40);
            int batch = 1 + random.nextInt(50);
            Shuffling shuffling = new Shuffling(random.nextLong(), examples, batch);
            int[] seen = IntStream.range(0, shuffling.stepsAnEpoch())
                    .mapToObj(step -> shuffling.numbers(3, step))
                    .peek(numbers -> assertTrue(numbers.length >= 1 && numbers.length <= batch))
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .toArray();
            assertArrayEquals(IntStream.range(0, examples).toArray(), seen);
        });
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        Shuffling shuffling = new Shuffling(7, 100, 100);
        int[] fifth = shuffling.numbers(5, 0);
        assertFalse(Arrays.equals(fifth, shuffling.numbers(6, 0)), "another epoch, another order");
        assertArrayEquals(fifth, shuffling.numbers(5, 0));
        assertArrayEquals(fifth, new Shuffling(7, 100, 100).numbers(5, 0));
        assertFalse(Arrays.equals(fifth, new Shuffling(8, 100, 100).numbers(5, 0)), "another seed, another order");
    }

    /** Each example comes first about as often as any other: 10,000 epochs of 10, deviation 30 around 1,000. */
    @Test
    void everyOrderIsAsLikely() {
        Shuffling shuffling = new Shuffling(1, 10, 1);
        int[] first = new int[10];
        int[] last = new int[10];
        for (int epoch = 0; epoch < 10_000; epoch++) {
            first[shuffling.numbers(epoch, 0)[0]]++;
            last[shuffling.numbers(epoch, 9)[0]]++;
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(1000, first[i], 150, "example " + i);
            assertEquals(1000, last[i], 150, "example " + i);
        }
    }
}
