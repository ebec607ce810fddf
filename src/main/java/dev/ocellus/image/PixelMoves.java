package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.util.List;

/** Changes that move whole pixels and compute none, so that nothing is lost. Pure functions, without any native library. */
public final class PixelMoves {
    private PixelMoves() {}

    /**
     * A picture and where its top left corner comes to lie in a larger one.
     *
     * @param image the picture
     * @param x column of its left edge
     * @param y row of its top edge
     */
    public record Piece(Image image, int x, int y) {}

    /** The picture mirrored left to right. */
    public static Image mirror(Image image) {
        byte[] from = image.bytes();
        byte[] to = new byte[from.length];
        int stride = 3 * image.width();
        for (int row = 0; row < from.length; row += stride) {
            for (int at = 0; at < stride; at += 3) {
                int mirrored = row + stride - 3 - at;
                to[mirrored] = from[row + at];
                to[mirrored + 1] = from[row + at + 1];
                to[mirrored + 2] = from[row + at + 2];
            }
        }
        return Image.owning(image.size(), to);
    }

    /**
     * Pictures side by side in a larger one, black where none lies; later pieces cover earlier ones.
     *
     * @throws IndexOutOfBoundsException where a piece reaches outside
     */
    public static Image compose(Size whole, List<Piece> pieces) {
        byte[] to = new byte[Math.toIntExact(3 * whole.area())];
        for (Piece piece : pieces) {
            Image image = piece.image();
            if (piece.x() < 0
                    || piece.y() < 0
                    || piece.x() + image.width() > whole.width()
                    || piece.y() + image.height() > whole.height()) {
                throw new IndexOutOfBoundsException("a piece of %s at %d, %d reaches outside %s"
                        .formatted(image.size(), piece.x(), piece.y(), whole));
            }
            int stride = 3 * image.width();
            for (int row = 0; row < image.height(); row++) {
                int at = 3 * ((piece.y() + row) * whole.width() + piece.x());
                System.arraycopy(image.bytes(), row * stride, to, at, stride);
            }
        }
        return Image.owning(whole, to);
    }
}
