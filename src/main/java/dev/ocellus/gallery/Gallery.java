package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.Database.Access;
import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Enrolled people and their faces, in one SQLite file. Several threads and several programs may use one at the same time. What a method returns is on
 * the disk for good; what was cut short, by a kill or a full disk, is not there at all.
 *
 * <p>Its faces are of one encoder. Another one's are refused, see {@link #reEnrol}.
 */
public final class Gallery implements AutoCloseable {
    private final Database database;
    private final PeopleTable people;
    private final FaceTable faces;
    private final Records records;
    private FaceIndex index;

    private Gallery(Database database) {
        this.database = database;
        this.people = new PeopleTable(database);
        this.faces = new FaceTable(database);
        this.records = new Records(database);
    }

    /** Opens a gallery to enrol people; makes the file where there is none. */
    public static Gallery openOrCreate(Path file) throws GalleryException {
        return open(file, Access.CREATE);
    }

    /** Opens a gallery that is there, to change it. */
    public static Gallery open(Path file) throws GalleryException {
        return open(file, Access.WRITE);
    }

    /** Opens a gallery that is there, to look only; works where nothing can be written, too. */
    public static Gallery openToRead(Path file) throws GalleryException {
        return open(file, Access.READ);
    }

    private static Gallery open(Path file, Access access) throws GalleryException {
        Gallery gallery = on(Database.open(file, access, Database.PATIENCE));
        try {
            if (access == Access.WRITE || access == Access.CREATE) {
                gallery.finishErasing();
            }
            return gallery;
        } catch (GalleryException e) {
            gallery.close();
            throw e;
        }
    }

    /** The gallery in a database that is open. */
    static Gallery on(Database database) {
        return new Gallery(database);
    }

    public Path file() {
        return database.file();
    }

    /** What made its faces; empty where there are none yet. */
    public synchronized Optional<EncoderIdentity> encoder() throws GalleryException {
        return database.reading(records::encoder).map(Records.Numbered::encoder);
    }

    /**
     * Does nothing where the gallery's faces are of this encoder, or there are none.
     *
     * @throws GalleryException naming both encoders and what to do
     */
    public synchronized void requireEncoder(EncoderIdentity encoder) throws GalleryException {
        database.reading(() -> agreeing(encoder));
    }

    /**
     * Enrols faces of one person, all or none.
     *
     * @throws GalleryException where a name is meant that several people have, nobody has the id, or the faces are of another encoder than those that
     *     are there
     */
    public synchronized Enrolled enrol(Enrollee enrollee, EncoderIdentity encoder, List<NewFace> newFaces)
            throws GalleryException {
        requireSize(encoder, newFaces);
        return database.writing(() -> add(enrollee, encoder, newFaces, false));
    }

    /**
     * Enrols faces of one person in the place of those before, which are removed for good; all or none.
     *
     * @throws GalleryException as {@link #enrol} does
     */
    public synchronized Enrolled replace(Enrollee enrollee, EncoderIdentity encoder, List<NewFace> newFaces)
            throws GalleryException {
        requireSize(encoder, newFaces);
        Enrolled enrolled = database.writing(() -> add(enrollee, encoder, newFaces, true));
        finishErasing();
        return enrolled;
    }

    private Enrolled add(Enrollee enrollee, EncoderIdentity encoder, List<NewFace> newFaces, boolean replacing)
            throws SQLException, GalleryException {
        int encoderNumber = agreeingOrNew(encoder);
        Optional<PeopleTable.Numbered> known = known(enrollee);
        PeopleTable.Numbered person = known.isPresent() ? known.get() : people.add(nameOf(enrollee));
        Instant now = now();
        if (replacing && known.isPresent()) {
            int removed = faces.removeOf(person.number())[0];
            records.countRemoval();
            records.audit(new AuditLine(now, "replace", 1, removed));
        }
        List<Enrolled.Outcome> outcomes = new ArrayList<>();
        for (NewFace face : newFaces) {
            boolean added = faces.add(person.number(), encoderNumber, face, now);
            outcomes.add(added ? Enrolled.Outcome.ADDED : Enrolled.Outcome.ALREADY_THERE);
        }
        Enrolled enrolled = new Enrolled(person.person(), known.isEmpty(), outcomes);
        if (enrolled.added() > 0) {
            records.audit(new AuditLine(now, "enrol", 1, (int) enrolled.added()));
        }
        return enrolled;
    }

    private static void requireSize(EncoderIdentity encoder, List<NewFace> newFaces) {
        if (newFaces.isEmpty()) {
            throw new IllegalArgumentException("nobody is enrolled without a face");
        }
        for (NewFace face : newFaces) {
            if (face.embedding().size() != encoder.size()) {
                throw new IllegalArgumentException("%s does not make embeddings of %d coordinates"
                        .formatted(encoder, face.embedding().size()));
            }
        }
    }

    private Optional<PeopleTable.Numbered> known(Enrollee enrollee) throws SQLException, GalleryException {
        if (enrollee instanceof Enrollee.Known known) {
            return Optional.of(people.withId(known.id()).orElseThrow(() -> nobody(Person.ID_SIGN + known.id())));
        }
        if (enrollee instanceof Enrollee.Named named) {
            List<PeopleTable.Numbered> found = people.named(named.name());
            requireOne(named.name(), found);
            return found.stream().findFirst();
        }
        return Optional.empty();
    }

    private static String nameOf(Enrollee enrollee) {
        return enrollee instanceof Enrollee.Named named ? named.name() : ((Enrollee.Another) enrollee).name();
    }

    /**
     * The person that a user means.
     *
     * @param typed a name, or an id after {@value Person#ID_SIGN}
     * @throws GalleryException where nobody is meant, or several are: then with their ids
     */
    public synchronized Person find(String typed) throws GalleryException {
        return database.reading(() -> numbered(typed)).person();
    }

    /** Those with a name, however Unicode spells it, in the order in which they were enrolled. */
    public synchronized List<Person> named(String name) throws GalleryException {
        return database.reading(() -> people.named(name)).stream()
                .map(PeopleTable.Numbered::person)
                .toList();
    }

    private PeopleTable.Numbered numbered(String typed) throws SQLException, GalleryException {
        List<PeopleTable.Numbered> found = people.named(typed);
        requireOne(typed, found);
        if (found.isEmpty() && typed.startsWith(Person.ID_SIGN)) {
            found = people.withId(typed.substring(Person.ID_SIGN.length())).stream()
                    .toList();
        }
        return found.stream().findFirst().orElseThrow(() -> nobody(typed));
    }

    private void requireOne(String name, List<PeopleTable.Numbered> found) throws GalleryException {
        if (found.size() > 1) {
            String ids = found.stream()
                    .map(person -> Person.ID_SIGN + person.person().id())
                    .collect(Collectors.joining(", "));
            throw new GalleryException(
                    Kind.SEVERAL,
                    "%d people in %s are named '%s': %s; say which by the id, for example '%s%s'"
                            .formatted(
                                    found.size(),
                                    file(),
                                    name,
                                    ids,
                                    Person.ID_SIGN,
                                    found.get(0).person().id()));
        }
    }

    private GalleryException nobody(String typed) {
        return new GalleryException(
                Kind.MISSING, "nobody in %s is '%s'; 'ocellus people' lists them".formatted(file(), typed));
    }

    /** Everybody, in the order in which they were enrolled. */
    public synchronized List<PersonEntry> people() throws GalleryException {
        return database.reading(people::entries);
    }

    /**
     * The embeddings of a person's faces, in the order in which they were enrolled.
     *
     * @throws GalleryException where the person is not there any more, or the faces are of another encoder
     */
    public synchronized List<Embedding> embeddings(EncoderIdentity encoder, Person person) throws GalleryException {
        return database.reading(() -> {
            agreeing(encoder);
            Optional<PeopleTable.Numbered> found = people.withId(person.id());
            return faces.embeddingsOf(
                    found.orElseThrow(() -> nobody(person.toString())).number());
        });
    }

    /**
     * All that is kept of a person's faces, in the order in which they were enrolled.
     *
     * @param typed a name, or an id after {@value Person#ID_SIGN}
     * @throws GalleryException where nobody is meant, or several are
     */
    public synchronized List<FaceEntry> faces(String typed) throws GalleryException {
        return database.reading(() -> faces.of(numbered(typed)));
    }

    /**
     * Writes everything but the audit lines into one file of an open form, see docs/gallery.md. The same gallery always gives the same bytes.
     * @throws IOException where there is nothing to write, or the file cannot be written
     */
    public synchronized Exported export(Path target) throws IOException {
        return new Exporting(database, people, faces, records).whole(target);
    }

    /** Writes what can still be read of a damaged gallery, in the same form. */
    public static Exported salvage(Path file, Path target) throws IOException {
        try (Gallery damaged = open(file, Access.SALVAGE)) {
            return new Exporting(damaged.database, damaged.people, damaged.faces, damaged.records).salvaged(target);
        }
    }

    /**
     * Does nothing where a file is an exported gallery and whole.
     * @throws IOException naming what is wrong with it
     */
    public static void requireExport(Path source) throws IOException {
        ArchiveReader.open(source).close();
    }

    /**
     * Adds the people and faces of an exported gallery, all or none. People are the same where id and name are.
     *
     * @throws IOException naming what is wrong with the file, or where its faces are of another encoder than those that are there
     */
    public synchronized Imported importFrom(Path source) throws IOException {
        try (ArchiveReader archive = ArchiveReader.open(source)) {
            return database.writing(() -> {
                Importing importing = new Importing(people, faces, agreeingOrNew(archive.encoder()));
                archive.forEachFace(importing::add);
                boolean calibrated = archive.calibration().isPresent()
                        && records.calibration().isEmpty();
                if (calibrated) {
                    records.replaceCalibration(archive.calibration().get());
                }
                Imported imported = importing.result(calibrated);
                int concerned = imported.newPeople().size() + imported.knownPeople();
                records.audit(new AuditLine(now(), "import", concerned, imported.added()));
                return imported;
            });
        }
    }

    /**
     * Encodes all faces anew from their thumbnails, for another encoder. All or none; the operating point, which is the old encoder's, goes.
     * @param encode makes embeddings of thumbnails
     * @param drop whether faces without thumbnails, which cannot be encoded anew, are removed for good
     * @throws IOException where some have no thumbnail and are not to be removed, or one cannot be encoded
     */
    public synchronized ReEnrolled reEnrol(EncoderIdentity encoder, ReEnrolling.Encoding encode, boolean drop)
            throws IOException {
        ReEnrolled done = new ReEnrolling(database, people, faces, records).run(encoder, encode, drop);
        finishErasing();
        return done;
    }

    /**
     * Removes a person with all faces for good: from the tables, and then the bytes from the gallery's files. Only an audit line without the name
     * stays.
     *
     * @param typed a name, or an id after {@value Person#ID_SIGN}
     * @throws GalleryException where nobody is meant, or several are
     */
    public synchronized Forgotten forget(String typed) throws GalleryException {
        Forgotten removed = database.writing(() -> {
            PeopleTable.Numbered person = numbered(typed);
            int[] counts = faces.removeOf(person.number());
            people.remove(person.number());
            records.countRemoval();
            records.audit(new AuditLine(now(), "forget", 1, counts[0]));
            return new Forgotten(person.person(), counts[0], counts[1], false);
        });
        return new Forgotten(removed.person(), removed.faces(), removed.thumbnails(), finishErasing());
    }

    /** Erases the bytes of what was removed; tells whether nothing is left. */
    private boolean finishErasing() throws GalleryException {
        if (!database.reading(records::isErasing)) {
            return true;
        }
        if (!database.compact()) {
            return false;
        }
        return database.writing(() -> {
            records.endErasing();
            return true;
        });
    }

    /**
     * The people nearest to a face, each by the nearest of their faces; nearest first, of equal distances who was enrolled earlier first. Exact, and
     * true to the gallery at this moment, whoever changed it.
     *
     * @param most how many at most, at least 1
     */
    public List<Match> nearest(EncoderIdentity encoder, Embedding probe, int most) throws GalleryException {
        return index(encoder).nearest(probe, most); // outside of the lock, so that threads search side by side
    }

    private synchronized FaceIndex index(EncoderIdentity encoder) throws GalleryException {
        index = database.reading(() -> {
            agreeing(encoder);
            return FaceIndex.current(Optional.ofNullable(index), encoder, people, faces, records);
        });
        return index;
    }

    /** The operating point; empty where the gallery was not calibrated. */
    public synchronized Optional<Calibration> calibration() throws GalleryException {
        return database.reading(records::calibration);
    }

    /** Puts an operating point in the place of the one before. */
    public synchronized void calibrate(EncoderIdentity encoder, Calibration calibration) throws GalleryException {
        database.writing(() -> {
            agreeingOrNew(encoder);
            records.replaceCalibration(calibration);
            records.audit(new AuditLine(now(), "calibrate", 0, 0));
            return null;
        });
    }

    /** What was done to the gallery, oldest first. */
    public synchronized List<AuditLine> audit() throws GalleryException {
        return database.reading(records::audit);
    }

    @Override
    public synchronized void close() throws GalleryException {
        database.close();
    }

    private Optional<Records.Numbered> agreeing(EncoderIdentity encoder) throws SQLException, GalleryException {
        Optional<Records.Numbered> ours = records.encoder();
        if (ours.isPresent() && !ours.get().encoder().agreesWith(encoder)) {
            throw new GalleryException(
                    Kind.OTHER_ENCODER,
                    ("the faces in %s were made by %s; distances to those of %s would mean nothing. Use those weights with"
                                    + " --pipeline FILE, or 'ocellus re-enrol --gallery %s' where thumbnails were kept, or another"
                                    + " gallery with --gallery FILE")
                            .formatted(file(), ours.get().encoder(), encoder, file()));
        }
        return ours;
    }

    private int agreeingOrNew(EncoderIdentity encoder) throws SQLException, GalleryException {
        Optional<Records.Numbered> ours = agreeing(encoder);
        return ours.isPresent()
                ? ours.get().number()
                : records.addEncoder(encoder).number();
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
