package dev.ocellus.face;

/**
 * Who is on each picture of a training batch.
 *
 * @param person number of the person, for each picture
 * @param step of the training, counted from 0
 * @param progress how far the training has come, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent")
public record People(int[] person, long step, double progress) {
    /** How many pictures there are. */
    public int size() {
        return person.length;
    }

    boolean same(int first, int second) {
        return person[first] == person[second];
    }
}
