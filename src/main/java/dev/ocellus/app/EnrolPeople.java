package dev.ocellus.app;

import dev.ocellus.app.PictureRun.RejectedException;
import dev.ocellus.face.KeptFace;
import dev.ocellus.frame.Detection;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.NewFace;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.Quality;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.report.LedgerWriter;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Enrols people from pictures, each of which must show one clear face. A listener is told of a picture once its face is safely on the disk. Opening
 * checks the whole request before the first picture. Owns the reader.
 */
public final class EnrolPeople implements AutoCloseable {
    /** Faces that are written at once: each writing waits for the disk, and what is not written yet is lost by a kill. */
    private static final int BATCH = 64;

    /** Of what is enrolled. */
    private static final String LABEL = "face";

    private final EnrolRequest request;
    private final InputFiles inputs;
    private final FaceReader reader;
    private final Optional<Gallery> gallery;
    private final Enrolment enrolment;
    /** Empty where they are to be looked at anew. */
    private final Optional<EnrolledPictures> enrolled;

    private final Optional<LedgerWriter> ledger;
    private final PictureRun run;
    private final Map<String, NewFace> faces = new ConcurrentHashMap<>();
    private final List<PictureResult> waiting = new ArrayList<>();
    private final Summary.Tally tally = new Summary.Tally();
    private Optional<String> person = Optional.empty();

    private EnrolPeople(
            EnrolRequest request,
            InputFiles inputs,
            FaceReader reader,
            Optional<Gallery> gallery,
            Enrolment enrolment,
            Optional<LedgerWriter> ledger) {
        this.request = request;
        this.inputs = inputs;
        this.reader = reader;
        this.gallery = gallery;
        this.enrolment = enrolment;
        this.enrolled =
                gallery.filter(any -> request.mode() == EnrolRequest.Mode.ADD).map(EnrolledPictures::new);
        this.ledger = ledger;
        this.run = new PictureRun(inputs, request.maxPixels(), request.threads(), this::read);
    }

    /**
     * Makes everything ready.
     *
     * @param pipeline from pictures to embeddings; empty for the program's own
     * @throws WrongUsageException where something of the request is not usable
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     */
    public static EnrolPeople open(EnrolRequest request, Optional<Path> pipeline)
            throws WrongUsageException, IOException {
        return open(request, FaceReader.open(pipeline));
    }

    /**
     * Makes everything ready. The reader is closed also where this fails.
     *
     * @throws WrongUsageException where the name, an input or the gallery is not usable
     * @throws IOException where the gallery cannot be written or a folder cannot be read
     */
    static EnrolPeople open(EnrolRequest request, FaceReader reader) throws WrongUsageException, IOException {
        Optional<Gallery> gallery = Optional.empty();
        try {
            requireName(request);
            InputFiles inputs = inputs(request);
            gallery = gallery(request);
            Optional<Calibration> measured = reader.calibration();
            Optional<Calibration> own = Optional.empty();
            if (gallery.isPresent()) {
                gallery.get().requireEncoder(reader.encoder());
                own = gallery.get().calibration();
            }
            Optional<MatchRule> rule = own.isPresent() || measured.isPresent()
                    ? Optional.of(MatchRule.of(OptionalDouble.empty(), own, measured))
                    : Optional.empty();
            Enrolment enrolment = new Enrolment(gallery, reader.encoder(), rule, request.mode(), request.dryRun());
            if (request.name().isPresent()) {
                enrolment.requirePerson(request.name().get());
            }
            return new EnrolPeople(request, inputs, reader, gallery, enrolment, ledger(request));
        } catch (IOException | WrongUsageException | RuntimeException e) {
            if (gallery.isPresent()) {
                gallery.get().close();
            }
            reader.close();
            throw e;
        }
    }

    private static Optional<LedgerWriter> ledger(EnrolRequest request) throws IOException {
        return request.ledger().isPresent()
                ? Optional.of(LedgerWriter.toStream(request.ledger().get()))
                : Optional.empty();
    }

    private static void requireName(EnrolRequest request) throws WrongUsageException, IOException {
        if (request.name().isPresent()) {
            String name = request.name().get();
            if (ExistingPath.of(name).filter(Files::isRegularFile).isPresent()) {
                throw new WrongUsageException(
                        "the first argument is the person's name, but '%s' is a file: ocellus enrol NAME PICTURES..."
                                .formatted(name));
            }
            try {
                Person.requireName(name);
            } catch (IllegalArgumentException e) {
                throw new WrongUsageException("'%s' cannot be enrolled: %s".formatted(name, e.getMessage()));
            }
        }
    }

    private static InputFiles inputs(EnrolRequest request) throws WrongUsageException, IOException {
        boolean people = request.name().isEmpty();
        InputFiles inputs = InputFiles.find(request.inputs(), request.recursive() || people, request.gallery());
        if (inputs.files().isEmpty()) {
            throw new WrongUsageException("there are no pictures in " + String.join(", ", request.inputs()));
        }
        return inputs;
    }

    /** A trial looks into the gallery, if there is one, and makes none. */
    private static Optional<Gallery> gallery(EnrolRequest request) throws IOException {
        if (!request.dryRun()) {
            return Optional.of(Gallery.openOrCreate(request.gallery()));
        }
        return Files.exists(request.gallery()) ? Optional.of(Gallery.openToRead(request.gallery())) : Optional.empty();
    }

    /** The names of all inputs, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /**
     * Enrols all inputs.
     *
     * @param listener told of each result, in order, after its face was written to the gallery
     * @throws IOException where the gallery cannot be written any more; what the listener was told of is there
     */
    public Summary run(Consumer<PictureResult> listener) throws IOException {
        Summary read = run.run(result -> {
            Optional<String> of = personOf(result.name());
            boolean full = waiting.size() >= BATCH && request.mode() != EnrolRequest.Mode.REPLACE;
            if (!of.equals(person) || full) {
                write(listener);
                person = of;
            }
            waiting.add(result);
        });
        write(listener);
        Summary summary = tally.summary(read.complete(), read.skippedFiles(), read.seconds());
        if (ledger.isPresent()) {
            ledger.get().finish(summary);
        }
        return summary;
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. */
    public void stop() {
        run.stop();
    }

    private void write(Consumer<PictureResult> listener) throws IOException {
        List<NewFace> found = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        List<PictureResult> results = new ArrayList<>(waiting);
        for (int i = 0; i < results.size(); i++) {
            NewFace face = faces.remove(results.get(i).name());
            if (face != null && results.get(i).status() != Status.REJECTED) {
                found.add(face);
                of.add(i);
            }
        }
        if (!found.isEmpty()) {
            List<Enrolment.Told> told = enrolment.enrol(person.orElseThrow(), found);
            for (int i = 0; i < told.size(); i++) {
                results.set(of.get(i), told.get(i).applied(results.get(of.get(i))));
            }
        }
        waiting.clear();
        for (PictureResult result : results) {
            tally.add(result);
            if (ledger.isPresent()) {
                ledger.get().write(result);
            }
            listener.accept(result);
        }
    }

    /** Whose picture it is: everybody's who was named, else that of the folder's name. */
    private Optional<String> personOf(String input) {
        int slash = input.indexOf('/');
        return request.name().or(() -> slash < 0 ? Optional.empty() : Optional.of(input.substring(0, slash)));
    }

    private PictureRun.Outcome read(InputFile input, Image image) throws IOException, RejectedException {
        String name = personOf(input.name())
                .orElseThrow(
                        () -> rejected("NO_PERSON", "lies beside the folders of people, so nobody knows whose it is"));
        try {
            Person.requireName(name);
        } catch (IllegalArgumentException e) {
            throw rejected("BAD_NAME", e.getMessage());
        }
        String sha256 = sha256(input.path());
        Optional<NewFace> there = enrolled.isPresent() ? enrolled.get().face(name, sha256) : Optional.empty();
        if (there.isPresent()) {
            faces.put(input.name(), there.get());
            double score = Double.isNaN(there.get().quality().score())
                    ? 0
                    : there.get().quality().score();
            Detection found = new Detection(there.get().box(), LABEL, score);
            return new PictureRun.Outcome(List.of(found), Optional.empty());
        }
        FaceReader.Face face = reader.clear(input.name(), image, request.limits());
        Optional<byte[]> thumbnail = request.thumbnails()
                ? Optional.of(ImageWriter.toPng(
                        KeptFace.of(image, face.found().landmarks().orElseThrow())))
                : Optional.empty();
        faces.put(
                input.name(),
                new NewFace(
                        face.embedding(),
                        input.path().getFileName().toString(),
                        sha256,
                        face.found().box(),
                        face.found().landmarks(),
                        new Quality(
                                face.quality().faceScore(),
                                face.quality().eyeDistance(),
                                face.quality().sharpness(),
                                face.quality().brightness(),
                                face.quality().turn()),
                        thumbnail));
        return new PictureRun.Outcome(List.of(face.found()), Optional.empty());
    }

    private static RejectedException rejected(String code, String text) {
        return new RejectedException(new Reason(code, text));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (gallery.isPresent()) {
            gallery.get().close();
        }
    }
}
