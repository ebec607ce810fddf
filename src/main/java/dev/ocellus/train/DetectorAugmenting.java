package dev.ocellus.train;

import dev.ocellus.augment.Blur;
import dev.ocellus.augment.ColourShift;
import dev.ocellus.augment.Crop;
import dev.ocellus.augment.LocalWarp;
import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.PcaColour;
import dev.ocellus.augment.RandomCrop;
import dev.ocellus.augment.Rotate;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;

/** What becomes of the pictures that a detector learns from, where no training file says it. */
public enum DetectorAugmenting {
    /** They are fitted into the sample and stay as they are. */
    NONE(1, 1, 0, 0, List.of()),
    /** Parts of them, mirrored, in another light. */
    SLIGHT(0.6, 1.1, 0.1, 0, List.of(new Mirror(0.5), new ColourShift(0.2, 0.2, 15, 0.05, 0.2, 0))),
    /** Smaller and larger parts, four of them in one sample now and then, also turned, bent, of other colours and blurred. */
    STRONG(
            0.5,
            1.2,
            0.2,
            0.3,
            List.of(
                    new Mirror(0.5),
                    new Rotate(10, 0.3),
                    new LocalWarp(5, 0.15, 0.25),
                    new ColourShift(0.4, 0.3, 25, 0.1, 0.4, 0.05),
                    new PcaColour(0.1, List.of()),
                    new Blur(1.2, 0.1)));

    private final double smallest;
    private final double largest;
    private final double aspect;
    private final double mosaic;
    private final List<Augmentation> stages;

    DetectorAugmenting(double smallest, double largest, double aspect, double mosaic, List<Augmentation> stages) {
        this.smallest = smallest;
        this.largest = largest;
        this.aspect = aspect;
        this.mosaic = mosaic;
        this.stages = stages;
    }

    /** The first stage, for samples of a side in pixels. */
    Crop crop(int side) {
        return new RandomCrop(side, side, smallest, largest, aspect);
    }

    /** The stages behind it. */
    List<Augmentation> stages() {
        return stages;
    }

    /** How often four parts are put together. */
    double mosaic() {
        return mosaic;
    }

    /** How much larger than the sample pictures should be when the detector works: parts are seen larger than wholes. */
    double magnification() {
        return 1 / Math.sqrt(smallest * largest);
    }
}
