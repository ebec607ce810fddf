package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.Notice;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A folder of the picture files that programs meet in the world: sound, odd and broken. It says of each file what has to come of it. What this
 * system cannot make (links, forbidden files, names in any script) is left out.
 */
public final class BrokenInputs {
    /**
     * One file and what has to come of it.
     *
     * @param file where it is
     * @param rejection why it gives no picture; empty where it gives one
     * @param notices what is to be said about the picture
     */
    public record Expected(Path file, Optional<Reading.Reason> rejection, Set<Notice.Kind> notices) {
        @Override
        public String toString() {
            return file.getFileName() + " -> " + rejection.map(Enum::toString).orElse("decoded " + notices);
        }
    }

    private final Path folder;
    private final List<Expected> expected = new ArrayList<>();

    private BrokenInputs(Path folder) {
        this.folder = folder;
    }

    /** Fills an empty folder. */
    public static List<Expected> writeTo(Path folder) throws IOException {
        BrokenInputs inputs = new BrokenInputs(folder);
        inputs.soundFiles();
        inputs.oddFiles();
        inputs.damagedFiles();
        inputs.noPictures();
        inputs.unreadableFiles();
        return List.copyOf(inputs.expected);
    }

    private void soundFiles() throws IOException {
        decoded("plain.jpg", PictureFiles.jpeg());
        decoded("plain.png", PictureFiles.png());
        decoded("plain.webp", PictureFiles.webp("lossy"));
        decoded("palette.png", PictureFiles.palettePng(4));
        decoded("größe-写真.jpg", PictureFiles.jpeg());
        decoded("owl 🦉.jpg", PictureFiles.jpeg());
    }

    private void oddFiles() throws IOException {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] jpeg = PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, orientation);
            if (orientation == 1) {
                decoded("exif-1.jpg", jpeg);
            } else {
                decoded("exif-" + orientation + ".jpg", jpeg, Notice.Kind.ROTATED_BY_EXIF);
            }
        }
        decoded("cmyk.jpg", PictureFiles.jpegCmyk(), Notice.Kind.CMYK_CONVERTED);
        decoded("16-bit.png", PictureFiles.png16(), Notice.Kind.SIXTEEN_BIT_REDUCED);
        decoded("animated.gif", PictureFiles.animatedGif(), Notice.Kind.FIRST_FRAME_ONLY);
        decoded("transparent.webp", PictureFiles.webp("alpha"), Notice.Kind.ALPHA_FLATTENED);
        decoded("png-named.jpg", PictureFiles.png(), Notice.Kind.MISMATCHED_EXTENSION);
    }

    private void damagedFiles() throws IOException {
        byte[] jpeg = ImageWriter.toJpeg(noise(), 80);
        decoded("cut-at-half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), Notice.Kind.TRUNCATED);
        byte[] png = ImageWriter.toPng(noise());
        decoded("cut-at-half.png", Arrays.copyOf(png, png.length / 2), Notice.Kind.TRUNCATED);
        byte[] flipped = jpeg.clone();
        for (int i = 0; i < 12; i++) {
            flipped[jpeg.length / 3 + 97 * i] ^= (byte) 0xff;
        }
        decoded("flipped-bytes.jpg", flipped, Notice.Kind.CORRUPT_DATA);
        rejected("header-only.jpg", Arrays.copyOf(PictureFiles.jpeg(), 120), Reading.Reason.CORRUPT);
        rejected("header-only.png", PictureFiles.pngHeader(new Size(48, 32), 8, 2), Reading.Reason.CORRUPT);
        rejected("60000x60000.png", PictureFiles.pngHeader(new Size(60000, 60000), 8, 2), Reading.Reason.TOO_LARGE);
        Size bomb = new Size(12000, 12000);
        byte[] rows = new byte[bomb.height() * (1 + bomb.width() / 8)];
        rejected("bomb.png", PictureFiles.png(bomb, 1, 0, rows), Reading.Reason.TOO_LARGE);
    }

    private void noPictures() throws IOException {
        rejected("empty.jpg", new byte[0], Reading.Reason.EMPTY_FILE);
        rejected(
                "text.jpg",
                "this is no picture at all".getBytes(StandardCharsets.US_ASCII),
                Reading.Reason.NOT_A_PICTURE);
        rejected(
                "phone.heic",
                "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.US_ASCII),
                Reading.Reason.UNSUPPORTED);
    }

    private void unreadableFiles() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("folder.jpg"));
        expected.add(new Expected(directory, Optional.of(Reading.Reason.UNREADABLE), Set.of()));
        try {
            Path loop = folder.resolve("loop.jpg");
            Files.createSymbolicLink(loop, folder.resolve("pool.jpg"));
            Path back = Files.createSymbolicLink(folder.resolve("pool.jpg"), loop);
            expected.add(new Expected(loop, Optional.of(Reading.Reason.UNREADABLE), Set.of()));
            expected.add(new Expected(back, Optional.of(Reading.Reason.UNREADABLE), Set.of()));
        } catch (UnsupportedOperationException | IOException e) {
            // this system has no links, or not for us
        }
        Path forbidden = Files.write(folder.resolve("forbidden.jpg"), PictureFiles.jpeg());
        try {
            Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("---------"));
        } catch (UnsupportedOperationException e) {
            // removed below, as it can be read
        }
        if (Files.isReadable(forbidden)) { // the administrator may read everything
            Files.delete(forbidden);
        } else {
            expected.add(new Expected(forbidden, Optional.of(Reading.Reason.UNREADABLE), Set.of()));
        }
    }

    private void decoded(String name, byte[] content, Notice.Kind... notices) throws IOException {
        Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
        kinds.addAll(List.of(notices));
        write(name, content, Optional.empty(), kinds);
    }

    private void rejected(String name, byte[] content, Reading.Reason reason) throws IOException {
        write(name, content, Optional.of(reason), Set.of());
    }

    private void write(String name, byte[] content, Optional<Reading.Reason> rejection, Set<Notice.Kind> notices)
            throws IOException {
        try {
            expected.add(new Expected(Files.write(folder.resolve(name), content), rejection, notices));
        } catch (InvalidPathException e) {
            // Java takes no such names here, as where LC_ALL is C
        }
    }

    private static Image noise() {
        byte[] rgb = new byte[3 * 120 * 90];
        new Random(1).nextBytes(rgb);
        return Image.owning(new Size(120, 90), rgb);
    }
}
