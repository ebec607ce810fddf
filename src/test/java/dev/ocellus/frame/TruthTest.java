package dev.ocellus.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TruthTest {
    @Test
    void theLabelOfAPictureOutlivesChangesOfItsBoxes() {
        Truth truth = Truth.ofLabel("king").withBoxes(List.of(new TruthBox(new Box(5, 5, 20, 20), "crown", false)));
        Truth cut = truth.within(new Size(10, 10));
        assertEquals(Optional.of("king"), cut.label());
        assertEquals(new Box(5, 5, 10, 10), cut.boxes().get(0).box());
    }

    @Test
    void nobodyKnowsALabelOfAnUnknownTruth() {
        Optional<String> label = Optional.of("king");
        assertThrows(IllegalArgumentException.class, () -> new Truth(false, List.of(), label));
    }
}
