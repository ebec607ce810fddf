package dev.ocellus.network;

/** IEEE 754 half precision: 1 bit sign, 5 bits exponent, 10 bits fraction. */
public final class HalfFloat {
    /** Largest finite value. */
    public static final float MAX = 65504;

    private static final int FRACTION_BITS = 10;
    private static final float SMALLEST = 0x1p-24f;
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    private HalfFloat() {}

    /** The number that a half stands for. */
    public static float toFloat(short half) {
        int exponent = half >> FRACTION_BITS & 0x1f;
        int fraction = half & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * SMALLEST;
        } else if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat(exponent - 15 + 127 << 23 | fraction << 13);
        }
        return half < 0 ? -magnitude : magnitude;
    }

    /** The nearest half, ties to even; magnitudes that round beyond {@link #MAX} become infinite. */
    public static short fromFloat(float value) {
        int sign = Float.floatToIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        int bits;
        if (Float.isNaN(value)) {
            bits = 0x7e00;
        } else if (magnitude < SMALLEST_NORMAL) {
            // Subnormal halves are whole multiples of the smallest; a carry lands on the smallest normal, as it should.
            bits = (int) Math.rint(magnitude / SMALLEST);
        } else if (magnitude >= 65520) {
            bits = 0x7c00;
        } else {
            int rebased = Float.floatToIntBits(magnitude) - (127 - 15 << 23);
            int halfway = 0xfff + (rebased >> 13 & 1);
            bits = rebased + halfway >> 13;
        }
        return (short) (sign | bits);
    }
}
