package dev.ocellus.gallery;

import java.util.List;

/**
 * What an enrolment did, told once it is safely on the disk.
 *
 * @param person whose faces they are
 * @param isNew whether the person was not enrolled before
 * @param outcomes for each face, in their order
 */
public record Enrolled(Person person, boolean isNew, List<Outcome> outcomes) {
    public Enrolled {
        outcomes = List.copyOf(outcomes);
    }

    /** What became of one face. */
    public enum Outcome {
        ADDED,
        /** The person has a face from a picture of the very same bytes; that one stays, and this one was not added. */
        ALREADY_THERE
    }

    public long added() {
        return outcomes.stream().filter(outcome -> outcome == Outcome.ADDED).count();
    }
}
