package dev.ocellus.image;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the head of a picture file says, found without decoding the picture.
 *
 * @param stored the size of the pixels as they lie in the file
 * @param orientation how they must be turned to be upright, EXIF's 1 to 8; 1 is upright
 */
public record PictureHeader(Size stored, int orientation) {
    /** Where a JPEG's size and EXIF block lie unless it carries huge previews. */
    private static final int USUAL_HEAD = 1 << 17;

    /** Says that a file holds no picture, or one whose head is damaged. */
    public static final class NoPictureException extends IOException {
        private static final long serialVersionUID = 1L;

        private NoPictureException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * Reads the head of a file.
     *
     * @throws NoPictureException with the reason, where the file is no picture that {@link ImageReader} reads
     * @throws IOException where the file cannot be opened
     */
    public static PictureHeader of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(USUAL_HEAD);
            PictureFormat format =
                    PictureFormat.of(head).orElseThrow(() -> new NoPictureException("it holds no picture", null));
            FileStructure structure = FileStructure.of(format, head);
            if (head.length == USUAL_HEAD && (format != PictureFormat.JPEG || structure.components() == 0)) {
                byte[] rest = in.readAllBytes();
                byte[] whole = new byte[head.length + rest.length];
                System.arraycopy(head, 0, whole, 0, head.length);
                System.arraycopy(rest, 0, whole, head.length, rest.length);
                head = whole;
                structure = FileStructure.of(format, head);
            }
            return new PictureHeader(
                    size(format, head), structure.exif().map(Orientation::of).orElse(Orientation.UPRIGHT));
        }
    }

    private static Size size(PictureFormat format, byte[] head) throws NoPictureException {
        try {
            return Decoding.size(format, head);
        } catch (IOException | RuntimeException e) {
            throw new NoPictureException("its head is damaged", e);
        }
    }

    /** The size of the picture as it is seen, and as all boxes mean it. */
    public Size upright() {
        return orientation >= 5 ? new Size(stored.height(), stored.width()) : stored;
    }

    /** Where a box of the stored pixels lies in the upright picture. */
    public Box turned(Box box) {
        double right = stored.width() - box.left();
        double left = stored.width() - box.right();
        double bottom = stored.height() - box.top();
        double top = stored.height() - box.bottom();
        return switch (orientation) {
            case 2 -> new Box(left, box.top(), right, box.bottom());
            case 3 -> new Box(left, top, right, bottom);
            case 4 -> new Box(box.left(), top, box.right(), bottom);
            case 5 -> new Box(box.top(), box.left(), box.bottom(), box.right());
            case 6 -> new Box(top, box.left(), bottom, box.right());
            case 7 -> new Box(top, left, bottom, right);
            case 8 -> new Box(box.top(), left, box.bottom(), right);
            default -> box;
        };
    }
}
