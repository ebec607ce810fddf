package dev.ocellus.train;

import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.Settling;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Split;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.detect.YoloSettings;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;

/**
 * Everything that decides how a detector is trained, as a training file states it. With the same plan, data and engine, a training gives the same
 * weights.
 *
 * @param name of the weights, also the name of their folder
 * @param seed of everything random
 * @param labels what the detector finds
 * @param network the layers
 * @param head how truth is dealt out and weighed
 * @param anchorsPerLevel anchor boxes of each cell, found by clustering
 * @param preprocessing what the network sees of a picture
 * @param crop the part of a picture that is cut out as a sample
 * @param augmentations what is done to the sample afterwards, in order
 * @param mosaic how often four parts are put together, in [0, 1]
 * @param settling what becomes of objects that are cut off or small
 * @param course steps, rates and optimiser
 * @param data the labelled pictures
 * @param split which part of them is held back for measuring
 * @param measure how the held-back part is measured
 */
public record DetectorPlan(
        String name,
        long seed,
        List<String> labels,
        DetectorNetwork network,
        YoloSettings head,
        int anchorsPerLevel,
        Preprocessing preprocessing,
        FocusCrop crop,
        List<Augmentation> augmentations,
        double mosaic,
        Settling settling,
        Course course,
        List<DataSource> data,
        Split split,
        Measure measure) {
    public DetectorPlan {
        labels = List.copyOf(labels);
        augmentations = List.copyOf(augmentations);
        data = List.copyOf(data);
    }

    /**
     * The course of a training.
     *
     * @param steps number of steps
     * @param batch samples a step
     * @param rate highest learning rate
     * @param warmUp steps until the highest rate
     * @param finalShare last rate as a share of the highest
     * @param optimiser how gradients change parameters
     * @param average share of the moving average of the parameters kept at each step; the average is what is shipped
     * @param checkpointEvery steps between checkpoints
     * @param measureEvery steps between measurements
     */
    public record Course(
            long steps,
            int batch,
            double rate,
            int warmUp,
            double finalShare,
            Optimiser optimiser,
            double average,
            int checkpointEvery,
            int measureEvery) {
        public Course {
            if (steps < 1 || batch < 1 || checkpointEvery < 1 || measureEvery < 1) {
                throw new IllegalArgumentException("steps, batch, checkpoint-every and measure-every must be at least 1");
            }
        }

        CosineSchedule schedule() {
            return new CosineSchedule(rate, warmUp, finalShare, steps);
        }
    }

    /**
     * How the held-back pictures are measured.
     *
     * @param longestSide to which pictures are scaled, in pixels
     * @param iou from which two detections are one
     */
    public record Measure(int longestSide, double iou) {}
}
