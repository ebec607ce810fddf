package dev.ocellus.report;

/**
 * How fast one network was computed.
 *
 * @param network its name
 * @param pictures of a batch
 * @param work what was done with a batch
 * @param engine what computed
 * @param threads how many it had
 * @param best milliseconds of the fastest batch
 * @param median milliseconds
 */
public record Speed(String network, int pictures, Work work, String engine, int threads, double best, double median) {
    /** What is done with a batch. */
    public enum Work {
        /** Forward, loss, backward, and a step of the optimiser. */
        TRAIN,
        /** Forward, as at test time. */
        RUN
    }

    /** Batches a second, by the median. */
    public double batchesASecond() {
        return 1000 / median;
    }
}
