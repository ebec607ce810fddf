package dev.ocellus.gallery;

import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a gallery, or what is left of one, into one file of an open form. */
final class Exporting {
    private final Database database;
    private final PeopleTable people;
    private final FaceTable faces;
    private final Records records;
    private int exportedFaces;
    private int thumbnails;

    Exporting(Database database, PeopleTable people, FaceTable faces, Records records) {
        this.database = database;
        this.people = people;
        this.faces = faces;
        this.records = records;
    }

    /** Everything, as it is at one moment. */
    Exported whole(Path target) throws IOException {
        return exporting(() -> {
            Map<Integer, Person> byNumber = new LinkedHashMap<>();
            for (PeopleTable.Numbered person : people.all()) {
                byNumber.put(person.number(), person.person());
            }
            write(target, records.calibration(), byNumber, visitor -> faces.forEach(byNumber, visitor));
            return new Exported(byNumber.size(), exportedFaces, thumbnails, 0);
        });
    }

    /** Of a damaged gallery what can be read; without the operating point, which must be beyond doubt. */
    Exported salvaged(Path target) throws IOException {
        try {
            return exporting(() -> {
                Salvage salvage = new Salvage(database, people, faces);
                Map<Integer, Person> byNumber = salvage.people();
                write(target, Optional.empty(), byNumber, visitor -> salvage.forEachFace(byNumber, visitor));
                return new Exported(byNumber.size(), exportedFaces, thumbnails, salvage.lost());
            });
        } catch (GalleryException e) {
            throw e.kind() == Kind.DAMAGED ? Trouble.lost(database.file(), e) : e;
        }
    }

    /** Reads the database and writes a file. */
    private interface Work {
        Exported run() throws SQLException, IOException;
    }

    /** Gives all faces to a visitor, in order. */
    private interface Faces {
        void forEach(FaceTable.Visitor visitor) throws SQLException, GalleryException;
    }

    private Exported exporting(Work work) throws IOException {
        try {
            return database.reading(() -> {
                try {
                    return work.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Path target, Optional<Calibration> calibration, Map<Integer, Person> people, Faces faces)
            throws SQLException, IOException {
        EncoderIdentity encoder =
                records.encoder().map(Records.Numbered::encoder).orElseThrow(this::empty);
        ArchiveWriter.write(target, encoder, calibration, List.copyOf(people.values()), visitor -> {
            try {
                faces.forEach(entry -> {
                    exportedFaces++;
                    thumbnails += entry.face().thumbnail().isPresent() ? 1 : 0;
                    visitor.accept(entry);
                });
            } catch (SQLException e) {
                throw Trouble.of(database.file(), e);
            }
        });
    }

    private GalleryException empty() {
        return new GalleryException(
                Kind.MISSING, "nobody is enrolled in %s, so there is nothing to export".formatted(database.file()));
    }
}
