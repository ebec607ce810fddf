package dev.ocellus.gallery;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the people and faces of an exported gallery to another, within one transaction. */
final class Importing {
    private final PeopleTable people;
    private final FaceTable faces;
    private final int encoder;
    /** Who in this gallery the people of the file are, by their ids there. */
    private final Map<String, PeopleTable.Numbered> here = new HashMap<>();

    private final List<Person> newPeople = new ArrayList<>();
    private final List<Person> renumbered = new ArrayList<>();
    private final List<Person> sameNames = new ArrayList<>();
    private int added;
    private int alreadyThere;

    Importing(PeopleTable people, FaceTable faces, int encoder) {
        this.people = people;
        this.faces = faces;
        this.encoder = encoder;
    }

    void add(FaceEntry entry) throws SQLException, GalleryException {
        PeopleTable.Numbered person = here.get(entry.person().id());
        if (person == null) {
            person = welcome(entry.person());
            here.put(entry.person().id(), person);
        }
        if (faces.add(person.number(), encoder, entry.face(), entry.enrolledAt())) {
            added++;
        } else {
            alreadyThere++;
        }
    }

    private PeopleTable.Numbered welcome(Person person) throws SQLException, GalleryException {
        Optional<PeopleTable.Numbered> withId = people.withId(person.id());
        if (withId.isPresent() && sameName(withId.get().person(), person)) {
            return withId.get();
        }
        boolean shared = !people.named(person.name()).isEmpty();
        PeopleTable.Numbered added =
                withId.isPresent() ? people.add(person.name()) : people.add(person.id(), person.name());
        newPeople.add(added.person());
        if (withId.isPresent()) {
            renumbered.add(added.person());
        }
        if (shared) {
            sameNames.add(added.person());
        }
        return added;
    }

    private static boolean sameName(Person one, Person other) {
        return Person.compared(one.name()).equals(Person.compared(other.name()));
    }

    Imported result(boolean calibrated) {
        return new Imported(
                newPeople, here.size() - newPeople.size(), added, alreadyThere, renumbered, sameNames, calibrated);
    }
}
