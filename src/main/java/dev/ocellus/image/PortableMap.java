package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * A PGM or PPM file: a header of words, then grey values or red, green and blue, as bytes (P5, P6) or as numbers in words (P2, P3). Its header is
 * read first, so that nobody needs memory for more than it announces.
 *
 * @see <a href="https://netpbm.sourceforge.net/doc/pgm.html">the format</a>
 */
final class PortableMap {
    private final byte[] content;
    private final boolean colour;
    private final boolean words;
    private final Size size;
    private final int highest;
    private int at;

    private PortableMap(byte[] content) throws IOException {
        this.content = content;
        this.colour = content[1] == '3' || content[1] == '6';
        this.words = content[1] < '4';
        this.at = 2;
        this.size = new Size(header("width"), header("height"));
        this.highest = header("highest value");
        if (highest > 65535) {
            throw new IOException("its highest value is " + highest + ", the format allows 65535");
        }
        at++; // exactly one blank ends the header
    }

    /**
     * Reads the header.
     *
     * @param content starts with P2, P3, P5 or P6
     * @throws IOException where the header is cut or holds something else than numbers above 0
     */
    static PortableMap of(byte[] content) throws IOException {
        return new PortableMap(content);
    }

    Size size() {
        return size;
    }

    /** Whether all values are there; of numbers in words only decoding knows. */
    static boolean isComplete(byte[] content) {
        try {
            PortableMap map = of(content);
            return map.words || content.length - map.at >= map.size.area() * map.bands() * map.bytesPerValue();
        } catch (IOException e) {
            return false;
        }
    }

    /** The pixels; what is missing is black. */
    Decoding decode() {
        int type = highest > 255 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        ColorSpace space = ColorSpace.getInstance(colour ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY);
        ColorModel model = new ComponentColorModel(space, false, false, Transparency.OPAQUE, type);
        WritableRaster raster = model.createCompatibleWritableRaster(size.width(), size.height());
        Optional<Exception> failure = Optional.empty();
        try {
            int full = highest > 255 ? 65535 : 255;
            int[] row = new int[size.width() * bands()];
            for (int y = 0; y < size.height(); y++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (int) ((Math.min(highest, value()) * (long) full + highest / 2) / highest);
                }
                raster.setPixels(0, y, size.width(), 1, row);
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        return new Decoding(new BufferedImage(model, raster, false, null), false, failure);
    }

    private int bands() {
        return colour ? 3 : 1;
    }

    private int bytesPerValue() {
        return highest > 255 ? 2 : 1;
    }

    private int value() throws IOException {
        if (words) {
            return number();
        }
        return bytesPerValue() == 1 ? next() : next() << 8 | next();
    }

    private int header(String what) throws IOException {
        int number = number();
        if (number < 1) {
            throw new IOException("its " + what + " is 0");
        }
        return number;
    }

    /** The next number in words, after blanks and comments; stands on the byte behind it. */
    private int number() throws IOException {
        int sign = next();
        while (isBlank(sign) || sign == '#') {
            while (sign == '#' && next() != '\n') {
                // a comment goes on to the end of its line
            }
            sign = next();
        }
        long number = 0;
        while (sign >= '0' && sign <= '9') {
            number = number * 10 + sign - '0';
            if (number > Integer.MAX_VALUE) {
                throw new IOException("a number in it is too large");
            }
            if (at == content.length) {
                return (int) number;
            }
            sign = next();
        }
        if (!isBlank(sign) && sign != '#') {
            throw new IOException("there is '%c' where a number should be".formatted(sign));
        }
        at--;
        return (int) number;
    }

    private int next() throws EOFException {
        if (at >= content.length) {
            throw new EOFException();
        }
        return content[at++] & 0xff;
    }

    private static boolean isBlank(int sign) {
        return sign == ' ' || sign >= '\t' && sign <= '\r';
    }
}
