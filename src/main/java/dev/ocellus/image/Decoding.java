package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * What a decoder of ImageIO made of a file.
 *
 * @param picture the pixels as the decoder gives them; where it gave up half-way, what it had by then
 * @param warned whether the decoder complained about the data
 * @param failure what it gave up with
 */
record Decoding(BufferedImage picture, boolean warned, Optional<Exception> failure) {
    private static final Map<PictureFormat, List<ImageReaderSpi>> PROVIDERS = new ConcurrentHashMap<>();

    /** Other warnings concern profiles and version numbers, which do no harm. */
    private static final Pattern ABOUT_DATA =
            Pattern.compile("corrupt|truncated|premature|inconsistent progression", Pattern.CASE_INSENSITIVE);

    /** An even PNG has some 1,000 pixels a byte; beyond ten times that a header lies or a bomb ticks. */
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    private static final long TOO_SMALL_TO_HARM = 1_000_000;

    /**
     * Decodes the first picture of a file, whose size is checked before.
     *
     * @throws TooManyPixelsException where the header announces more than {@code maxPixels}
     * @throws IOException where decoding does not even begin; decoders throw other things, too
     */
    static Decoding of(PictureFormat format, FileStructure structure, byte[] content, long maxPixels)
            throws IOException {
        if (format == PictureFormat.PNM) {
            PortableMap map = PortableMap.of(content);
            checkSize(map.size(), content.length, maxPixels);
            return map.decode();
        }
        List<ImageReaderSpi> providers = PROVIDERS.computeIfAbsent(format, Decoding::providers);
        if (format == PictureFormat.JPEG && structure.components() != 4) {
            // The JDK's own JPEG reader, the last one, is faster and does all but printing colours.
            try {
                Decoding decoding = decode(providers.get(providers.size() - 1), content, maxPixels);
                if (decoding.failure.isEmpty()) {
                    return decoding;
                }
            } catch (TooManyPixelsException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // TwelveMonkeys, below, reads some files with odd headers that the JDK refuses.
            }
        }
        return decode(providers.get(0), content, maxPixels);
    }

    /**
     * The size that the head of a file states, which may be cut behind it.
     *
     * @throws IOException where the head is damaged; decoders throw other things, too
     */
    static Size size(PictureFormat format, byte[] content) throws IOException {
        if (format == PictureFormat.PNM) {
            return PortableMap.of(content).size();
        }
        List<ImageReaderSpi> providers = PROVIDERS.computeIfAbsent(format, Decoding::providers);
        try {
            // the JDK's own reader, the last one, is the faster one
            return size(providers.get(providers.size() - 1), content);
        } catch (IOException | RuntimeException e) {
            // TwelveMonkeys reads some odd heads that the JDK refuses
            return size(providers.get(0), content);
        }
    }

    private static Size size(ImageReaderSpi provider, byte[] content) throws IOException {
        ImageReader reader = provider.createReaderInstance();
        try (ImageInputStream stream = new ContentStream(content)) {
            reader.setInput(stream, true, true);
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    private static List<ImageReaderSpi> providers(PictureFormat format) {
        List<ImageReaderSpi> providers = new ArrayList<>();
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            providers.add(readers.next().getOriginatingProvider());
        }
        if (providers.isEmpty()) {
            throw new IllegalStateException("no decoder is installed; is the classpath complete?");
        }
        return List.copyOf(providers);
    }

    private static Decoding decode(ImageReaderSpi provider, byte[] content, long maxPixels) throws IOException {
        ImageReader reader = provider.createReaderInstance();
        try (ImageInputStream stream = new ContentStream(content)) {
            reader.setInput(stream, true, true);
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            checkSize(size, content.length, maxPixels);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            // A destination of our own keeps the pixels that were there when the decoder met the end of a cut file.
            ImageReadParam parameters = reader.getDefaultReadParam();
            BufferedImage picture = reader.getImageTypes(0).next().createBufferedImage(size.width(), size.height());
            parameters.setDestination(picture);
            Optional<Exception> failure = Optional.empty();
            try {
                reader.read(0, parameters);
            } catch (IOException | RuntimeException e) {
                failure = Optional.of(e);
            }
            boolean warned = warnings.stream().anyMatch(ABOUT_DATA.asPredicate());
            return new Decoding(picture, warned, failure);
        } finally {
            reader.dispose();
        }
    }

    private static void checkSize(Size size, long bytes, long maxPixels) throws IOException {
        if (size.area() > maxPixels) {
            throw new TooManyPixelsException(size, maxPixels);
        }
        if (size.area() > TOO_SMALL_TO_HARM && size.area() / bytes > MOST_PIXELS_PER_BYTE) {
            throw new IOException("%s pixels from %,d bytes cannot be a picture".formatted(size, bytes));
        }
    }
}
