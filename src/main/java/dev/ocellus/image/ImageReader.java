package dev.ocellus.image;

import dev.ocellus.image.Reading.Decoded;
import dev.ocellus.image.Reading.Reason;
import dev.ocellus.image.Reading.Rejected;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads picture files: JPEG, PNG, GIF, WebP, BMP, TIFF, PGM and PPM, recognised by content. Nothing that a file holds makes it throw: the outcome is a picture
 * with notices, or the reason why there is none. Memory stays bounded by the allowed number of pixels, which is checked before anything is
 * decoded. Safe from several threads.
 *
 * @param maxPixels pictures with more pixels are rejected
 */
public record ImageReader(long maxPixels) {
    /** Enough for every camera in common use: 300 MB once decoded. */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000;

    /** What a file may hold beside its pixels: profiles, previews, other frames. */
    private static final long EXTRA_BYTES = 64 << 20;

    public ImageReader {
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException("the highest number of pixels must be between 1 and %d, got %d"
                    .formatted(Integer.MAX_VALUE / 4, maxPixels));
        }
    }

    public ImageReader() {
        this(DEFAULT_MAX_PIXELS);
    }

    /** Reads one file. */
    public Reading read(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return new Rejected(Reason.UNREADABLE, "this is a folder, not a picture");
            }
            if (!attributes.isRegularFile()) {
                return new Rejected(Reason.UNREADABLE, "this is a pipe or a device, not a file");
            }
            return read(file, attributes.size());
        } catch (NoSuchFileException e) {
            return new Rejected(Reason.UNREADABLE, "there is no such file");
        } catch (AccessDeniedException e) {
            return new Rejected(Reason.UNREADABLE, "you are not allowed to read this file");
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getMessage() : e.getReason();
            return new Rejected(Reason.UNREADABLE, "the file cannot be opened: " + reason);
        } catch (IOException e) {
            return new Rejected(Reason.UNREADABLE, "the file cannot be read: " + e.getMessage());
        }
    }

    private Reading read(Path file, long length) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(PictureFormat.SNIFFED_BYTES);
            Optional<Rejected> rejected = checkStart(start);
            if (rejected.isPresent()) {
                return rejected.get();
            }
            if (length > Math.min(Integer.MAX_VALUE - 16, 8 * maxPixels + EXTRA_BYTES)) {
                return new Rejected(
                        Reason.TOO_LARGE, "the file has %,d MB, more than a picture needs".formatted(length >> 20));
            }
        }
        return read(Files.readAllBytes(file), file.getFileName().toString());
    }

    /**
     * Reads the content of a file.
     *
     * @param name the file's name, whose extension is compared with the content; may be empty
     */
    public Reading read(byte[] content, String name) {
        Optional<Rejected> rejected = checkStart(content);
        if (rejected.isPresent()) {
            return rejected.get();
        }
        PictureFormat format = PictureFormat.of(content).orElseThrow();
        try {
            return decode(format, content, name);
        } catch (OutOfMemoryError e) {
            return new Rejected(
                    Reason.TOO_LARGE,
                    "memory is too small for this picture; allow Java more with -Xmx or use fewer threads");
        } catch (TooManyPixelsException e) {
            return new Rejected(Reason.TOO_LARGE, e.getMessage());
        } catch (Throwable e) { // decoders throw anything at damaged files, StackOverflowError among it
            return undecodable(format, e);
        }
    }

    private static Optional<Rejected> checkStart(byte[] start) {
        if (start.length == 0) {
            return Optional.of(new Rejected(Reason.EMPTY_FILE, "the file is empty"));
        }
        if (PictureFormat.of(start).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                PictureFormat.unsupported(start)
                        .map(name -> new Rejected(
                                Reason.UNSUPPORTED,
                                name + " pictures are not read; convert the file to JPEG, PNG or WebP"))
                        .orElseGet(
                                () -> new Rejected(
                                        Reason.NOT_A_PICTURE,
                                        "the content is none of JPEG, PNG, GIF, WebP, BMP, TIFF, PGM and PPM, whatever the name says")));
    }

    private Reading decode(PictureFormat format, byte[] content, String name) throws IOException {
        FileStructure structure = FileStructure.of(format, content);
        Decoding decoding = Decoding.of(format, structure, content, maxPixels);
        RgbConversion pixels = RgbConversion.of(decoding.picture());
        if ((decoding.failure().isPresent() || !structure.complete()) && isEven(pixels.image())) {
            return decoding.failure()
                    .map(failure -> undecodable(format, failure))
                    .orElseGet(() -> new Rejected(Reason.CORRUPT, "the file ends before the picture begins"));
        }
        int orientation = structure.exif().map(Orientation::of).orElse(Orientation.UPRIGHT);
        List<Notice> notices = new ArrayList<>();
        if (!structure.complete()) {
            notices.add(new Notice(
                    Notice.Kind.TRUNCATED, "the file ends before the picture does; the missing part is empty"));
        } else if (decoding.failure().isPresent() || decoding.warned() || structure.damaged()) {
            notices.add(new Notice(
                    Notice.Kind.CORRUPT_DATA, "some of the data is damaged; parts of the picture may look wrong"));
        }
        if (structure.animated()) {
            notices.add(new Notice(
                    Notice.Kind.FIRST_FRAME_ONLY, "the file is an animation; only its first picture is used"));
        }
        if (structure.components() == 4) {
            notices.add(new Notice(
                    Notice.Kind.CMYK_CONVERTED, "printing colours (CMYK) were converted to RGB; they may look off"));
        }
        if (pixels.reduced()) {
            notices.add(new Notice(Notice.Kind.SIXTEEN_BIT_REDUCED, "more than 8 bits a channel were reduced to 8"));
        }
        if (pixels.transparent()) {
            notices.add(new Notice(Notice.Kind.ALPHA_FLATTENED, "transparent parts were laid over white"));
        }
        if (orientation != Orientation.UPRIGHT) {
            notices.add(new Notice(
                    Notice.Kind.ROTATED_BY_EXIF,
                    "turned upright as its EXIF orientation %d asks".formatted(orientation)));
        }
        PictureFormat.ofName(name)
                .filter(named -> named != format)
                .ifPresent(named -> notices.add(new Notice(
                        Notice.Kind.MISMATCHED_EXTENSION,
                        "named like a %s file, but the content is %s".formatted(named, format))));
        return new Decoded(Orientation.upright(pixels.image(), orientation), notices);
    }

    /** Whether all pixels are the same, as where a decoder gave up before the first one. */
    private static boolean isEven(Image image) {
        byte[] rgb = image.bytes();
        return Arrays.equals(rgb, 3, rgb.length, rgb, 0, rgb.length - 3);
    }

    private static Rejected undecodable(PictureFormat format, Throwable failure) {
        String message = failure instanceof EOFException ? "the data ends too early" : failure.getMessage();
        boolean known = message != null && message.contains("nsupported");
        return new Rejected(
                known ? Reason.UNSUPPORTED : Reason.CORRUPT,
                "the %s data cannot be decoded: %s"
                        .formatted(format, message == null ? failure.getClass().getSimpleName() : message));
    }
}
