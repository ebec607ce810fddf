package dev.ocellus.gallery;

import java.util.Arrays;

/**
 * The rows that may be among the nearest, kept while scores come in. A row is let go once more than enough people are surely nearer.
 */
final class Candidates {
    /** What is done with a row: number of its block, place in the block. */
    @FunctionalInterface
    interface Row {
        void accept(int block, int row);
    }

    private final float tolerance;
    /** The best scores of different people, best first, and whose they are. */
    private final float[] best;

    private final int[] people;
    private int known;

    private float floor = Float.NEGATIVE_INFINITY;
    private int[] blocks = new int[64];
    private int[] rows = new int[64];
    private float[] scores = new float[64];
    private int count;

    /**
     * @param most how many people are wanted, at least 1
     * @param tolerance how far a score may be from the true one
     */
    Candidates(int most, float tolerance) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one person must be wanted, got " + most);
        }
        this.tolerance = tolerance;
        this.best = new float[most];
        this.people = new int[most];
    }

    /** Takes the scores of a block's rows. */
    void offer(int block, float[] scores, int[] people, int rows) {
        for (int r = 0; r < rows; r++) {
            if (scores[r] >= floor) {
                keep(block, r, scores[r], people[r]);
            }
        }
    }

    void forEach(Row action) {
        for (int i = 0; i < count; i++) {
            if (scores[i] >= floor) {
                action.accept(blocks[i], rows[i]);
            }
        }
    }

    private void keep(int block, int row, float score, int person) {
        if (hasSurelyNearer(person, score)) {
            return;
        }
        if (count == rows.length) {
            letGo();
        }
        blocks[count] = block;
        rows[count] = row;
        scores[count] = score;
        count++;
        rank(score, person);
        if (known == best.length) {
            // both the last of the best and a rival may be off, in opposite directions
            floor = best[known - 1] - 2 * tolerance;
        }
    }

    /** Whether the person has another row that is nearer beyond doubt; it matters where there are fewer people than are wanted, so no floor. */
    private boolean hasSurelyNearer(int person, float score) {
        for (int i = 0; i < known; i++) {
            if (people[i] == person) {
                return score < best[i] - 2 * tolerance;
            }
        }
        return false;
    }

    /** Puts a person's score into its place among the best. */
    private void rank(float score, int person) {
        int place = 0;
        while (place < known && people[place] != person) {
            place++;
        }
        if (place < known) {
            if (score <= best[place]) {
                return;
            }
        } else if (known < best.length) {
            known++;
        } else if (score > best[known - 1]) {
            place = known - 1;
        } else {
            return;
        }
        while (place > 0 && best[place - 1] < score) {
            best[place] = best[place - 1];
            people[place] = people[place - 1];
            place--;
        }
        best[place] = score;
        people[place] = person;
    }

    /** Makes room: forgets the rows that fell below the floor since they were kept. */
    private void letGo() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (scores[i] >= floor) {
                blocks[kept] = blocks[i];
                rows[kept] = rows[i];
                scores[kept] = scores[i];
                kept++;
            }
        }
        count = kept;
        if (count > rows.length / 2) {
            blocks = Arrays.copyOf(blocks, 2 * rows.length);
            scores = Arrays.copyOf(scores, 2 * rows.length);
            rows = Arrays.copyOf(rows, 2 * rows.length);
        }
    }
}
