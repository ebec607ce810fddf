package dev.ocellus.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import dev.ocellus.geometry.Size;

/** How a camera was held, by the EXIF orientation 1 to 8, and how its picture is brought upright. */
final class Orientation {
    static final int UPRIGHT = 1;

    private Orientation() {}

    /** The orientation in an EXIF block in TIFF form; {@link #UPRIGHT} where there is none that makes sense. */
    static int of(byte[] exif) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return value == null || value < 1 || value > 8 ? UPRIGHT : value;
    }

    /**
     * The picture turned and mirrored to be upright.
     *
     * @param orientation 1 to 8
     * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">EXIF 3.0, tag 274</a>
     */
    static Image upright(Image image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        int width = image.width();
        int height = image.height();
        boolean sideways = orientation >= 5;
        // Where the stored picture's first pixel of an upright row lies, and the ways right and down, in stored pixels.
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int first = (fromRight ? width - 1 : 0) + (fromBottom ? (height - 1) * width : 0);
        int alongColumns = fromRight ? -1 : 1;
        int alongRows = fromBottom ? -width : width;
        int right = sideways ? alongRows : alongColumns;
        int down = sideways ? alongColumns : alongRows;
        Size size = sideways ? new Size(height, width) : image.size();
        byte[] stored = image.bytes();
        byte[] turned = new byte[stored.length];
        int to = 0;
        for (int y = 0; y < size.height(); y++) {
            int from = 3 * (first + y * down);
            for (int x = 0; x < size.width(); x++, from += 3 * right, to += 3) {
                turned[to] = stored[from];
                turned[to + 1] = stored[from + 1];
                turned[to + 2] = stored[from + 2];
            }
        }
        return Image.owning(size, turned);
    }
}
