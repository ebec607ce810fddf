package dev.ocellus.image;

import dev.ocellus.files.PendingFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes pictures as JPEG and PNG files, each in one move; an existing file is replaced, missing folders are made.
 */
public final class ImageWriter {
    private ImageWriter() {}

    /**
     * Writes a JPEG file.
     *
     * @param quality 1 to 100; 90 is hardly told from the original
     */
    public static void writeJpeg(Image image, int quality, Path file) throws IOException {
        PendingFile.write(file, toJpeg(image, quality));
    }

    /** Writes a PNG file, which keeps every pixel as it is. */
    public static void writePng(Image image, Path file) throws IOException {
        PendingFile.write(file, toPng(image));
    }

    /**
     * The content of a JPEG file.
     *
     * @param quality 1 to 100
     */
    public static byte[] toJpeg(Image image, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the quality must be between 1 and 100, got " + quality);
        }
        return encode(image, "jpeg", quality / 100f);
    }

    /** The content of a PNG file. */
    public static byte[] toPng(Image image) {
        return encode(image, "png", 0.8f);
    }

    private static byte[] encode(Image image, String format, float quality) {
        javax.imageio.ImageWriter writer =
                ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            BufferedImage picture = BufferedImages.of(image);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
