package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** The tables of faces and their thumbnails. Every method runs within a transaction of its caller's. */
final class FaceTable {
    private static final List<String> MEASURES = List.of(
            "box_left",
            "box_top",
            "box_right",
            "box_bottom",
            "right_eye_x",
            "right_eye_y",
            "left_eye_x",
            "left_eye_y",
            "nose_x",
            "nose_y",
            "right_mouth_x",
            "right_mouth_y",
            "left_mouth_x",
            "left_mouth_y",
            "score",
            "eye_distance",
            "sharpness",
            "brightness",
            "turn");
    private static final int BOX = 4;
    private static final int QUALITY = BOX + 2 * Landmarks.COUNT;
    /** Columns before the measures. */
    private static final List<String> OTHERS = List.of(
            "person",
            "encoder",
            "embedding",
            "embedding_checksum",
            "picture_sha256",
            "source",
            "enrolled_at",
            "checksum");

    private static final String INSERT = "INSERT INTO face (" + String.join(", ", OTHERS) + ", "
            + String.join(", ", MEASURES) + ") VALUES (?" + ", ?".repeat(OTHERS.size() + MEASURES.size() - 1)
            + ") ON CONFLICT (person, picture_sha256) DO NOTHING RETURNING number";
    private static final String SELECT = "SELECT face." + String.join(", face.", OTHERS) + ", face."
            + String.join(", face.", MEASURES)
            + ", face.number, thumbnail.png, thumbnail.checksum FROM face LEFT JOIN thumbnail ON thumbnail.face = face.number";

    private final Database database;

    FaceTable(Database database) {
        this.database = database;
    }

    /** Adds a face unless the person has one from the same picture; tells whether it was added. */
    boolean add(int person, int encoder, NewFace face, Instant at) throws SQLException {
        byte[] embedding = bytes(face.embedding().values());
        byte[] picture = HexFormat.of().parseHex(face.pictureSha256());
        double[] measures = measures(face);
        long number;
        try (PreparedStatement insert = database.prepare(INSERT)) {
            insert.setInt(1, person);
            insert.setInt(2, encoder);
            insert.setBytes(3, embedding);
            insert.setLong(4, checksum(person, encoder, embedding));
            insert.setBytes(5, picture);
            insert.setString(6, face.source());
            insert.setLong(7, at.toEpochMilli());
            insert.setLong(8, checksum(picture, face.source(), at.toEpochMilli(), measures));
            for (int i = 0; i < measures.length; i++) {
                if (!Double.isNaN(measures[i])) { // else the column stays empty
                    insert.setDouble(OTHERS.size() + 1 + i, measures[i]);
                }
            }
            try (ResultSet result = insert.executeQuery()) {
                if (!result.next()) {
                    return false;
                }
                number = result.getLong(1);
            }
        }
        if (face.thumbnail().isPresent()) {
            addThumbnail(number, face.thumbnail().get());
        }
        return true;
    }

    private void addThumbnail(long face, byte[] png) throws SQLException {
        try (PreparedStatement insert = database.prepare("INSERT INTO thumbnail VALUES (?, ?, ?)")) {
            insert.setLong(1, face);
            insert.setBytes(2, png);
            insert.setLong(3, checksum(png));
            insert.executeUpdate();
        }
    }

    /** Removes all faces and thumbnails of a person; gives how many of each. */
    int[] removeOf(int person) throws SQLException {
        int thumbnails =
                change("DELETE FROM thumbnail WHERE face IN (SELECT number FROM face WHERE person = ?)", person);
        int faces = change("DELETE FROM face WHERE person = ?", person);
        return new int[] {faces, thumbnails};
    }

    /** That a face is there, whose it is, and whether its thumbnail was kept. */
    record Kept(long face, int person, boolean hasThumbnail) {}

    /** All faces in the order in which they were enrolled. */
    List<Kept> kept() throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (PreparedStatement select = database.prepare("SELECT number, person, thumbnail.face IS NOT NULL FROM face"
                        + " LEFT JOIN thumbnail ON thumbnail.face = face.number ORDER BY number");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                kept.add(new Kept(row.getLong(1), row.getInt(2), row.getBoolean(3)));
            }
        }
        return kept;
    }

    /**
     * The thumbnail of a face.
     *
     * @throws GalleryException where it is gone, or has changed since it was written
     */
    byte[] thumbnail(long face) throws SQLException, GalleryException {
        try (PreparedStatement select = database.prepare("SELECT png, checksum FROM thumbnail WHERE face = ?")) {
            select.setLong(1, face);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || checksum(row.getBytes(1)) != row.getLong(2)) {
                    throw damaged(face);
                }
                return row.getBytes(1);
            }
        }
    }

    void remove(long face) throws SQLException {
        change("DELETE FROM thumbnail WHERE face = ?", face);
        change("DELETE FROM face WHERE number = ?", face);
    }

    private int change(String sql, long number) throws SQLException {
        try (PreparedStatement statement = database.prepare(sql)) {
            statement.setLong(1, number);
            return statement.executeUpdate();
        }
    }

    /** What is done with an enrolled face. */
    @FunctionalInterface
    interface Visitor {
        void accept(FaceEntry entry) throws GalleryException;
    }

    /** Visits all faces in the order in which they were enrolled, with their thumbnails. */
    void forEach(Map<Integer, Person> people, Visitor visitor) throws SQLException, GalleryException {
        try (PreparedStatement select = database.prepare(SELECT + " ORDER BY face.number");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                visitor.accept(entry(row, people));
            }
        }
    }

    /** The faces of a person in the order in which they were enrolled, with their thumbnails. */
    List<FaceEntry> of(PeopleTable.Numbered person) throws SQLException, GalleryException {
        List<FaceEntry> entries = new ArrayList<>();
        try (PreparedStatement select = database.prepare(SELECT + " WHERE face.person = ? ORDER BY face.number")) {
            select.setInt(1, person.number());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row, Map.of(person.number(), person.person())));
                }
            }
        }
        return entries;
    }

    /** The face with a number, if there is one. */
    Optional<FaceEntry> entry(long number, Map<Integer, Person> people) throws SQLException, GalleryException {
        try (PreparedStatement select = database.prepare(SELECT + " WHERE face.number = ?")) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(entry(row, people)) : Optional.empty();
            }
        }
    }

    private FaceEntry entry(ResultSet row, Map<Integer, Person> people) throws SQLException, GalleryException {
        long number = row.getLong(OTHERS.size() + MEASURES.size() + 1);
        Person person = people.get(row.getInt(1));
        byte[] embedding = row.getBytes(3);
        byte[] picture = row.getBytes(5);
        String source = row.getString(6);
        long at = row.getLong(7);
        double[] measures = new double[MEASURES.size()];
        for (int i = 0; i < measures.length; i++) {
            double value = row.getDouble(OTHERS.size() + 1 + i);
            measures[i] = row.wasNull() ? Double.NaN : value;
        }
        byte[] png = row.getBytes(OTHERS.size() + MEASURES.size() + 2);
        boolean whole = person != null
                && embedding != null
                && picture != null
                && source != null
                && checksum(row.getInt(1), row.getInt(2), embedding) == row.getLong(4)
                && checksum(picture, source, at, measures) == row.getLong(8)
                && (png == null || checksum(png) == row.getLong(OTHERS.size() + MEASURES.size() + 3));
        if (!whole) {
            throw damaged(number);
        }
        NewFace face = new NewFace(
                Embedding.of(floats(embedding)),
                source,
                HexFormat.of().formatHex(picture),
                new Box(measures[0], measures[1], measures[2], measures[3]),
                landmarks(measures),
                new Quality(
                        measures[QUALITY],
                        measures[QUALITY + 1],
                        measures[QUALITY + 2],
                        measures[QUALITY + 3],
                        measures[QUALITY + 4]),
                Optional.ofNullable(png));
        return new FaceEntry(number, person, face, Instant.ofEpochMilli(at));
    }

    /** What is done with the embedding of a face. */
    @FunctionalInterface
    interface Row {
        void accept(int person, long face, float[] embedding);
    }

    /** Visits the embeddings of all faces whose number is larger than one. */
    void embeddingsAfter(long face, int size, Row visitor) throws SQLException, GalleryException {
        float[] values = new float[size];
        try (PreparedStatement select = database.prepare(
                "SELECT number, person, encoder, embedding, embedding_checksum FROM face WHERE number > ? ORDER BY number")) {
            select.setLong(1, face);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] embedding = row.getBytes(4);
                    int person = row.getInt(2);
                    boolean whole = embedding != null
                            && embedding.length == Float.BYTES * size
                            && checksum(person, row.getInt(3), embedding) == row.getLong(5);
                    if (!whole) {
                        throw damaged(row.getLong(1));
                    }
                    ByteBuffer.wrap(embedding)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer()
                            .get(values);
                    visitor.accept(person, row.getLong(1), values);
                }
            }
        }
    }

    /** The embeddings of a person's faces, in the order in which they were enrolled. */
    List<Embedding> embeddingsOf(int person) throws SQLException, GalleryException {
        List<Embedding> embeddings = new ArrayList<>();
        try (PreparedStatement select = database.prepare(
                "SELECT number, encoder, embedding, embedding_checksum FROM face WHERE person = ? ORDER BY number")) {
            select.setInt(1, person);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] embedding = row.getBytes(3);
                    if (embedding == null || checksum(person, row.getInt(2), embedding) != row.getLong(4)) {
                        throw damaged(row.getLong(1));
                    }
                    embeddings.add(Embedding.of(floats(embedding)));
                }
            }
        }
        return embeddings;
    }

    /** The largest number of a face; 0 where there is none. */
    long last() throws SQLException {
        return database.number("SELECT coalesce(max(number), 0) FROM face");
    }

    /** Puts what another encoder made of a face in the place of its embedding. */
    void replace(long face, int person, int encoder, Embedding embedding) throws SQLException {
        byte[] bytes = bytes(embedding.values());
        try (PreparedStatement update = database.prepare(
                "UPDATE face SET encoder = ?, embedding = ?, embedding_checksum = ? WHERE number = ?")) {
            update.setInt(1, encoder);
            update.setBytes(2, bytes);
            update.setLong(3, checksum(person, encoder, bytes));
            update.setLong(4, face);
            update.executeUpdate();
        }
    }

    private GalleryException damaged(long face) {
        return Trouble.damaged(
                database.file(), "face " + face + " does not have the checksum that it was written with", null);
    }

    private static double[] measures(NewFace face) {
        double[] measures = new double[MEASURES.size()];
        Arrays.fill(measures, Double.NaN);
        measures[0] = face.box().left();
        measures[1] = face.box().top();
        measures[2] = face.box().right();
        measures[3] = face.box().bottom();
        if (face.landmarks().isPresent()) {
            int at = BOX;
            for (Point point : face.landmarks().get().points()) {
                measures[at++] = point.x();
                measures[at++] = point.y();
            }
        }
        Quality quality = face.quality();
        measures[QUALITY] = quality.score();
        measures[QUALITY + 1] = quality.eyeDistance();
        measures[QUALITY + 2] = quality.sharpness();
        measures[QUALITY + 3] = quality.brightness();
        measures[QUALITY + 4] = quality.turn();
        return measures;
    }

    private static Optional<Landmarks> landmarks(double[] measures) {
        List<Point> points = new ArrayList<>();
        for (int i = BOX; i < QUALITY; i += 2) {
            points.add(new Point(measures[i], measures[i + 1]));
        }
        boolean known = points.stream().noneMatch(point -> Double.isNaN(point.x()) || Double.isNaN(point.y()));
        return known ? Optional.of(Landmarks.of(points)) : Optional.empty();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** Covers whose face it is, too: a changed number would make it somebody else's. */
    private static long checksum(int person, int encoder, byte[] embedding) {
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(person)
                .putInt(encoder)
                .flip());
        checksum.update(embedding);
        return checksum.getValue();
    }

    private static long checksum(byte[] picture, String source, long at, double[] measures) {
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + Double.BYTES * measures.length);
        numbers.putLong(at);
        for (double measure : measures) {
            numbers.putDouble(measure);
        }
        CRC32 checksum = new CRC32();
        checksum.update(picture);
        checksum.update(source.getBytes(StandardCharsets.UTF_8));
        checksum.update(numbers.flip());
        return checksum.getValue();
    }

    private static long checksum(byte[] png) {
        CRC32 checksum = new CRC32();
        checksum.update(png);
        return checksum.getValue();
    }
}
