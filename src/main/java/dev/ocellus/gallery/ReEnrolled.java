package dev.ocellus.gallery;

import java.util.List;

/**
 * What encoding a gallery's faces anew did.
 *
 * @param people of how many people faces have a new embedding
 * @param faces how many have one
 * @param removedFaces how many were removed, since no thumbnail of them was kept
 * @param removedPeople whose faces were all removed, and who are not in the gallery any more
 * @param calibrationRemoved whether there was an operating point, which was the old encoder's
 */
public record ReEnrolled(
        int people, int faces, int removedFaces, List<Person> removedPeople, boolean calibrationRemoved) {
    public ReEnrolled {
        removedPeople = List.copyOf(removedPeople);
    }
}
