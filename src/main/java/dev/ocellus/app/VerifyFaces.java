package dev.ocellus.app;

import dev.ocellus.app.PictureRun.RejectedException;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.face.OcclusionMap;
import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Person;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ContactSheet;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.Reading;
import dev.ocellus.image.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares two faces: of two pictures, or of a picture and somebody enrolled. Owns the reader. */
public final class VerifyFaces implements AutoCloseable {
    private static final int SHOWN_SIDE = 256;

    private final VerifyRequest request;
    private final FaceReader reader;

    VerifyFaces(VerifyRequest request, FaceReader reader) {
        this.request = request;
        this.reader = reader;
    }

    /**
     * Makes everything ready.
     *
     * @param pipeline from pictures to embeddings; empty for the program's own
     * @throws WrongUsageException where the pipeline cannot be run
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     */
    public static VerifyFaces open(VerifyRequest request, Optional<Path> pipeline)
            throws WrongUsageException, IOException {
        return new VerifyFaces(request, FaceReader.open(pipeline));
    }

    /**
     * One of the two that are compared.
     *
     * @param embeddings of the person's faces: the nearest counts
     * @param aligned the face; empty where somebody enrolled is meant
     */
    private record Side(List<Embedding> embeddings, Optional<Image> aligned) {}

    /**
     * The answer.
     *
     * @throws WrongUsageException where a side is neither a picture nor somebody enrolled, or nobody measured from which distance on faces match
     * @throws UnusableException where a picture cannot be read or shows no face
     * @throws IOException where the gallery cannot be read
     */
    public Verified run() throws WrongUsageException, UnusableException, IOException {
        List<String> notes = new ArrayList<>();
        Side a = side(request.a(), notes);
        Side b = side(request.b(), notes);
        MatchRule rule = MatchRule.of(request.distance(), calibrated(), reader.calibration());
        double distance = Double.POSITIVE_INFINITY;
        for (Embedding one : a.embeddings()) {
            for (Embedding other : b.embeddings()) {
                distance = Math.min(distance, one.distance(other));
            }
        }
        if (request.explain().isPresent()) {
            explain(a, b, request.explain().get());
        }
        return new Verified(distance, rule, notes);
    }

    private Optional<Calibration> calibrated() throws IOException {
        if (!Files.exists(request.gallery())) {
            return Optional.empty();
        }
        try (Gallery gallery = Gallery.openToRead(request.gallery())) {
            boolean own = gallery.encoder().filter(reader.encoder()::agreesWith).isPresent();
            return own ? gallery.calibration() : Optional.empty();
        }
    }

    private Side side(String typed, List<String> notes) throws WrongUsageException, UnusableException, IOException {
        Optional<Path> file = ExistingPath.of(typed);
        if (file.isPresent()) {
            if (Files.isDirectory(file.get())) {
                throw new WrongUsageException("'%s' is a folder; name one picture of it".formatted(typed));
            }
            return picture(typed, file.get(), notes);
        }
        if (!Files.exists(request.gallery())) {
            throw new WrongUsageException("'%s' is no file, and there is no gallery '%s' with people in it"
                    .formatted(typed, request.gallery()));
        }
        try (Gallery gallery = Gallery.openToRead(request.gallery())) {
            gallery.requireEncoder(reader.encoder());
            Person person = gallery.find(typed);
            return new Side(gallery.embeddings(reader.encoder(), person), Optional.empty());
        }
    }

    private Side picture(String typed, Path file, List<String> notes) throws UnusableException, IOException {
        Reading reading = new ImageReader(request.maxPixels()).read(file);
        if (reading instanceof Reading.Rejected rejected) {
            throw new UnusableException(typed + ": " + rejected.message());
        }
        Reading.Decoded decoded = (Reading.Decoded) reading;
        decoded.notices().forEach(notice -> notes.add(typed + ": " + notice.message()));
        try {
            FaceReader.Face face = reader.prominent(typed, decoded.image());
            if (face.others() > 0) {
                notes.add("%s: %d faces; the most prominent one was compared".formatted(typed, face.others() + 1));
            }
            for (FaceLimits.Flaw flaw : FaceLimits.STANDARD.flaws(face.quality())) {
                notes.add("%s: the answer is less sure, for the face is %s".formatted(typed, flaw.text()));
            }
            Image aligned = reader.alignment()
                    .of(decoded.image(), face.found().landmarks().orElseThrow());
            return new Side(List.of(face.embedding()), Optional.of(aligned));
        } catch (RejectedException e) {
            throw new UnusableException(typed + ": " + e.reason().text());
        }
    }

    private void explain(Side a, Side b, Path file) throws WrongUsageException, IOException {
        if (a.aligned().isEmpty() || b.aligned().isEmpty()) {
            throw new WrongUsageException(
                    "--explain needs two pictures: of people who are enrolled no picture is looked at");
        }
        Image one = a.aligned().get();
        Image other = b.aligned().get();
        OcclusionMap ofOne = OcclusionMap.of(one, b.embeddings().get(0), reader.encode());
        OcclusionMap ofOther = OcclusionMap.of(other, a.embeddings().get(0), reader.encode());
        double scale = Math.max(1e-9, Math.max(ofOne.strongest(), ofOther.strongest()));
        String strongest = String.format(Locale.ROOT, "full colour: %.2f", scale);
        Image sheet = ContactSheet.of(
                List.of(
                        entry(one, fileName(request.a())),
                        entry(other, fileName(request.b())),
                        entry(ofOne.over(one, scale), "blue: alike, orange: apart"),
                        entry(ofOther.over(other, scale), strongest)),
                2,
                SHOWN_SIDE);
        ImageWriter.writePng(sheet, file);
    }

    private static String fileName(String path) {
        return Path.of(path).getFileName().toString();
    }

    private static ContactSheet.Entry entry(Image face, String caption) {
        return new ContactSheet.Entry(Resampling.resize(face, new Size(SHOWN_SIDE, SHOWN_SIDE)), caption);
    }

    @Override
    public void close() {
        reader.close();
    }
}
