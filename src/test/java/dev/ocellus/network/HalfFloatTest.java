package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyHalfIsWhatTheStandardSays() {
        for (int bits = 0; bits < 0x10000; bits++) {
            assertEquals(valueOf(bits), HalfFloat.toFloat((short) bits), "bits " + Integer.toHexString(bits));
        }
    }

    @Test
    void everyFiniteHalfComesBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (Float.isFinite(value)) {
                assertEquals((short) bits, HalfFloat.fromFloat(value), "bits " + Integer.toHexString(bits));
            }
        }
    }

    @Test
    void floatsBecomeTheNearestHalfAndTiesTheEvenOne() {
        Property.check(20_000, random -> {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(-26, 15)));
            int bits = HalfFloat.fromFloat(value) & 0xffff;
            double error = Math.abs(valueOf(bits) - (double) value);
            for (int other : new int[] {bits - 1, bits + 1}) {
                if ((other & 0x7fff) < 0x7c00 && (other & 0x8000) == (bits & 0x8000)) {
                    double otherError = Math.abs(valueOf(other) - (double) value);
                    assertTrue(error < otherError || error == otherError && bits % 2 == 0, "value " + value);
                }
            }
        });
    }

    @Test
    void largeMagnitudesRoundToTheLargestHalfOrToInfinity() {
        assertEquals(HalfFloat.MAX, HalfFloat.toFloat(HalfFloat.fromFloat(65519.99f)));
        assertEquals(Float.POSITIVE_INFINITY, HalfFloat.toFloat(HalfFloat.fromFloat(65520)));
        assertEquals(Float.NEGATIVE_INFINITY, HalfFloat.toFloat(HalfFloat.fromFloat(-1e30f)));
        assertTrue(Float.isNaN(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))));
    }

    /** The value by definition: (−1)^s · 2^(e − 15) · (1 + f / 1024), without the 1 and with e = 1 where the exponent field is 0. */
    private static float valueOf(int bits) {
        int exponent = (bits >> 10) & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            magnitude = exponent == 0 ? Math.pow(2, -14) * fraction : Math.pow(2, exponent - 15) * (1 + fraction);
        }
        return (float) ((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }
}
