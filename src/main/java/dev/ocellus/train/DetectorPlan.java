package dev.ocellus.train;

import dev.ocellus.augment.Settling;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.detect.AnchorLevel;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.detect.YoloSettings;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.settings.Default;
import java.util.List;

/**
 * Everything beside the stages that decides how a detector is trained, as a training file states it. With the same plan, stages, data and engine, a
 * training gives the same weights.
 *
 * @param name of the weights, also the name of their folder
 * @param summary what the weights are for, for their card
 * @param licence of the weights, an SPDX identifier where there is one
 * @param terms what else a user of the weights must know
 * @param seed of everything random
 * @param labels what the detector finds
 * @param network the layers
 * @param anchorsPerLevel anchor boxes of each cell
 * @param anchors of each stride of the network, in pixels of a sample; none: found by clustering
 * @param preprocessing what the network sees of a picture
 * @param mosaic how often four parts are put together, in [0, 1]
 * @param mixUp how often two samples are seen through each other, in [0, 1]
 * @param repeatBelow pictures with a label that fewer than this share of a set's pictures have are drawn more often, see {@link RepeatFactors}; 0: all
 *     alike
 * @param settling what becomes of objects that are cut off or small
 * @param head how truth is dealt out and weighed
 * @param course steps, rates and optimiser
 * @param phases later parts of the course with samples of another size, in order; none: all samples are of the size of the first stage
 * @param from folder of weights whose backbone and neck the network starts with; empty: all starts anew
 * @param developmentShare part of the pictures that is held back for measuring while it learns, where a set does not say
 * @param testShare part of the pictures that is held back for measuring once, at the end, where a set does not say
 * @param measure how the held-back parts are measured
 * @param data the labelled pictures
 */
public record DetectorPlan(
        String name,
        String summary,
        String licence,
        String terms,
        long seed,
        List<String> labels,
        DetectorNetwork network,
        int anchorsPerLevel,
        @Default("[]") List<AnchorLevel> anchors,
        Preprocessing preprocessing,
        double mosaic,
        @Default("0") double mixUp,
        @Default("0") double repeatBelow,
        Settling settling,
        YoloSettings head,
        Course course,
        @Default("[]") List<Phase> phases,
        @Default("''") String from,
        double developmentShare,
        @Default("0") double testShare,
        Measure measure,
        List<DataSource> data) {
    public DetectorPlan {
        labels = List.copyOf(labels);
        data = List.copyOf(data);
        phases = List.copyOf(phases);
        anchors = List.copyOf(anchors);
        List<Integer> strides = anchors.stream().map(AnchorLevel::stride).toList();
        if (!anchors.isEmpty() && !strides.equals(network.strides())) {
            throw new IllegalArgumentException("anchors must be given for the strides %s of the network, got %s"
                    .formatted(network.strides(), strides));
        }
        if (!(repeatBelow >= 0 && repeatBelow <= 1)) {
            throw new IllegalArgumentException("repeat-below must be in [0, 1], got " + repeatBelow);
        }
        new SplitShares(developmentShare, testShare);
        for (int i = 1; i < phases.size(); i++) {
            if (phases.get(i).after() <= phases.get(i - 1).after()) {
                throw new IllegalArgumentException(
                        "phases must follow one another, each after more steps than the one before");
            }
        }
    }

    /** How large the parts are that are held back, where a set does not say. */
    public SplitShares shares() {
        return new SplitShares(developmentShare, testShare);
    }

    /** The same plan with another course. */
    DetectorPlan withCourse(Course other) {
        return with(other, anchors);
    }

    /** The same plan with anchors of its own. */
    DetectorPlan withAnchors(List<AnchorLevel> levels) {
        return with(course, levels);
    }

    private DetectorPlan with(Course course, List<AnchorLevel> anchors) {
        return new DetectorPlan(
                name,
                summary,
                licence,
                terms,
                seed,
                labels,
                network,
                anchorsPerLevel,
                anchors,
                preprocessing,
                mosaic,
                mixUp,
                repeatBelow,
                settling,
                head,
                course,
                phases,
                from,
                developmentShare,
                testShare,
                measure,
                data);
    }

    /** How many samples the first steps show, over all phases. */
    public long samples(long steps) {
        long samples = 0;
        long from = 0;
        int batch = course.batch();
        for (Phase phase : phases) {
            long to = Math.min(steps, phase.after());
            samples += (to - from) * batch;
            from = to;
            batch = phase.batch();
        }
        return samples + (steps - from) * batch;
    }

    /**
     * A later part of the course. Small samples teach small objects cheaply; larger ones at the end teach objects that fill a picture.
     *
     * @param after number of steps before it
     * @param side of the samples, in pixels, a multiple of 32
     * @param largest object size in a sample, in pixels
     * @param batch samples a step
     */
    public record Phase(long after, int side, double largest, int batch) {
        public Phase {
            if (after < 1 || side < 32 || side % 32 != 0 || batch < 1) {
                throw new IllegalArgumentException(
                        "a phase needs after and batch of at least 1 and a side that is a multiple of 32, got " + after
                                + ", " + batch + " and " + side);
            }
        }
    }

    /**
     * The course of a training.
     *
     * @param steps number of steps
     * @param batch samples a step
     * @param learningRate of each step
     * @param optimiser how gradients change parameters
     * @param average share of the moving average of the parameters kept at each step; the average is what is shipped
     * @param checkpointEvery steps between checkpoints
     * @param measureEvery steps between measurements
     * @param patience how many measurements in a row may be no better than the best before the training ends; 0 goes through all steps
     * @param best by what the best state is chosen
     */
    public record Course(
            long steps,
            int batch,
            LearningRate learningRate,
            Optimiser.Adam optimiser,
            double average,
            int checkpointEvery,
            int measureEvery,
            @Default("0") int patience,
            @Default("ap50") Yardstick best) {
        public Course {
            if (steps < 1 || batch < 1 || checkpointEvery < 1 || measureEvery < 1) {
                throw new IllegalArgumentException(
                        "steps, batch, checkpoint-every and measure-every must be at least 1");
            }
            if (patience < 0) {
                throw new IllegalArgumentException("patience must be at least 0, got " + patience);
            }
            if (learningRate.warmUp() >= steps) {
                throw new IllegalArgumentException("learning-rate must warm up in fewer steps than there are, got "
                        + learningRate.warmUp() + " of " + steps);
            }
        }
    }

    /** What says how good a detector is: the mean over the held-back sets of one figure. */
    public enum Yardstick {
        /** Average precision at IoU 0.5. */
        AP50,
        /** COCO's: the mean of average precisions at IoU 0.5, 0.55 … 0.95. */
        AP50_TO_95;

        /** As people write it. */
        public String words() {
            return this == AP50 ? "AP50" : "AP50-95";
        }

        double of(DetectionEvaluation evaluation) {
            return this == AP50 ? evaluation.ap50() : evaluation.ap50To95();
        }
    }

    /**
     * How the held-back pictures are measured.
     *
     * @param longestSide to which pictures are scaled, in pixels
     * @param octaves how many times they are searched, each time at half the size, see {@link dev.ocellus.detect.Detector}
     * @param iou from which two detections are one
     */
    public record Measure(int longestSide, @Default("1") int octaves, double iou) {}
}
