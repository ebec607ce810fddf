package dev.ocellus.gallery;

import java.util.List;

/**
 * What an import brought, told once it is safely on the disk.
 *
 * @param newPeople who was not in the gallery before
 * @param knownPeople how many were there already, with the same id and name
 * @param added how many faces
 * @param alreadyThere how many faces were not added, since the person has one from a picture of the very same bytes
 * @param renumbered those of the new people whose id was somebody else's here and who got another
 * @param sameNames those of the new people whose name somebody else has here, too
 * @param calibrated whether the operating point was taken over, because there was none
 */
public record Imported(
        List<Person> newPeople,
        int knownPeople,
        int added,
        int alreadyThere,
        List<Person> renumbered,
        List<Person> sameNames,
        boolean calibrated) {
    public Imported {
        newPeople = List.copyOf(newPeople);
        renumbered = List.copyOf(renumbered);
        sameNames = List.copyOf(sameNames);
    }
}
