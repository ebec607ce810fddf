package dev.ocellus.gallery;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads of a damaged gallery what can be read: every person and every face by itself, so that a bad one costs no other. */
final class Salvage {
    private final Database database;
    private final PeopleTable people;
    private final FaceTable faces;
    private int lost;

    Salvage(Database database, PeopleTable people, FaceTable faces) {
        this.database = database;
        this.people = people;
        this.faces = faces;
    }

    /** The people that can be read, by their numbers. */
    Map<Integer, Person> people() throws SQLException {
        Map<Integer, Person> found = new LinkedHashMap<>();
        for (int number = 1; number <= lastOf("person"); number++) {
            try {
                people.withNumber(number).ifPresent(person -> found.put(person.number(), person.person()));
            } catch (SQLException | GalleryException e) {
                // whoever it is, the faces count as lost
            }
        }
        return found;
    }

    /** Visits the faces that can be read. */
    void forEachFace(Map<Integer, Person> people, FaceTable.Visitor visitor) throws SQLException, GalleryException {
        long last = lastOf("face");
        for (long number = 1; number <= last; number++) {
            FaceEntry entry;
            try {
                entry = faces.entry(number, people).orElse(null);
            } catch (SQLException | GalleryException e) {
                lost++;
                continue;
            }
            if (entry != null) {
                visitor.accept(entry);
            }
        }
    }

    /** How many faces could not be read. */
    int lost() {
        return lost;
    }

    /** The largest number that was ever given; from a table of SQLite's own, where the table itself cannot be read to its end. */
    private long lastOf(String table) throws SQLException {
        return database.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '" + table + "'");
    }
}
