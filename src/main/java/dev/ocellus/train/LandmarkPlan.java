package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.face.LandmarkNetwork;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Preprocessing;
import java.util.List;

/**
 * Everything beside the stages that decides how landmarks are learned, as a training file states it. With the same plan, stages, data and engine, a
 * training gives the same weights.
 *
 * @param name of the weights, also the name of their folder
 * @param summary what the weights are for, for their card
 * @param licence of the weights, an SPDX identifier where there is one
 * @param terms what else a user of the weights must know
 * @param seed of everything random
 * @param network the layers
 * @param preprocessing what the network sees of a square
 * @param background share of the samples that show no face, in [0, 1)
 * @param course epochs, rates and optimiser
 * @param developmentShare part of the faces that is held back for measuring, in (0, 1)
 * @param data the marked faces
 */
public record LandmarkPlan(
        String name,
        String summary,
        String licence,
        String terms,
        long seed,
        LandmarkNetwork network,
        Preprocessing preprocessing,
        double background,
        Course course,
        double developmentShare,
        List<DataSource> data) {
    public LandmarkPlan {
        data = List.copyOf(data);
        if (!(background >= 0 && background < 1)) {
            throw new IllegalArgumentException("background must be at least 0 and below 1, got " + background);
        }
        if (!(developmentShare > 0 && developmentShare < 1)) {
            throw new IllegalArgumentException(
                    "development-share must be above 0 and below 1, got " + developmentShare);
        }
    }

    /**
     * The course of a training.
     *
     * @param epochs how often so many samples are shown
     * @param samples an epoch; each set gives as many as its weight says, drawn at random
     * @param batch samples a step
     * @param learningRate of each step
     * @param optimiser how gradients change parameters
     * @param average share of the moving average of the parameters kept at each step; the average is what is shipped
     */
    public record Course(
            int epochs, int samples, int batch, LearningRate learningRate, Optimiser.Adam optimiser, double average) {
        public Course {
            if (epochs < 1 || samples < 1 || batch < 1) {
                throw new IllegalArgumentException("epochs, samples and batch must be at least 1");
            }
        }

        /** Number of steps of the whole training. */
        public long steps() {
            return (long) epochs * ((samples - 1) / batch + 1);
        }
    }
}
