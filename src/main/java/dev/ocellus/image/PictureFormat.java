package dev.ocellus.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read, recognised by the first bytes of a file and never by its name. */
enum PictureFormat {
    JPEG("jpg", "jpeg", "jpe", "jfif"),
    PNG("png", "apng"),
    GIF("gif"),
    WEBP("webp"),
    BMP("bmp", "dib"),
    TIFF("tif", "tiff"),
    /** PGM and PPM, see {@link PortableMap}. */
    PNM("pgm", "ppm", "pnm");

    /** How many bytes from the start are needed to tell a format. */
    static final int SNIFFED_BYTES = 16;

    private final List<String> extensions;

    PictureFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** The format of a file that starts with these bytes. */
    static Optional<PictureFormat> of(byte[] start) {
        String text = new String(start, 0, Math.min(SNIFFED_BYTES, start.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (text.startsWith("BM") && text.startsWith("\0\0\0\0", 6)) {
            return Optional.of(BMP);
        }
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return Optional.of(TIFF);
        }
        if (text.matches("(?s)P[2356][\\s#].*")) {
            return Optional.of(PNM);
        }
        return Optional.empty();
    }

    /** The name of a picture format that is recognised but not read. */
    static Optional<String> unsupported(byte[] start) {
        String text = new String(start, 0, Math.min(SNIFFED_BYTES, start.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("ftyp", 4) && text.length() >= 12) {
            return switch (text.substring(8, 12)) {
                case "avif", "avis" -> Optional.of("AVIF");
                case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> Optional.of("HEIC");
                default -> Optional.empty();
            };
        }
        if (text.startsWith("\u00ff\n") || text.startsWith("JXL ", 4)) {
            return Optional.of("JPEG XL");
        }
        if (text.startsWith("jP  ", 4) || text.startsWith("\u00ff\u004f\u00ff\u0051")) {
            return Optional.of("JPEG 2000");
        }
        return text.startsWith("8BPS") ? Optional.of("Photoshop") : Optional.empty();
    }

    /** The format whose extension a file name bears. */
    static Optional<PictureFormat> ofName(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (PictureFormat format : values()) {
            if (format.extensions.contains(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
