package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Brings the pixels of a decoder to 8-bit RGB. Values are taken as they are stored: grey is repeated, colour profiles are not applied (Java's own
 * conversion would brighten every grey picture). Transparent pixels are laid over white.
 *
 * @param image the picture
 * @param transparent whether any pixel was not opaque
 * @param reduced whether there were more than 8 bits a channel
 */
record RgbConversion(Image image, boolean transparent, boolean reduced) {
    /**
     * Converts, and takes over the memory of the given picture where that spares a copy.
     *
     * @throws IllegalArgumentException for samples that are no whole numbers
     */
    static RgbConversion of(BufferedImage picture) {
        Size size = new Size(picture.getWidth(), picture.getHeight());
        if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR
                && picture.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getSize() == 3 * size.area()) {
            return new RgbConversion(Image.owning(size, swapped(buffer.getData())), false, false);
        }
        ColorModel model = picture.getColorModel();
        byte[] rgb = new byte[Math.toIntExact(3 * size.area())];
        boolean transparent =
                model instanceof ComponentColorModel ? copySamples(picture, rgb) : copyColours(picture, rgb);
        boolean reduced = Arrays.stream(model.getComponentSize()).anyMatch(bits -> bits > 8);
        return new RgbConversion(Image.owning(size, rgb), transparent, reduced);
    }

    private static byte[] swapped(byte[] bgr) {
        for (int i = 0; i < bgr.length; i += 3) {
            byte blue = bgr[i];
            bgr[i] = bgr[i + 2];
            bgr[i + 2] = blue;
        }
        return bgr;
    }

    /** Palettes and packed pixels, whose colour model gives plain values. */
    private static boolean copyColours(BufferedImage picture, byte[] rgb) {
        boolean transparent = false;
        int[] row = new int[picture.getWidth()];
        int to = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                int alpha = argb >>> 24;
                transparent |= alpha < 255;
                rgb[to++] = overWhite(argb >> 16 & 255, alpha);
                rgb[to++] = overWhite(argb >> 8 & 255, alpha);
                rgb[to++] = overWhite(argb & 255, alpha);
            }
        }
        return transparent;
    }

    /** One sample for each component of a pixel: grey, grey and alpha, RGB, RGB and alpha, or printing colours. */
    private static boolean copySamples(BufferedImage picture, byte[] rgb) {
        Raster raster = picture.getRaster();
        ColorModel model = picture.getColorModel();
        if (raster.getTransferType() != DataBuffer.TYPE_BYTE && raster.getTransferType() != DataBuffer.TYPE_USHORT) {
            throw new IllegalArgumentException("its samples are no whole numbers of 8 or 16 bits");
        }
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        boolean print = model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
        int highest = (1 << model.getComponentSize(0)) - 1;
        boolean transparent = false;
        int[] row = new int[picture.getWidth() * bands];
        int to = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.getPixels(0, y, picture.getWidth(), 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int alpha = model.hasAlpha() ? to8Bits(row[from + bands - 1], highest) : 255;
                transparent |= alpha < 255;
                for (int channel = 0; channel < 3; channel++) {
                    int value = to8Bits(row[from + (colours < 3 ? 0 : channel)], highest);
                    if (print) {
                        int black = to8Bits(row[from + 3], highest);
                        value = (255 - value) * (255 - black) / 255;
                    }
                    rgb[to++] = overWhite(value, alpha);
                }
            }
        }
        return transparent;
    }

    private static int to8Bits(int value, int highest) {
        return highest == 255 ? value : (int) ((value * 255L + highest / 2) / highest);
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) (alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
