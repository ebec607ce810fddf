package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the embeddings of another encoder in the place of those that are there. */
public final class ReEnrolling {
    /** Makes an embedding of an aligned face, a PNG file. */
    @FunctionalInterface
    public interface Encoding {
        Embedding of(byte[] png) throws IOException;
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
        List<FaceTable.Kept> before = database.reading(() -> isOf(encoder) ? List.of() : faces.kept());
        List<FaceTable.Kept> bare =
                before.stream().filter(face -> !face.hasThumbnail()).toList();
        if (!bare.isEmpty() && !drop) {
            throw new GalleryException(
                    Kind.OTHER_ENCODER,
                    ("of %d of the %d faces in %s no thumbnail was kept, so they cannot be encoded anew; enrol those people from their"
                                    + " pictures in another gallery, or let go of these faces with --drop")
                            .formatted(bare.size(), before.size(), database.file()));
        }
        Map<Long, Embedding> embeddings = new HashMap<>();
        for (FaceTable.Kept face : before) {
            if (face.hasThumbnail()) {
                embeddings.put(face.face(), encoding.of(database.reading(() -> faces.thumbnail(face.face()))));
            }
        }
        return before.isEmpty()
                ? new ReEnrolled(0, 0, List.of())
                : database.writing(() -> change(encoder, before, embeddings));
    }

    private boolean isOf(EncoderIdentity encoder) throws SQLException, GalleryException {
        return records.encoder()
                .filter(ours -> ours.encoder().agreesWith(encoder))
                .isPresent();
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
        for (FaceTable.Kept face : before) {
            Embedding embedding = embeddings.get(face.face());
            if (embedding == null) {
                faces.remove(face.face());
            } else {
                faces.replace(face.face(), face.person(), number, embedding);
            }
        }
        records.removeEncoder(old);
        records.removeCalibration();
        records.countRemoval();
        List<Person> gone = new ArrayList<>();
        for (PeopleTable.Numbered person : people.withoutFaces()) {
            people.remove(person.number());
            gone.add(person.person());
        }
        records.audit(new AuditLine(Gallery.now(), "re-enrol", gone.size(), before.size()));
        return new ReEnrolled(embeddings.size(), before.size() - embeddings.size(), gone);
    }
}
