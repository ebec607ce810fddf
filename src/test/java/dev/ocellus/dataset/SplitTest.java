package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
    /** The fractions were computed with Python: the first 8 bytes of the SHA-256, as a whole number divided by 2^64. */
    @ParameterizedTest
    @CsvSource({
        "a.jpg, 0.31486590",
        "00000002.jpg, 0.60666889",
        "0_Parade_Parade_0_142, 0.96397717",
        "Gesicht-顔.png, 0.67524369",
    })
    void sidesNeverChange(String key, double fraction) {
        assertTrue(new Split(fraction + 1e-6).isDevelopment(key));
        assertFalse(new Split(fraction - 1e-6).isDevelopment(key));
    }

    @Test
    void theShareIsKept() {
        Split split = new Split(0.15);

        long development = IntStream.range(0, 20_000)
                .filter(i -> split.isDevelopment("picture" + i))
                .count();

        // standard deviation is 50
        assertEquals(3000, development, 200);
    }
}
