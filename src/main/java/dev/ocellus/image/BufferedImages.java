package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** The way between our pictures and those of Java2D, both ways by copy. */
final class BufferedImages {
    private BufferedImages() {}

    /** A picture of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
    static BufferedImage of(Image image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        swap(image.bytes(), bytes(picture));
        return picture;
    }

    /** The picture in one of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
    static Image toImage(BufferedImage picture) {
        byte[] bgr = bytes(picture);
        byte[] rgb = new byte[bgr.length];
        swap(bgr, rgb);
        return Image.owning(new Size(picture.getWidth(), picture.getHeight()), rgb);
    }

    private static byte[] bytes(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }

    private static void swap(byte[] from, byte[] to) {
        for (int i = 0; i < from.length; i += 3) {
            to[i] = from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = from[i];
        }
    }
}
