package dev.ocellus.train;

import dev.ocellus.augment.PcaColour;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.Image;
import dev.ocellus.image.PrincipalColours;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gives {@link PcaColour} the axes on which the colours of this training's pictures vary. They are a function of the training part alone, so that a
 * checkpoint need not hold them: one of other data is refused anyway.
 */
final class ColourFit {
    private ColourFit() {}

    /**
     * The axes of colour of the pictures to learn from.
     *
     * @return none where no augmentation needs them
     */
    static List<ColourAxis> axes(
            List<Augmentation> augmentations, List<DataSource.Parts> parts, PictureCache pictures) {
        return axes(augmentations, () -> parts.stream()
                .flatMap(part -> part.train().stream())
                .filter(pictures::holds)
                .map(pictures::image)
                .toList());
    }

    /**
     * The axes of colour of some pictures.
     *
     * @param images asked for only where an augmentation needs them
     * @return none where no augmentation needs them
     */
    static List<ColourAxis> axes(List<Augmentation> augmentations, Supplier<List<Image>> images) {
        return augmentations.stream().anyMatch(ColourFit::needsAxes) ? PrincipalColours.of(images.get()) : List.of();
    }

    /** The augmentations, with these axes where axes are needed. */
    static List<Augmentation> fit(List<Augmentation> augmentations, List<ColourAxis> axes) {
        return augmentations.stream()
                .map(stage -> needsAxes(stage) ? ((PcaColour) stage).withAxes(axes) : stage)
                .toList();
    }

    private static boolean needsAxes(Augmentation stage) {
        return stage instanceof PcaColour colour && colour.axes().isEmpty();
    }
}
