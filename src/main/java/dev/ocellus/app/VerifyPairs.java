package dev.ocellus.app;

import dev.ocellus.dataset.FacePair;
import dev.ocellus.dataset.FacePairs;
import dev.ocellus.dataset.Finding;
import dev.ocellus.report.DistanceTable;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures the distances of the faces of many pairs of pictures, through the whole way from picture to embedding. Owns the reader. */
public final class VerifyPairs implements AutoCloseable {
    private final FacePairs pairs;
    private final InputFiles inputs;
    private final FaceReader reader;
    private final Looks looks;

    private VerifyPairs(FacePairs pairs, InputFiles inputs, FaceReader reader, int threads, long maxPixels) {
        this.pairs = pairs;
        this.inputs = inputs;
        this.reader = reader;
        this.looks = new Looks(inputs, reader, threads, maxPixels);
    }

    /**
     * Makes everything ready.
     *
     * @param file the pairs
     * @param root folder of the pictures
     * @param threads how many pictures are worked on at once, at least 1
     * @param maxPixels pictures with more pixels are rejected
     * @param pipeline from pictures to embeddings; empty for the program's own
     * @throws WrongUsageException where the pairs or the pipeline cannot be used
     */
    public static VerifyPairs open(Path file, Path root, int threads, long maxPixels, Optional<Path> pipeline)
            throws WrongUsageException, IOException {
        return open(file, root, threads, maxPixels, FaceReader.open(pipeline));
    }

    /**
     * Makes everything ready. The reader is closed also where this fails.
     *
     * @param file the pairs
     * @param root folder of the pictures
     * @param threads how many pictures are worked on at once, at least 1
     * @param maxPixels pictures with more pixels are rejected
     * @throws WrongUsageException where the pairs cannot be used
     */
    static VerifyPairs open(Path file, Path root, int threads, long maxPixels, FaceReader reader)
            throws WrongUsageException {
        try {
            FacePairs pairs = read(file);
            if (!Files.isDirectory(root)) {
                throw new WrongUsageException(
                        "there is no folder '%s'; --root names that of the pictures".formatted(root));
            }
            return new VerifyPairs(pairs, PairPictures.of(pairs, root), reader, threads, maxPixels);
        } catch (WrongUsageException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The pairs of a file.
     *
     * @throws WrongUsageException where it cannot be read or holds none
     */
    static FacePairs read(Path file) throws WrongUsageException {
        if (!Files.isRegularFile(file)) {
            throw new WrongUsageException("there is no file '" + file + "'");
        }
        try {
            FacePairs pairs = FacePairs.read(file);
            if (pairs.pairs().isEmpty()) {
                throw new WrongUsageException(Stream.concat(
                                Stream.of("there are no pairs in " + file),
                                pairs.findings().stream().map(Finding::toString))
                        .collect(Collectors.joining(System.lineSeparator())));
            }
            return pairs;
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    /** Lines of the file of pairs that could not be used. */
    public List<Finding> findings() {
        return pairs.findings();
    }

    /** The names of all pictures, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /**
     * Looks at all pictures and measures all pairs.
     *
     * @param listener told of each picture, in order
     */
    public Summary run(Consumer<PictureResult> listener) throws IOException {
        return looks.run(listener);
    }

    /** Lets the run end after the pictures that are being worked on; nothing is measured then. */
    public void stop() {
        looks.stop();
    }

    /** The pairs with their distances, or the reasons why there is none; after {@link #run}. */
    public List<DistanceTable.Row> measured() {
        List<DistanceTable.Row> rows = new ArrayList<>();
        for (FacePair pair : pairs.pairs()) {
            Look a = looks.of(pair.a());
            Look b = looks.of(pair.b());
            OptionalDouble distance = Look.distance(a, b);
            String reason = Stream.of(a.reason(), b.reason())
                    .filter(why -> !why.isEmpty())
                    .distinct()
                    .collect(Collectors.joining("; "));
            rows.add(new DistanceTable.Row(pair, distance, reason));
        }
        return rows;
    }

    /** Writes the measured pairs. */
    public void write(Path file) throws IOException {
        DistanceTable.write(measured(), EncoderName.of(reader.encoder()), file);
    }

    @Override
    public void close() {
        reader.close();
    }
}
