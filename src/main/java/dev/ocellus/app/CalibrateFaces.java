package dev.ocellus.app;

import dev.ocellus.dataset.FacePair;
import dev.ocellus.dataset.FacePairs;
import dev.ocellus.dataset.Finding;
import dev.ocellus.evaluate.Comparison;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.FoldAccuracy;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.report.CalibrationReport;
import dev.ocellus.report.DistanceTable;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures how often faces are taken for one person's or not, chooses the distance from which they match, and gives it to a gallery. Owns the reader. */
public final class CalibrateFaces implements AutoCloseable {
    private final CalibrateRequest request;
    private final FaceReader reader;
    private final List<FacePair> pairs;
    private final List<Finding> findings;
    private final InputFiles inputs;
    private final Optional<Looks> looks;

    private CalibrateFaces(
            CalibrateRequest request,
            FaceReader reader,
            List<FacePair> pairs,
            List<Finding> findings,
            InputFiles inputs,
            boolean measured) {
        this.request = request;
        this.reader = reader;
        this.pairs = pairs;
        this.findings = findings;
        this.inputs = inputs;
        this.looks = measured
                ? Optional.empty()
                : Optional.of(new Looks(inputs, reader, request.threads(), request.maxPixels()));
    }

    /**
     * Makes everything ready.
     *
     * @param pipeline from pictures to embeddings; empty for the program's own
     * @throws WrongUsageException where something of the request is not usable
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     */
    public static CalibrateFaces open(CalibrateRequest request, Optional<Path> pipeline)
            throws WrongUsageException, IOException {
        return open(request, FaceReader.open(pipeline));
    }

    /**
     * Makes everything ready. The reader is closed also where this fails.
     *
     * @throws WrongUsageException where the pairs or the people cannot be used, or the gallery is of another encoder
     * @throws IOException where a folder or the gallery cannot be read
     */
    static CalibrateFaces open(CalibrateRequest request, FaceReader reader) throws WrongUsageException, IOException {
        try {
            if (!request.dryRun() && Files.exists(request.gallery())) {
                try (Gallery gallery = Gallery.open(request.gallery())) {
                    gallery.requireEncoder(reader.encoder());
                }
            }
            return Files.isDirectory(request.source()) ? ofPeople(request, reader) : ofPairs(request, reader);
        } catch (IOException | WrongUsageException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static CalibrateFaces ofPeople(CalibrateRequest request, FaceReader reader)
            throws WrongUsageException, IOException {
        if (request.group().isPresent()) {
            throw new WrongUsageException("--group needs a file of pairs: a folder has no columns");
        }
        InputFiles inputs = InputFiles.find(List.of(request.source().toString()), true, request.out());
        List<FacePair> pairs = PeoplePairs.of(
                inputs.files().stream().map(InputFile::name).toList(), request.impostors(), request.seed());
        requireBoth(pairs, request.source());
        return new CalibrateFaces(request, reader, pairs, List.of(), inputs, false);
    }

    private static CalibrateFaces ofPairs(CalibrateRequest request, FaceReader reader) throws WrongUsageException {
        FacePairs read = VerifyPairs.read(request.source());
        List<FacePair> known =
                read.pairs().stream().filter(pair -> pair.same().isPresent()).toList();
        requireBoth(known, request.source());
        if (request.group().isPresent()
                && known.stream().noneMatch(pair -> pair.columns()
                        .containsKey(request.group().get()))) {
            throw new WrongUsageException("%s has no column '%s'; it has %s"
                    .formatted(
                            request.source(),
                            request.group().get(),
                            String.join(", ", known.get(0).columns().keySet())));
        }
        boolean measured = request.root().isEmpty()
                && known.stream()
                        .allMatch(pair ->
                                pair.distance().isPresent() || !pair.reason().isEmpty());
        if (measured) {
            requireOwn(known, request, reader);
            return new CalibrateFaces(request, reader, known, read.findings(), new InputFiles(List.of(), 0), true);
        }
        Path root =
                request.root().orElseGet(() -> request.source().toAbsolutePath().getParent());
        InputFiles inputs = PairPictures.of(new FacePairs(known, List.of()), root);
        return new CalibrateFaces(request, reader, known, read.findings(), inputs, false);
    }

    private static void requireBoth(List<FacePair> pairs, Path source) throws WrongUsageException {
        long genuine = pairs.stream().filter(pair -> pair.same().orElse(false)).count();
        if (genuine == 0 || genuine == pairs.size()) {
            throw new WrongUsageException(
                    ("%s gives %d pairs of one person and %d of two: both kinds are needed; name them in a column 'same' of the"
                                    + " pairs, or give a folder with a folder for each of several people")
                            .formatted(source, genuine, pairs.size() - genuine));
        }
    }

    /** Distances of another encoder mean something else. */
    private static void requireOwn(List<FacePair> pairs, CalibrateRequest request, FaceReader reader)
            throws WrongUsageException {
        String own = EncoderName.of(reader.encoder());
        for (FacePair pair : pairs) {
            String made = pair.columns().getOrDefault("encoder", "");
            if (!request.dryRun() && !made.equals(own)) {
                throw new WrongUsageException(
                        ("%s:%d: these distances were %s and not by %s, so they say nothing about this"
                                        + " encoder; measure them again with --root, or only look at them with --dry-run")
                                .formatted(
                                        request.source(),
                                        pair.line(),
                                        made.isEmpty()
                                                ? "measured by an encoder that is not named"
                                                : "measured by " + made,
                                        own));
            }
        }
    }

    /** Lines of the file of pairs that could not be used. */
    public List<Finding> findings() {
        return findings;
    }

    /** The names of all pictures that must be looked at, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /**
     * Looks at all pictures, if that was not done before.
     *
     * @param listener told of each picture, in order
     */
    public Optional<Summary> look(Consumer<PictureResult> listener) throws IOException {
        return looks.isPresent() ? Optional.of(looks.get().run(listener)) : Optional.empty();
    }

    /** Lets {@link #look} end after the pictures that are being worked on. */
    public void stop() {
        looks.ifPresent(Looks::stop);
    }

    /** What was found out; written to the out folder, and the operating point to the gallery. After {@link #look}. */
    public CalibrationReport report() throws IOException {
        List<DistanceTable.Row> rows = pairs.stream().map(this::row).toList();
        if (looks.isPresent()) {
            DistanceTable.write(
                    rows, EncoderName.of(reader.encoder()), request.out().resolve("distances.csv"));
        }
        VerificationEvaluation all = VerificationEvaluation.of(comparisons(rows));
        CalibrationReport report = new CalibrationReport(
                request.source().toString(),
                all,
                groups(rows),
                folds(rows),
                all.atFmr(request.fmr()),
                Optional.empty());
        if (!request.dryRun() && report.chosen() instanceof FmrClaim.Supported chosen) {
            store(all, chosen);
            report = report.withStored(request.gallery());
        }
        report.write(request.out());
        return report;
    }

    private DistanceTable.Row row(FacePair pair) {
        if (looks.isEmpty()) {
            return new DistanceTable.Row(pair, pair.distance(), pair.reason());
        }
        Look a = looks.get().of(pair.a());
        Look b = looks.get().of(pair.b());
        String reason = Stream.of(a.reason(), b.reason())
                .filter(why -> !why.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return new DistanceTable.Row(pair, Look.distance(a, b), reason);
    }

    private static List<Comparison> comparisons(List<DistanceTable.Row> rows) {
        return rows.stream()
                .map(row -> new Comparison(row.pair().same().orElseThrow(), row.distance()))
                .toList();
    }

    private SortedMap<String, VerificationEvaluation> groups(List<DistanceTable.Row> rows) {
        SortedMap<String, VerificationEvaluation> groups = new TreeMap<>();
        request.group().ifPresent(column -> rows.stream()
                .collect(Collectors.groupingBy(row -> row.pair().columns().getOrDefault(column, "")))
                .forEach((group, of) -> groups.put(group, VerificationEvaluation.of(comparisons(of)))));
        return groups;
    }

    private static Optional<FoldAccuracy> folds(List<DistanceTable.Row> rows) {
        if (rows.stream().anyMatch(row -> row.pair().fold().isEmpty())) {
            return Optional.empty();
        }
        Map<Integer, List<DistanceTable.Row>> parts = rows.stream()
                .collect(Collectors.groupingBy(row -> row.pair().fold().getAsInt(), TreeMap::new, Collectors.toList()));
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(FoldAccuracy.of(
                        parts.values().stream().map(CalibrateFaces::comparisons).toList()));
    }

    private void store(VerificationEvaluation all, FmrClaim.Supported chosen) throws IOException {
        try (Gallery gallery = Gallery.openOrCreate(request.gallery())) {
            double margin = request.margin()
                    .orElse(gallery.calibration()
                            .or(reader::calibration)
                            .map(Calibration::margin)
                            .orElse(MatchRule.MARGIN));
            gallery.calibrate(
                    reader.encoder(),
                    CalibrationCurve.calibration(
                            all, chosen.point(), margin, request.source().toString()));
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
