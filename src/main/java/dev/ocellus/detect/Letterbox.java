package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.nio.file.Path;
import java.util.Set;

/**
 * Scales a picture, keeping its proportions, until its longest side fits, and pads it with grey on the right and below to whole cells of the coarsest
 * grid. Changes the picture and its placement, no box.
 *
 * @param longestSide in pixels after scaling, 32 to 8192
 * @param enlarge whether smaller pictures are scaled up to it, which finds smaller objects and costs time
 */
@Describe("scales the picture until its longest side fits and pads it with grey to whole cells")
public record Letterbox(
        @Describe("in pixels after scaling, 32 to 8192") @Default("640")
        int longestSide,

        @Describe("whether smaller pictures are scaled up, which finds smaller objects and costs time") @Default("true")
        boolean enlarge)
        implements StageDefinition, Stage {
    /** Side of the coarsest grid's cells. */
    private static final int CELL = 32;

    private static final int GREY = 114;

    public Letterbox {
        if (longestSide < CELL || longestSide > 8192) {
            throw new IllegalArgumentException("longest-side must be from 32 to 8192, got " + longestSide);
        }
    }

    @Override
    public Frame apply(Frame frame) {
        Size picture = frame.image().size();
        double scale = scale(picture);
        Size target = target(picture);
        Box region = new Box(0, 0, target.width() / scale, target.height() / scale);
        Image scaled = Resampling.crop(frame.image(), region, target, GREY);
        return frame.withImage(scaled, frame.placement().then(Affine.scale(1 / scale, 1 / scale)));
    }

    /** By how much a picture is enlarged. */
    double scale(Size picture) {
        double fitting = (double) longestSide / picture.longestSide();
        return enlarge ? fitting : Math.min(1, fitting);
    }

    /** Size of a picture after scaling and padding. */
    Size target(Size picture) {
        double scale = scale(picture);
        return new Size(wholeCells(picture.width() * scale), wholeCells(picture.height() * scale));
    }

    private static int wholeCells(double length) {
        int pixels = Math.max(1, (int) Math.round(length));
        return (pixels + CELL - 1) / CELL * CELL;
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.IMAGE);
    }

    @Override
    public Set<Part> writes() {
        return Set.of(Part.IMAGE);
    }

    @Override
    public Stage open(Path folder) {
        return this;
    }
}
