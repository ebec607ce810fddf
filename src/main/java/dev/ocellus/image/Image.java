package dev.ocellus.image;

import dev.ocellus.geometry.Size;

/**
 * A picture on the heap: upright, 8 bits a channel, RGB, rows from the top. Immutable and safe to share between threads; every change makes a new
 * picture. The only pixel type of the program.
 */
public final class Image {
    private final Size size;
    private final byte[] rgb;

    private Image(Size size, byte[] rgb) {
        this.size = size;
        this.rgb = rgb;
    }

    /**
     * A picture that takes over the given bytes; the caller must not change them afterwards.
     *
     * @param rgb red, green, blue of each pixel in turn, row by row; length is 3 × width × height
     */
    public static Image owning(Size size, byte[] rgb) {
        if (rgb.length != 3 * size.area()) {
            throw new IllegalArgumentException(
                    "%s needs %d bytes, got %d".formatted(size, 3 * size.area(), rgb.length));
        }
        return new Image(size, rgb);
    }

    /** A picture of one colour, each channel 0 to 255. */
    public static Image filled(Size size, int red, int green, int blue) {
        byte[] rgb = new byte[Math.toIntExact(3 * size.area())];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new Image(size, rgb);
    }

    public Size size() {
        return size;
    }

    public int width() {
        return size.width();
    }

    public int height() {
        return size.height();
    }

    /** One channel of one pixel, 0 to 255. Channel 0 is red, 1 green, 2 blue. */
    public int at(int x, int y, int channel) {
        return rgb[3 * (y * size.width() + x) + channel] & 0xff;
    }

    /** The picture seen in a mirror: left and right change places. */
    public Image mirrored() {
        int stride = 3 * size.width();
        byte[] turned = new byte[rgb.length];
        for (int row = 0; row < rgb.length; row += stride) {
            for (int from = row, to = row + stride - 3; from < row + stride; from += 3, to -= 3) {
                turned[to] = rgb[from];
                turned[to + 1] = rgb[from + 1];
                turned[to + 2] = rgb[from + 2];
            }
        }
        return new Image(size, turned);
    }

    /** The picture turned to the right by so many quarters; by a quarter, what was on the left comes to the top. */
    public Image turned(int quarters) {
        return switch (Math.floorMod(quarters, 4)) {
            case 1 -> Orientation.upright(this, 6);
            case 2 -> Orientation.upright(this, 3);
            case 3 -> Orientation.upright(this, 8);
            default -> this;
        };
    }

    /** This picture with another one laid over it, whose top left pixel comes to (x, y); what reaches outside is cut off. */
    public Image withPatch(Image patch, int x, int y) {
        int left = Math.max(0, x);
        int right = (int) Math.min(size.width(), (long) x + patch.width());
        int bottom = (int) Math.min(size.height(), (long) y + patch.height());
        byte[] merged = rgb.clone();
        if (left < right) {
            for (int row = Math.max(0, y); row < bottom; row++) {
                int from = 3 * ((row - y) * patch.width() + left - x);
                int to = 3 * (row * size.width() + left);
                System.arraycopy(patch.rgb, from, merged, to, 3 * (right - left));
            }
        }
        return new Image(size, merged);
    }

    /**
     * This picture and another one seen through each other.
     *
     * @param other of the same size
     * @param weight of this picture, in [0, 1]; the other has the rest
     */
    public Image blended(Image other, double weight) {
        if (!size.equals(other.size) || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "cannot blend %s with %s by a weight of %s".formatted(size, other.size, weight));
        }
        // in whole numbers of 65,536ths, which is several times as fast
        int share = (int) Math.round(weight * (1 << 16));
        byte[] mixed = new byte[rgb.length];
        for (int i = 0; i < mixed.length; i++) {
            int sum = share * (rgb[i] & 0xff) + ((1 << 16) - share) * (other.rgb[i] & 0xff);
            mixed[i] = (byte) (sum + (1 << 15) >> 16);
        }
        return new Image(size, mixed);
    }

    /** A copy of the bytes: red, green, blue of each pixel in turn, row by row. */
    public byte[] toRgb() {
        return rgb.clone();
    }

    /** The bytes themselves, for reading only, within this room. */
    byte[] bytes() {
        return rgb;
    }
}
