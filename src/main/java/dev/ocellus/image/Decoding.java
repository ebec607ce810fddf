package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a decoder of ImageIO made of a file.
 *
 * @param picture the pixels as the decoder gives them; where it gave up half-way, what it had by then
 * @param damaged whether the decoder complained about the data
 */
record Decoding(BufferedImage picture, boolean damaged) {
    private static final Map<PictureFormat, List<ImageReaderSpi>> PROVIDERS = new ConcurrentHashMap<>();

    /**
     * Decodes the first picture of a file, whose size is checked before.
     *
     * @throws TooManyPixelsException where the header announces more than {@code maxPixels}
     * @throws IOException where no pixel can be decoded; decoders throw other things, too
     */
    static Decoding of(PictureFormat format, FileStructure structure, byte[] content, long maxPixels)
            throws IOException {
        List<ImageReaderSpi> providers = PROVIDERS.computeIfAbsent(format, Decoding::providers);
        // The JDK's own JPEG reader comes last; it is faster, and does all but printing colours.
        if (format == PictureFormat.JPEG && structure.components() != 4) {
            try {
                return decode(providers.get(providers.size() - 1), content, maxPixels);
            } catch (TooManyPixelsException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // TwelveMonkeys reads some files with odd headers that the JDK refuses.
            }
        }
        return decode(providers.get(0), content, maxPixels);
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
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(stream, true, true);
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            if (size.area() > maxPixels) {
                throw new TooManyPixelsException(size, maxPixels);
            }
            Witness witness = new Witness();
            reader.addIIOReadWarningListener(witness);
            reader.addIIOReadProgressListener(witness);
            // A destination of our own keeps the pixels that were there when the decoder met the end of a cut file.
            ImageReadParam parameters = reader.getDefaultReadParam();
            BufferedImage picture = reader.getImageTypes(0).next().createBufferedImage(size.width(), size.height());
            parameters.setDestination(picture);
            try {
                reader.read(0, parameters);
            } catch (IOException | RuntimeException e) {
                if (!witness.begun) {
                    throw new IIOException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
                }
                witness.damage = true;
            }
            return new Decoding(picture, witness.damage);
        } finally {
            reader.dispose();
        }
    }

    /** Watches a decoder: whether any pixels came, and whether it complained. */
    private static final class Witness implements IIOReadWarningListener, IIOReadProgressListener {
        private static final Pattern ABOUT_DATA = Pattern.compile("(?i)corrupt|truncated|premature|inconsistent prog");

        private boolean begun;
        private boolean damage;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            // Others concern profiles and version numbers, which do no harm.
            damage |= ABOUT_DATA.matcher(warning).find();
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            begun |= percentageDone > 0;
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
