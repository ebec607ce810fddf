package dev.ocellus.app;

import dev.ocellus.gallery.FaceEntry;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.gallery.NewFace;
import dev.ocellus.gallery.Person;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The faces that people have already, by the pictures they came from: when an enrolment goes on after a kill, what is there need not be looked at again.
 * Remembers one person, since pictures come person by person. Safe from several threads.
 */
final class EnrolledPictures {
    private final Gallery gallery;
    private Optional<String> person = Optional.empty();
    private Map<String, NewFace> faces = Map.of();

    EnrolledPictures(Gallery gallery) {
        this.gallery = gallery;
    }

    /**
     * The face that a person has from a picture.
     *
     * @param name of the person, or an id after a #
     * @param sha256 of the picture's bytes
     */
    synchronized Optional<NewFace> face(String name, String sha256) throws GalleryException {
        if (!person.equals(Optional.of(name))) {
            faces = facesOf(name);
            person = Optional.of(name);
        }
        return Optional.ofNullable(faces.get(sha256));
    }

    /** Nothing where the name leads to nobody or to several; what is wrong with that is told by whoever enrols. */
    private Map<String, NewFace> facesOf(String name) throws GalleryException {
        boolean one = name.startsWith(Person.ID_SIGN) || gallery.named(name).size() == 1;
        Map<String, NewFace> found = new HashMap<>();
        if (one) {
            for (FaceEntry entry : gallery.faces(name)) {
                found.put(entry.face().pictureSha256(), entry.face());
            }
        }
        return found;
    }
}
