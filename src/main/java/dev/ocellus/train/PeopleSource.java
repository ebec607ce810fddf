package dev.ocellus.train;

import dev.ocellus.settings.Default;

/**
 * A folder of people to learn from: a folder for each person, named after the person, with pictures that show one face each. Folders of one name in several
 * sources are one person.
 *
 * @param folder relative to the folder of all data
 * @param terms under which the pictures were given
 * @param landmarks table with the five landmarks of each picture, a file in the folder; empty: they are looked for
 */
public record PeopleSource(
        String folder,
        @Default("not stated") String terms,
        @Default("''") String landmarks) {
    public PeopleSource {
        if (folder.isBlank()) {
            throw new IllegalArgumentException("folder must name one");
        }
    }
}
