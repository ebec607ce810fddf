package dev.ocellus.testing;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes the content of small picture files of every kind that cameras, browsers and print shops produce. */
public final class PictureFiles {
    /** Size of {@link #scene()}. */
    public static final Size SCENE = new Size(48, 32);

    private PictureFiles() {}

    /** A picture that looks different from each side: red rises to the right, green downwards, one corner is blue. */
    public static Image scene() {
        byte[] rgb = new byte[(int) (3 * SCENE.area())];
        for (int i = 0, y = 0; y < SCENE.height(); y++) {
            for (int x = 0; x < SCENE.width(); x++) {
                rgb[i++] = (byte) (5 * x);
                rgb[i++] = (byte) (7 * y);
                rgb[i++] = (byte) (x < 16 && y < 16 ? 255 : 40);
            }
        }
        return Image.owning(SCENE, rgb);
    }

    public static byte[] jpeg() {
        return ImageWriter.toJpeg(scene(), 95);
    }

    public static byte[] png() {
        return ImageWriter.toPng(scene());
    }

    /** The scene in a type of Java2D, written by ImageIO in a format such as {@code bmp}. */
    public static byte[] written(int bufferedImageType, String format) {
        return written(drawn(new BufferedImage(SCENE.width(), SCENE.height(), bufferedImageType)), format);
    }

    /** Greys from black to white, one for each column, in a palette of the given number of bits a pixel. */
    public static byte[] palettePng(int bits) {
        byte[] ramp = new byte[1 << bits];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i * 255 / (ramp.length - 1));
        }
        BufferedImage picture = new BufferedImage(
                ramp.length,
                4,
                bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(bits, ramp.length, ramp, ramp, ramp));
        for (int x = 0; x < ramp.length; x++) {
            for (int y = 0; y < 4; y++) {
                picture.getRaster().setSample(x, y, 0, x);
            }
        }
        return written(picture, "png");
    }

    /** All greys from black to white in columns, in a type of Java2D of 8 or 16 bits, written by ImageIO. */
    public static byte[] greyRamp(int bufferedImageType, String format) {
        BufferedImage picture = new BufferedImage(256, 16, bufferedImageType);
        int scale = bufferedImageType == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 16; y++) {
                picture.getRaster().setSample(x, y, 0, x * scale);
            }
        }
        return written(picture, format);
    }

    /** The scene with 16 bits a channel. */
    public static byte[] png16() {
        Image scene = scene();
        ByteBuffer samples = ByteBuffer.allocate(SCENE.height() * (1 + 6 * SCENE.width()));
        for (int y = 0; y < SCENE.height(); y++) {
            samples.put((byte) 0);
            for (int x = 0; x < SCENE.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    samples.putShort((short) (scene.at(x, y, channel) * 257));
                }
            }
        }
        return png(SCENE, 16, 2, samples.array());
    }

    /** A PNG of grey and alpha: all black, opaque in the left half. */
    public static byte[] pngGreyAlpha() {
        ByteBuffer samples = ByteBuffer.allocate(SCENE.height() * (1 + 2 * SCENE.width()));
        for (int y = 0; y < SCENE.height(); y++) {
            samples.put((byte) 0);
            for (int x = 0; x < SCENE.width(); x++) {
                samples.put((byte) 0).put((byte) (x < SCENE.width() / 2 ? 255 : 0));
            }
        }
        return png(SCENE, 8, 4, samples.array());
    }

    /** A PNG put together by hand from unpacked rows, each with its filter byte. */
    public static byte[] png(Size size, int bits, int colourType, byte[] rows) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return join(
                pngHeader(size, bits, colourType),
                pngChunk("IDAT", packed.toByteArray()),
                pngChunk("IEND", new byte[0]));
    }

    /** The start of a PNG file, up to its first data. */
    public static byte[] pngHeader(Size size, int bits, int colourType) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(size.width())
                .putInt(size.height())
                .put((byte) bits)
                .put((byte) colourType)
                .array();
        return join(bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'), pngChunk("IHDR", header));
    }

    /** The scene stored turned, with the EXIF orientation that brings it upright again. */
    public static byte[] pngWithOrientation(int orientation) {
        byte[] png = ImageWriter.toPng(stored(scene(), orientation));
        int afterHeader = 33;
        return insert(png, afterHeader, pngChunk("eXIf", exif(orientation)));
    }

    /** A picture stored turned, as cameras do, with the EXIF orientation that brings it upright again. */
    public static byte[] jpegWithOrientation(Image upright, int quality, int orientation) {
        byte[] jpeg = ImageWriter.toJpeg(stored(upright, orientation), quality);
        byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif(orientation));
        return insert(jpeg, 2, join(bytes(0xff, 0xe1, 0, exif.length + 2), exif));
    }

    /** An even JPEG of printing colours as Photoshop writes it, inverted: cyan 0, magenta 255, yellow 255, black 51, which makes a red. */
    public static byte[] jpegCmyk() {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SCENE.width(), SCENE.height(), 4, null);
        for (int y = 0; y < SCENE.height(); y++) {
            for (int x = 0; x < SCENE.width(); x++) {
                raster.setPixel(x, y, new int[] {255, 0, 0, 204});
            }
        }
        javax.imageio.ImageWriter writer = jdkJpegWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), (ImageWriteParam) null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] adobe = join(
                bytes(0xff, 0xee, 0, 14), "Adobe".getBytes(StandardCharsets.US_ASCII), bytes(0, 100, 0, 0, 0, 0, 0));
        return insert(bytes.toByteArray(), 2, adobe);
    }

    /** An animated GIF: the scene, twice. */
    public static byte[] animatedGif() {
        javax.imageio.ImageWriter writer =
                ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 2; frame++) {
                BufferedImage picture = drawn(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB));
                writer.writeToSequence(new IIOImage(picture, null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The scene as WebP: {@code lossy}, {@code lossless} or {@code alpha}, whose right half is transparent. */
    public static byte[] webp(String kind) {
        try (InputStream file = PictureFiles.class.getResourceAsStream(kind + ".webp")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scene as WebP, upright, with an EXIF orientation that turns it. */
    public static byte[] webpWithOrientation(int orientation) {
        byte[] plain = webp("lossy");
        byte[] frame = Arrays.copyOfRange(plain, 12, plain.length);
        byte exifFollows = 8;
        byte[] extended = bytes(exifFollows, 0, 0, 0, SCENE.width() - 1, 0, 0, SCENE.height() - 1, 0, 0);
        byte[] chunks = join(webpChunk("VP8X", extended), frame, webpChunk("EXIF", exif(orientation)));
        return webpChunk("RIFF", join("WEBP".getBytes(StandardCharsets.US_ASCII), chunks));
    }

    private static byte[] webpChunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** The pixels as a camera held in the given way would store them, by the words of the EXIF standard. */
    private static Image stored(Image upright, int orientation) {
        Size size = orientation < 5 ? upright.size() : new Size(upright.height(), upright.width());
        byte[] rgb = new byte[(int) (3 * size.area())];
        int lastX = upright.width() - 1;
        int lastY = upright.height() - 1;
        for (int row = 0; row < size.height(); row++) {
            for (int column = 0; column < size.width(); column++) {
                int x =
                        switch (orientation) {
                            case 1, 4 -> column;
                            case 2, 3 -> lastX - column;
                            case 5, 8 -> row;
                            default -> lastX - row;
                        };
                int y =
                        switch (orientation) {
                            case 1, 2 -> row;
                            case 3, 4 -> lastY - row;
                            case 5, 6 -> column;
                            default -> lastY - column;
                        };
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (row * size.width() + column) + channel] = (byte) upright.at(x, y, channel);
                }
            }
        }
        return Image.owning(size, rgb);
    }

    private static BufferedImage drawn(BufferedImage picture) {
        Image scene = scene();
        for (int y = 0; y < SCENE.height(); y++) {
            for (int x = 0; x < SCENE.width(); x++) {
                int rgb = scene.at(x, y, 0) << 16 | scene.at(x, y, 1) << 8 | scene.at(x, y, 2);
                picture.setRGB(x, y, 0xff000000 | rgb);
            }
        }
        return picture;
    }

    private static byte[] written(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalArgumentException("this system writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static javax.imageio.ImageWriter jdkJpegWriter() {
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        javax.imageio.ImageWriter last = writers.next();
        while (writers.hasNext()) {
            last = writers.next();
        }
        return last;
    }

    /** An EXIF block with nothing but an orientation. */
    private static byte[] exif(int orientation) {
        return join(
                bytes('M', 'M', 0, 42, 0, 0, 0, 8, 0, 1),
                bytes(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0),
                new byte[4]);
    }

    private static byte[] pngChunk(String type, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream chunk = new DataOutputStream(bytes)) {
            byte[] typed = join(type.getBytes(StandardCharsets.US_ASCII), data);
            CRC32 crc = new CRC32();
            crc.update(typed);
            chunk.writeInt(data.length);
            chunk.write(typed);
            chunk.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] insert(byte[] into, int at, byte[] part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(into, 0, at);
        bytes.writeBytes(part);
        bytes.write(into, at, into.length - at);
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** The scene as PPM: bytes, or numbers in words with a comment in the header. */
    public static byte[] ppm(boolean words) {
        byte[] rgb = scene().toRgb();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((words ? "P3\n# drawn\n48 32\n255\n" : "P6 48 32 255\n").getBytes(StandardCharsets.US_ASCII));
        if (!words) {
            file.writeBytes(rgb);
            return file.toByteArray();
        }
        for (byte value : rgb) {
            file.writeBytes(((value & 0xff) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return file.toByteArray();
    }

    /** Greys from black to white in 256 columns as PGM, 4 rows. */
    public static byte[] pgm(int highest) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("P5\n256 4\n%d\n".formatted(highest).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 4 * 256; i++) {
            int value = i % 256 * highest / 255;
            if (highest > 255) {
                file.write(value >> 8);
            }
            file.write(value);
        }
        return file.toByteArray();
    }
}
