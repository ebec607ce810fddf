package dev.ocellus.app;

import dev.ocellus.face.KeptFace;
import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.gallery.ReEnrolled;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Encodes everybody in a gallery anew from the faces that were kept of them, for the encoder that is used now. All or none: killed at any moment it
 * leaves the gallery of before. Owns reader and gallery.
 */
public final class ReEnrolPeople implements AutoCloseable {
    private static final int AT_ONCE = 8;

    private final FaceReader reader;
    private final Gallery gallery;

    private ReEnrolPeople(FaceReader reader, Gallery gallery) {
        this.reader = reader;
        this.gallery = gallery;
    }

    /**
     * Makes everything ready.
     *
     * @param pipeline whose encoder is meant; empty for the program's own
     * @throws WrongUsageException where the pipeline cannot be run
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     * @throws dev.ocellus.gallery.GalleryException where there is no gallery, or it cannot be written
     */
    public static ReEnrolPeople open(Path gallery, Optional<Path> pipeline) throws WrongUsageException, IOException {
        return open(gallery, FaceReader.open(pipeline));
    }

    /** Makes everything ready. The reader is closed also where this fails. */
    static ReEnrolPeople open(Path gallery, FaceReader reader) throws IOException {
        try {
            return new ReEnrolPeople(reader, Gallery.open(gallery));
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** What made the faces that are there; empty where nobody was ever enrolled. */
    public Optional<EncoderIdentity> before() throws IOException {
        return gallery.encoder();
    }

    /** What will have made them. */
    public EncoderIdentity after() {
        return reader.encoder();
    }

    /** Whether there is anything to do. */
    public boolean isNeeded() throws IOException {
        return before().filter(encoder -> !encoder.agreesWith(after())).isPresent();
    }

    /** Everybody, with the numbers of faces and thumbnails. */
    public List<PersonEntry> people() throws IOException {
        return gallery.people();
    }

    /**
     * Encodes all faces of which thumbnails were kept.
     *
     * @param drop whether the others are removed for good; else they are a reason to refuse
     * @param progress told how many faces more were encoded
     * @throws WrongUsageException where the encoder sees more around a face than was kept
     * @throws IOException where the gallery is damaged or cannot be written; then it is as it was
     */
    public ReEnrolled run(boolean drop, IntConsumer progress) throws WrongUsageException, IOException {
        try {
            return gallery.reEnrol(
                    after(),
                    pngs -> {
                        List<Embedding> embeddings = encode(pngs);
                        progress.accept(pngs.size());
                        return embeddings;
                    },
                    drop);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(
                    "the faces kept in %s are of no use to %s: %s; enrol from the pictures in another gallery"
                            .formatted(gallery.file(), after(), root(e).getMessage()));
        }
    }

    /** What was thrown in another thread comes wrapped. */
    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** Few at a time, so that several threads have something to do. */
    private List<Embedding> encode(List<byte[]> pngs) {
        return IntStream.range(0, (pngs.size() + AT_ONCE - 1) / AT_ONCE)
                .parallel()
                .mapToObj(part -> pngs.subList(AT_ONCE * part, Math.min(pngs.size(), AT_ONCE * (part + 1))))
                .flatMap(part ->
                        reader.encode().apply(part.stream().map(this::aligned).toList()).stream())
                .toList();
    }

    private Image aligned(byte[] png) {
        Reading reading = new ImageReader().read(png, "");
        if (reading instanceof Reading.Decoded picture) {
            return KeptFace.aligned(picture.image(), reader.alignment());
        }
        throw new IllegalArgumentException("a thumbnail is no picture");
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            gallery.close();
        }
    }
}
