package dev.ocellus.train;

import dev.ocellus.dataset.Finding;
import dev.ocellus.learn.History;
import dev.ocellus.network.LossFunction.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hears how a training goes, to tell somebody. */
public interface TrainingProgress {
    /**
     * Everything is read.
     *
     * @param what one line on each set and on the network
     * @param findings what was odd in the data
     * @param firstStep 0, or where a checkpoint left off
     */
    void begins(List<String> what, List<Finding> findings, long firstStep, long steps);

    /** A step is complete; counted from 0. */
    void stepped(long step, Loss loss, double learningRate);

    /**
     * The held-back pictures were measured.
     *
     * @param ap50 of each set
     * @param score by which the best is chosen
     * @param best whether this is the best so far
     */
    void measured(long step, Map<String, Double> ap50, double score, boolean best);

    /** The weights are written. */
    void ended(Path weights);

    /** The curve has a new row, and its file is written. */
    default void recorded(History curve) throws IOException {}
}
