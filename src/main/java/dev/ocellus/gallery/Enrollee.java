package dev.ocellus.gallery;

/** Whose faces are enrolled. */
public sealed interface Enrollee {
    /** The one person with this name, or a new one where nobody has it. */
    record Named(String name) implements Enrollee {
        public Named {
            Person.requireName(name);
        }
    }

    /** A new person, even where somebody has this name already. */
    record Another(String name) implements Enrollee {
        public Another {
            Person.requireName(name);
        }
    }

    /** The person with this id. */
    record Known(String id) implements Enrollee {
        public Known {
            PersonId.require(id);
        }
    }
}
