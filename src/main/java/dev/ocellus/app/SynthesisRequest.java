package dev.ocellus.app;

import dev.ocellus.dataset.SplitList;
import dev.ocellus.image.Cutout;
import dev.ocellus.report.LabelFormat;
import dev.ocellus.settings.KebabCase;
import java.nio.file.Path;

/**
 * Which pictures are to be made of which.
 *
 * @param objects labelled pictures whose objects are cut out
 * @param list what these pictures are for; objects of pictures that are held back are left alone
 * @param backgrounds folder of pictures that show none of the objects
 * @param outline how objects are cut out
 * @param placing how they are laid on a background
 * @param most objects on a picture; each number from 1 is as likely
 * @param count of pictures to be made
 * @param seed of everything random
 * @param to how labels are written
 * @param out folder for all of it
 */
public record SynthesisRequest(
        LabelFolder objects,
        SplitList list,
        Path backgrounds,
        Outline outline,
        Placing placing,
        int most,
        int count,
        long seed,
        LabelFormat to,
        Path out) {
    /** How objects are laid on a background, see {@link dev.ocellus.augment.Pasting}. */
    public record Placing(double smallest, double largest, double degrees, boolean mirror, double overlap) {}

    /** How an object is cut out, see {@link Cutout.Outline}. */
    public enum Outline {
        BOX(Cutout.Outline.BOX),
        ELLIPSE(Cutout.Outline.ELLIPSE),
        GRAB_CUT(Cutout.Outline.GRAB_CUT);

        private final Cutout.Outline outline;

        Outline(Cutout.Outline outline) {
            this.outline = outline;
        }

        Cutout.Outline outline() {
            return outline;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return KebabCase.of(name());
        }
    }
}
