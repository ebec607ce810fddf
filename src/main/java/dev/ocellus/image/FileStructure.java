package dev.ocellus.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What the outer structure of a picture file tells without decoding it. Decoders fill the missing part of a cut file with grey and say little about
 * it, so the end of the file is looked for here.
 */
final class FileStructure {
    private final ByteBuffer file;

    private boolean complete;
    private boolean damaged;
    private int frames = 1;
    private int components;
    private Optional<byte[]> exif = Optional.empty();

    private FileStructure(byte[] content) {
        file = ByteBuffer.wrap(content);
    }

    /** Looks at a file of the given format, whatever state it is in. */
    static FileStructure of(PictureFormat format, byte[] content) {
        FileStructure structure = new FileStructure(content);
        switch (format) {
            case JPEG -> structure.walkJpeg();
            case PNG -> structure.walkPng();
            case GIF -> structure.walkGif();
            case WEBP -> structure.walkWebp();
            case TIFF -> {
                structure.complete = true;
                structure.exif = Optional.of(content);
            }
            case BMP -> structure.walkBmp();
            case PNM -> structure.complete = PortableMap.isComplete(content);
        }
        return structure;
    }

    /** Whether the format's end was found; always true for formats that have none. */
    boolean complete() {
        return complete;
    }

    /** Whether a check sum is wrong. */
    boolean damaged() {
        return damaged;
    }

    boolean animated() {
        return frames > 1;
    }

    /** Colour components of a JPEG, 0 where the header is missing: 1 grey, 3 colour, 4 printing colours. */
    int components() {
        return components;
    }

    /** The EXIF block in TIFF form. */
    Optional<byte[]> exif() {
        return exif;
    }

    private void walkJpeg() {
        int at = 2;
        boolean picture = false;
        while (at + 1 < file.capacity()) {
            int marker = u8(at + 1);
            if (u8(at) != 0xff || marker == 0xff || marker == 0 || marker >= 0xd0 && marker <= 0xd7) {
                at++; // between markers: picture data or filling
                continue;
            }
            if (marker == 0xd9) {
                complete = picture;
                return;
            }
            if (at + 4 > file.capacity()) {
                return;
            }
            int length = Short.toUnsignedInt(file.getShort(at + 2));
            if (marker == 0xe1 && exif.isEmpty() && text(at + 4, 6).equals("Exif\0\0")) {
                exif = slice(at + 10, length - 8);
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                components = u8(at + 9);
            } else if (marker == 0xda) {
                picture = true;
            }
            at += 2 + Math.max(2, length);
        }
    }

    private void walkPng() {
        long at = 8;
        while (at + 12 <= file.capacity()) {
            int start = (int) at;
            long length = Integer.toUnsignedLong(file.getInt(start));
            at += 12 + length;
            if (at > file.capacity()) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(file.array(), start + 4, (int) length + 4);
            damaged |= (int) crc.getValue() != file.getInt((int) at - 4);
            switch (text(start + 4, 4)) {
                case "eXIf" -> exif = slice(start + 8, (int) length);
                case "acTL" -> frames = length < 4 ? 1 : file.getInt(start + 8);
                case "IEND" -> {
                    complete = true;
                    return;
                }
                default -> {} // of no concern here
            }
        }
    }

    private void walkGif() {
        frames = 0;
        int at = 13 + colourTable(10);
        while (at < file.capacity()) {
            switch (u8(at)) {
                case 0x21 -> at = afterBlocks(at + 2);
                case 0x2c -> {
                    frames++;
                    at = afterBlocks(at + 11 + colourTable(at + 9));
                }
                case 0x3b -> {
                    complete = true;
                    return;
                }
                default -> {
                    damaged = true;
                    return;
                }
            }
        }
    }

    private int colourTable(int flagsAt) {
        int flags = u8(flagsAt);
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private int afterBlocks(int first) {
        int at = first;
        while (at < file.capacity() && u8(at) != 0) {
            at += 1 + u8(at);
        }
        return at + 1;
    }

    private void walkWebp() {
        frames = 0;
        file.order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + Integer.toUnsignedLong(file.getInt(4));
        complete = end <= file.capacity();
        long at = 12;
        while (at + 8 <= Math.min(end, file.capacity())) {
            int start = (int) at;
            long length = Integer.toUnsignedLong(file.getInt(start + 4));
            switch (text(start, 4)) {
                case "EXIF" -> {
                    int header = text(start + 8, 6).equals("Exif\0\0") ? 6 : 0;
                    exif = slice(start + 8 + header, length - header);
                }
                case "ANMF" -> frames++;
                default -> {} // of no concern here
            }
            at += 8 + length + length % 2;
        }
    }

    private void walkBmp() {
        file.order(ByteOrder.LITTLE_ENDIAN);
        complete = Integer.toUnsignedLong(file.getInt(2)) <= file.capacity();
    }

    /** The byte there, or 0 beyond the end. */
    private int u8(int at) {
        return at < file.capacity() ? file.get(at) & 0xff : 0;
    }

    private String text(int at, int length) {
        return at + length > file.capacity() ? "" : new String(file.array(), at, length, StandardCharsets.ISO_8859_1);
    }

    private Optional<byte[]> slice(int at, long length) {
        if (length <= 0 || at + length > file.capacity()) {
            return Optional.empty();
        }
        byte[] part = new byte[(int) length];
        file.get(at, part);
        return Optional.of(part);
    }
}
