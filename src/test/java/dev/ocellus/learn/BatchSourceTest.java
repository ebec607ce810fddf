package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
    @Test
    void handsOutTheBatchesInOrderFromAnyStart() throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        try (BatchSource<Long> source = new BatchSource<>(step -> new Batch<>(Tensor.zeros(1), step), 7, 20)) {
            for (long step = 7; step < 20; step++) {
                seen.add(source.take().target());
            }
        }
        assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L), seen);
    }

    @Test
    void aFailureReachesTheLoopAsItWas() {
        try (BatchSource<Long> source = new BatchSource<>(
                step -> {
                    throw new IllegalStateException("no pictures");
                },
                0,
                5)) {
            assertEquals(
                    "no pictures",
                    assertThrows(IllegalStateException.class, source::take).getMessage());
        }
    }
}
