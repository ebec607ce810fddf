package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the embeddings of another encoder in the place of those that are there. */
public final class ReEnrolling {
    /** Thumbnails that are encoded at a time; also how often whoever watches is told. */
    private static final int BATCH = 64;

    /** Makes embeddings of kept faces, which are PNG files, in order. */
    @FunctionalInterface
    public interface Encoding {
        List<Embedding> of(List<byte[]> pngs) throws IOException;
    }

    private final Database database;
    private final PeopleTable people;
    private final FaceTable faces;
    private final Records records;

    ReEnrolling(Database database, PeopleTable people, FaceTable faces, Records records) {
        this.database = database;
        this.people = people;
        this.faces = faces;
        this.records = records;
    }

    /** Encodes without a lock, which may take long, and then changes everything at once. */
    ReEnrolled run(EncoderIdentity encoder, Encoding encoding, boolean drop) throws IOException {
        if (database.reading(() -> isOf(encoder))) {
            return new ReEnrolled(0, 0, 0, List.of(), false);
        }
        List<FaceTable.Kept> before = database.reading(faces::kept);
        List<Long> numbers = before.stream()
                .filter(FaceTable.Kept::hasThumbnail)
                .map(FaceTable.Kept::face)
                .toList();
        if (numbers.size() < before.size() && !drop) {
            throw new GalleryException(
                    Kind.OTHER_ENCODER,
                    "of %d of the %d faces in %s no thumbnail was kept, so they cannot be encoded anew"
                            .formatted(before.size() - numbers.size(), before.size(), database.file()));
        }
        Map<Long, Embedding> embeddings = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += BATCH) {
            List<Long> part = numbers.subList(from, Math.min(numbers.size(), from + BATCH));
            List<Embedding> made = encoding.of(database.reading(() -> thumbnails(part)));
            for (int i = 0; i < part.size(); i++) {
                embeddings.put(part.get(i), made.get(i));
            }
        }
        return database.writing(() -> change(encoder, before, embeddings));
    }

    private boolean isOf(EncoderIdentity encoder) throws SQLException, GalleryException {
        return records.encoder()
                .map(ours -> ours.encoder().agreesWith(encoder))
                .orElse(true); // whoever enrols first decides
    }

    private List<byte[]> thumbnails(List<Long> numbers) throws SQLException, GalleryException {
        List<byte[]> pngs = new ArrayList<>();
        for (long number : numbers) {
            pngs.add(faces.thumbnail(number));
        }
        return pngs;
    }

    private ReEnrolled change(EncoderIdentity encoder, List<FaceTable.Kept> before, Map<Long, Embedding> embeddings)
            throws SQLException, GalleryException {
        if (!faces.kept().equals(before)) {
            throw new GalleryException(
                    Kind.BUSY,
                    "another program changed %s meanwhile, so nothing was changed here; run the command again"
                            .formatted(database.file()));
        }
        int old = records.encoder().orElseThrow().number();
        int number = records.addEncoder(encoder).number();
        Set<Integer> renewed = new HashSet<>();
        for (FaceTable.Kept face : before) {
            Embedding embedding = embeddings.get(face.face());
            if (embedding == null) {
                faces.remove(face.face());
            } else {
                faces.replace(face.face(), face.person(), number, embedding);
                renewed.add(face.person());
            }
        }
        records.removeEncoder(old);
        boolean calibrated = records.calibration().isPresent();
        records.removeCalibration();
        records.countRemoval();
        List<Person> gone = new ArrayList<>();
        for (PeopleTable.Numbered person : people.withoutFaces()) {
            people.remove(person.number());
            gone.add(person.person());
        }
        int removed = before.size() - embeddings.size();
        records.audit(new AuditLine(Gallery.now(), "re-enrol", renewed.size(), embeddings.size()));
        if (removed > 0) {
            records.audit(new AuditLine(Gallery.now(), "forget", gone.size(), removed));
        }
        return new ReEnrolled(renewed.size(), embeddings.size(), removed, gone, calibrated);
    }
}
