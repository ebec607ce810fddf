package dev.ocellus.gallery;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** The table of people. Every method runs within a transaction of its caller's. */
final class PeopleTable {
    private static final String COLUMNS = "person.number, person.id, person.name, person.checksum";

    private final Database database;

    PeopleTable(Database database) {
        this.database = database;
    }

    /** A person with the number that the tables know the person by. */
    record Numbered(int number, Person person) {}

    /** Adds a person under an id that nobody has. */
    Numbered add(String name) throws SQLException, GalleryException {
        String id = PersonId.next();
        while (withId(id).isPresent()) {
            id = PersonId.next();
        }
        return add(id, name.strip());
    }

    Numbered add(String id, String name) throws SQLException {
        try (PreparedStatement insert = database.prepare(
                "INSERT INTO person (id, name, compared, checksum) VALUES (?, ?, ?, ?) RETURNING number")) {
            insert.setString(1, id);
            insert.setString(2, name);
            insert.setString(3, Person.compared(name));
            insert.setLong(4, checksum(id, name));
            try (ResultSet result = insert.executeQuery()) {
                result.next();
                return new Numbered(result.getInt(1), new Person(id, name));
            }
        }
    }

    void remove(int number) throws SQLException {
        try (PreparedStatement delete = database.prepare("DELETE FROM person WHERE number = ?")) {
            delete.setInt(1, number);
            delete.executeUpdate();
        }
    }

    Optional<Numbered> withId(String id) throws SQLException, GalleryException {
        return where("id = ?", id).stream().findFirst();
    }

    Optional<Numbered> withNumber(int number) throws SQLException, GalleryException {
        return where("number = cast(? AS INTEGER)", Integer.toString(number)).stream()
                .findFirst();
    }

    /** Those with a name, however Unicode spells it, in the order in which they were enrolled. */
    List<Numbered> named(String name) throws SQLException, GalleryException {
        return where("compared = ?", Person.compared(name));
    }

    List<Numbered> all() throws SQLException, GalleryException {
        return where("?", "1");
    }

    List<Numbered> withoutFaces() throws SQLException, GalleryException {
        return where("number NOT IN (SELECT person FROM face) AND ?", "1");
    }

    private List<Numbered> where(String condition, String value) throws SQLException, GalleryException {
        List<Numbered> people = new ArrayList<>();
        try (PreparedStatement select =
                database.prepare("SELECT " + COLUMNS + " FROM person WHERE " + condition + " ORDER BY number")) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    people.add(read(row));
                }
            }
        }
        return people;
    }

    /** All people with how many faces they have, in the order in which they were enrolled. */
    List<PersonEntry> entries() throws SQLException, GalleryException {
        List<PersonEntry> entries = new ArrayList<>();
        try (PreparedStatement select = database.prepare("SELECT " + COLUMNS
                        + ", count(face.number), count(thumbnail.face), min(face.enrolled_at) FROM person"
                        + " LEFT JOIN face ON face.person = person.number LEFT JOIN thumbnail ON thumbnail.face = face.number"
                        + " GROUP BY person.number ORDER BY person.number");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(new PersonEntry(
                        read(row).person(), row.getInt(5), row.getInt(6), Instant.ofEpochMilli(row.getLong(7))));
            }
        }
        return entries;
    }

    private Numbered read(ResultSet row) throws SQLException, GalleryException {
        int number = row.getInt(1);
        String id = row.getString(2);
        String name = row.getString(3);
        if (id == null || name == null || checksum(id, name) != row.getLong(4)) {
            throw Trouble.damaged(database.file(), "the name of person " + number + " has changed", null);
        }
        return new Numbered(number, new Person(id, name));
    }

    private static long checksum(String id, String name) {
        CRC32 checksum = new CRC32();
        checksum.update((id + " " + name).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
