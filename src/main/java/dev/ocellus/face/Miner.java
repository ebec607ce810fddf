package dev.ocellus.face;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses, for each pair of pictures of one person, the picture of somebody else that the encoder learns from. */
public enum Miner {
    /** Any other person's. */
    RANDOM {
        @Override
        int negative(
                Distances distances, People people, int anchor, int positive, double margin, RandomGenerator draw) {
            int others = 0;
            int chosen = NONE;
            for (int i = 0; i < people.size(); i++) {
                if (!people.same(anchor, i) && draw.nextInt(++others) == 0) {
                    chosen = i;
                }
            }
            return chosen;
        }
    },

    /**
     * The nearest one that is farther away than the positive, as long as it is within the margin.
     *
     * @see <a href="https://arxiv.org/abs/1503.03832">Schroff and others 2015</a>
     */
    SEMI_HARD {
        @Override
        int negative(
                Distances distances, People people, int anchor, int positive, double margin, RandomGenerator draw) {
            double near = distances.between(anchor, positive);
            return nearest(distances, people, anchor, near, near + margin);
        }
    },

    /**
     * The nearest one of all.
     *
     * @see <a href="https://arxiv.org/abs/1703.07737">Hermans and others 2017</a>
     */
    HARD {
        @Override
        int negative(
                Distances distances, People people, int anchor, int positive, double margin, RandomGenerator draw) {
            return nearest(distances, people, anchor, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    };

    private static final int NONE = -1;

    /**
     * The triplets of a batch: at most one for each ordered pair of pictures of one person.
     *
     * @param margin how much farther than the positive a negative should be
     * @param draw decides between negatives where chance does
     */
    List<Triplet> triplets(Distances distances, People people, double margin, RandomGenerator draw) {
        List<Triplet> triplets = new ArrayList<>();
        for (int anchor = 0; anchor < people.size(); anchor++) {
            for (int positive = 0; positive < people.size(); positive++) {
                if (positive != anchor && people.same(anchor, positive)) {
                    int negative = negative(distances, people, anchor, positive, margin, draw);
                    if (negative != NONE) {
                        triplets.add(new Triplet(anchor, positive, negative));
                    }
                }
            }
        }
        return triplets;
    }

    /** The number of the chosen picture, or {@link #NONE}. */
    abstract int negative(
            Distances distances, People people, int anchor, int positive, double margin, RandomGenerator draw);

    /** The nearest picture of another person whose distance lies between two limits, both excluded. */
    private static int nearest(Distances distances, People people, int anchor, double above, double below) {
        int nearest = NONE;
        double least = below;
        for (int i = 0; i < people.size(); i++) {
            double distance = distances.between(anchor, i);
            if (!people.same(anchor, i) && distance > above && distance < least) {
                nearest = i;
                least = distance;
            }
        }
        return nearest;
    }
}
