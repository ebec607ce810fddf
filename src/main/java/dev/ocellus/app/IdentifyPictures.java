package dev.ocellus.app;

import dev.ocellus.frame.Detection;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Match;
import dev.ocellus.image.Image;
import dev.ocellus.report.AnnotatedPictures;
import dev.ocellus.report.IdentityCsvWriter;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says whose the faces in pictures are, as far as that can be said, and writes it down. Opening checks the whole request before the first picture;
 * afterwards no picture can stop the run. Owns the reader.
 */
public final class IdentifyPictures implements AutoCloseable {
    /** Without a second person nobody could see that the first is hardly nearer. */
    private static final int AT_LEAST = 2;

    private final InputFiles inputs;
    private final FaceReader reader;
    private final Gallery gallery;
    private final MatchRule rule;
    private final int people;
    private final Outputs outputs;
    private final PictureRun run;

    private IdentifyPictures(
            IdentifyRequest request,
            InputFiles inputs,
            FaceReader reader,
            Gallery gallery,
            MatchRule rule,
            Outputs outputs) {
        this.inputs = inputs;
        this.reader = reader;
        this.gallery = gallery;
        this.rule = rule;
        this.people = Math.max(AT_LEAST, request.people());
        this.outputs = outputs;
        this.run = new PictureRun(inputs, request.maxPixels(), request.threads(), this::identify);
    }

    /**
     * Makes everything ready.
     *
     * @param pipeline from pictures to embeddings; empty for the program's own
     * @throws WrongUsageException where something of the request is not usable
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     */
    public static IdentifyPictures open(IdentifyRequest request, Optional<Path> pipeline)
            throws WrongUsageException, IOException {
        return open(request, FaceReader.open(pipeline));
    }

    /**
     * Makes everything ready. The reader is closed also where this fails.
     *
     * @throws WrongUsageException where an input, the output folder or the gallery is not usable
     * @throws IOException where the gallery or a folder cannot be read
     */
    static IdentifyPictures open(IdentifyRequest request, FaceReader reader) throws WrongUsageException, IOException {
        Gallery gallery = null;
        try {
            InputFiles inputs = InputFiles.find(request.inputs(), request.recursive(), request.out());
            if (inputs.files().isEmpty()) {
                throw new WrongUsageException("there are no pictures in %s%s"
                        .formatted(
                                String.join(", ", request.inputs()),
                                request.recursive() ? "" : "; add --recursive to look into the folders inside"));
            }
            gallery = Gallery.openToRead(request.gallery());
            gallery.requireEncoder(reader.encoder());
            MatchRule rule = MatchRule.of(request.distance(), gallery.calibration(), reader.calibration());
            Outputs outputs =
                    Outputs.open(request.out(), Set.of(), request.pictures(), inputs.files(), request.ledger());
            Path table = request.out().resolve("faces.csv");
            outputs.add(new IdentityCsvWriter(table), table);
            return new IdentifyPictures(request, inputs, reader, gallery, rule, outputs);
        } catch (IOException | WrongUsageException | RuntimeException e) {
            if (gallery != null) {
                gallery.close();
            }
            reader.close();
            throw e;
        }
    }

    /** The names of all inputs, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /** How many people are enrolled. */
    public int enrolled() throws IOException {
        return gallery.people().size();
    }

    public MatchRule rule() {
        return rule;
    }

    /** The files and folders that hold the results. */
    public List<Path> results() {
        return outputs.places();
    }

    /**
     * Looks at all inputs.
     *
     * @param listener told of each result, in order, after it was written down
     * @throws IOException where results cannot be written any more
     */
    public Summary run(Consumer<PictureResult> listener) throws IOException {
        Summary summary = run.run(result -> {
            outputs.write(result);
            listener.accept(result);
        });
        outputs.finish(summary);
        return summary;
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. Their results and the earlier ones become whole files. */
    public void stop() {
        run.stop();
    }

    private PictureRun.Outcome identify(InputFile input, Image image) throws IOException {
        List<Detection> faces = new ArrayList<>();
        for (Detection face : reader.faces(input.name(), image)) {
            List<Match> nearest =
                    gallery.nearest(reader.encoder(), face.embedding().orElseThrow(), people);
            faces.add(face.withIdentity(rule.identity(nearest)));
        }
        Optional<AnnotatedPictures> annotated = outputs.annotated();
        if (annotated.isPresent()) {
            annotated.get().write(input.name(), image, faces);
        }
        return new PictureRun.Outcome(faces, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        try (reader;
                gallery) {
            outputs.close();
        }
    }
}
