package dev.ocellus.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a picture looks like, in a kilobyte: enough to tell whether two files show the same, whatever their size, compression and brightness. 63 bits
 * are the signs of the lowest frequencies of a small grey copy, so that most pairs are told apart by counting bits; for the others the copies are
 * compared. Immutable.
 *
 * @see <a href="https://www.phash.org/docs/pubs/thesis_zauner.pdf">Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions</a>
 */
public final class PictureHash {
    private static final int SIDE = 32;
    private static final int FREQUENCIES = 8;

    /** Bits of frequencies that a mirror turns round. */
    private static final long ODD_ACROSS = 0xAAAA_AAAA_AAAA_AAAAL;

    /** Two unrelated pictures differ in about half of the bits; one in a million pairs in so few. */
    private static final int MOST_BITS = 12;

    private static final double LEAST_CORRELATION = 0.97;

    /** Copies whose greys vary less than this show too little to be compared. */
    private static final double LEAST_DEVIATION = 4;

    private static final float[][] COSINES = cosines();

    private final long bits;
    private final byte[] grey;
    private final double mean;
    private final double deviation;
    private final byte[] pixels;

    private PictureHash(long bits, byte[] grey, double mean, double deviation, byte[] pixels) {
        this.bits = bits;
        this.grey = grey;
        this.mean = mean;
        this.deviation = deviation;
        this.pixels = pixels;
    }

    /** How two pictures are alike. */
    public enum Likeness {
        /** All pixels agree. */
        SAME,
        /** They can hardly be told apart. */
        SIMILAR,
        /** One is nearly the other seen in a mirror. */
        MIRRORED,
        /** They show different things, or too little to tell. */
        NONE
    }

    /** Looks at a picture; takes a few milliseconds for a million pixels. */
    public static PictureHash of(Image image) {
        double[] cells = cells(image);
        double mean = Arrays.stream(cells).average().orElseThrow();
        double squares =
                Arrays.stream(cells).map(cell -> (cell - mean) * (cell - mean)).sum();
        byte[] grey = new byte[cells.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(cells[i]);
        }
        return new PictureHash(bits(cells), grey, mean, Math.sqrt(squares / cells.length), digest(image));
    }

    /** The mean grey of each cell of a grid over the picture. */
    private static double[] cells(Image image) {
        byte[] rgb = image.bytes();
        double[] cells = new double[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            int top = (int) ((long) row * image.height() / SIDE);
            int bottom = Math.max(top + 1, (int) ((row + 1L) * image.height() / SIDE));
            for (int column = 0; column < SIDE; column++) {
                int left = (int) ((long) column * image.width() / SIDE);
                int right = Math.max(left + 1, (int) ((column + 1L) * image.width() / SIDE));
                long sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int i = 3 * (y * image.width() + left), end = i + 3 * (right - left); i < end; i += 3) {
                        // ITU-R BT.601, in thousandths
                        sum += 299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff);
                    }
                }
                cells[row * SIDE + column] = sum / 1000.0 / ((bottom - top) * (right - left));
            }
        }
        return cells;
    }

    /** The signs of the lowest frequencies of a cosine transform, but of the mean. */
    private static long bits(double[] cells) {
        long bits = 0;
        for (int down = 0; down < FREQUENCIES; down++) {
            for (int across = 0; across < FREQUENCIES; across++) {
                double sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        sum += cells[y * SIDE + x] * COSINES[down][y] * COSINES[across][x];
                    }
                }
                if (sum > 0 && down + across > 0) {
                    bits |= 1L << FREQUENCIES * down + across;
                }
            }
        }
        return bits;
    }

    private static float[][] cosines() {
        float[][] cosines = new float[FREQUENCIES][SIDE];
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
            for (int i = 0; i < SIDE; i++) {
                cosines[frequency][i] = (float) Math.cos(Math.PI * frequency * (i + 0.5) / SIDE);
            }
        }
        return cosines;
    }

    private static byte[] digest(Image image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) image.width());
            digest.update((byte) (image.width() >> 8));
            return Arrays.copyOf(digest.digest(image.bytes()), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** How this picture is like another one; symmetric. */
    public Likeness likeness(PictureHash other) {
        int different = Long.bitCount(bits ^ other.bits);
        if (different == 0 && Arrays.equals(pixels, other.pixels)) {
            return Likeness.SAME;
        }
        if (different <= MOST_BITS && correlation(other, false) >= LEAST_CORRELATION) {
            return Likeness.SIMILAR;
        }
        // the mean has no bit, so that a mirror turns round all odd ones that are not zero
        int mirrored = Long.bitCount(bits ^ other.bits ^ ODD_ACROSS);
        return mirrored <= MOST_BITS && correlation(other, true) >= LEAST_CORRELATION
                ? Likeness.MIRRORED
                : Likeness.NONE;
    }

    /** Pearson's correlation of the grey copies; 0 where one of them shows too little. */
    private double correlation(PictureHash other, boolean mirrored) {
        if (deviation < LEAST_DEVIATION || other.deviation < LEAST_DEVIATION) {
            return 0;
        }
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int there = y * SIDE + (mirrored ? SIDE - 1 - x : x);
                sum += ((grey[y * SIDE + x] & 0xff) - mean) * ((other.grey[there] & 0xff) - other.mean);
            }
        }
        return sum / (grey.length * deviation * other.deviation);
    }
}
