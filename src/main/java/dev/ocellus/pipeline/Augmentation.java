package dev.ocellus.pipeline;

import dev.ocellus.frame.Frame;
import java.nio.file.Path;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A stage whose change is drawn anew for each frame: the random draw and the deterministic change are two steps. It changes the picture and its
 * placement, never a box. At test time an augmentation is the identity.
 */
public interface Augmentation extends StageDefinition {
    /**
     * Draws a change for this frame; all randomness comes from the generator, whose seed comes from (seed, epoch, stage, frame id).
     *
     * @return the deterministic change
     */
    Stage draw(Frame frame, RandomGenerator random);

    @Override
    default Set<Part> reads() {
        return Set.of(Part.IMAGE);
    }

    @Override
    default Set<Part> writes() {
        return Set.of(Part.IMAGE);
    }

    @Override
    default Stage open(Path folder) {
        return frame -> frame;
    }
}
