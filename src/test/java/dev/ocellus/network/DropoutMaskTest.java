package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
    private static final int VALUES = 40_000;

    @Test
    void theRateIsTheShareThatIsDropped() {
        for (double rate : new double[] {0.01, 0.3, 0.5, 0.99}) {
            double deviation = Math.sqrt(rate * (1 - rate) / VALUES);
            assertEquals(rate, share(drawn(1, 2, "a", rate)), 4 * deviation);
        }
        assertEquals(0, share(drawn(1, 2, "a", 0)));
    }

    @Test
    void everythingThatItDependsOnCounts() {
        BitSet mask = drawn(1, 2, "a", 0.5);
        assertEquals(mask, drawn(1, 2, "a", 0.5));
        List<BitSet> others =
                List.of(drawn(2, 2, "a", 0.5), drawn(1, 3, "a", 0.5), drawn(1, 2, "b", 0.5), drawn(2, 1, "a", 0.5));
        for (BitSet other : others) {
            assertNotEquals(mask, other);
            BitSet both = (BitSet) mask.clone();
            both.and(other);
            assertEquals(0.25, share(both), 4 * Math.sqrt(0.25 * 0.75 / VALUES), "independent of one another");
        }
    }

    @Test
    void neighboursAreIndependent() {
        BitSet mask = drawn(3, 4, "a", 0.5);
        for (int distance : new int[] {1, 2, 8, 64, 1000}) {
            BitSet both = mask.get(distance, VALUES);
            both.and(mask);
            assertEquals(0.25, share(both), 0.03, "distance " + distance);
        }
    }

    /** Runs that were stopped years ago go on only if this stays as it is. */
    @Test
    void theDrawsNeverChange() {
        DropoutMask mask = new DropoutMask(42, 7, "drop", 0.5);
        int[] first = new int[16];
        for (int i = 0; i < first.length; i++) {
            first[i] = mask.drops(i) ? 1 : 0;
        }
        assertArrayEquals(new int[] {1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1}, first);
        assertFalse(new DropoutMask(42, 7, "drop", 0).drops(1L << 40));
    }

    private static BitSet drawn(long seed, long step, String node, double rate) {
        DropoutMask mask = new DropoutMask(seed, step, node, rate);
        BitSet bits = new BitSet();
        for (int i = 0; i < VALUES; i++) {
            bits.set(i, mask.drops(i));
        }
        return bits;
    }

    private static double share(BitSet bits) {
        return (double) bits.cardinality() / VALUES;
    }
}
