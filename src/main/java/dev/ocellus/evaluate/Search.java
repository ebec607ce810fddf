package dev.ocellus.evaluate;

/** What the search for one face among enrolled people came to, and whether its person was there. */
public sealed interface Search {
    /** Whether the person was enrolled. */
    boolean mated();

    /**
     * The person is enrolled.
     *
     * @param distance to this very person
     * @param rank how many people are nearer, and one more: 1 where the person came first
     */
    record Mated(double distance, int rank) implements Search {
        public Mated {
            if (!(distance >= 0) || rank < 1) {
                throw new IllegalArgumentException("distance " + distance + " at rank " + rank);
            }
        }

        @Override
        public boolean mated() {
            return true;
        }
    }

    /**
     * The person is not enrolled.
     *
     * @param nearest distance to the nearest person
     */
    record NonMated(double nearest) implements Search {
        public NonMated {
            if (!(nearest >= 0)) {
                throw new IllegalArgumentException("distance " + nearest);
            }
        }

        @Override
        public boolean mated() {
            return false;
        }
    }

    /** No face could be acquired, so nobody was named. */
    record Failed(boolean mated) implements Search {}
}
