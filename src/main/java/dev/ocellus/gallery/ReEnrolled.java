package dev.ocellus.gallery;

import java.util.List;

/**
 * What encoding a gallery's faces anew did.
 *
 * @param faces how many have a new embedding
 * @param removedFaces how many were removed, since no thumbnail of them was kept
 * @param removedPeople whose faces were all removed, and who are not in the gallery any more
 */
public record ReEnrolled(int faces, int removedFaces, List<Person> removedPeople) {
    public ReEnrolled {
        removedPeople = List.copyOf(removedPeople);
    }
}
