package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectBudgetTest {
    private static final List<Finding> FINDINGS = List.of(
            finding(Finding.Kind.BOX_OUTSIDE, Finding.Loss.BOX),
            finding(Finding.Kind.UNKNOWN_CLASS, Finding.Loss.BOX),
            finding(Finding.Kind.BOX_OUTSIDE, Finding.Loss.BOX),
            finding(Finding.Kind.BOX_OVERHANG, Finding.Loss.NOTHING),
            finding(Finding.Kind.UNREADABLE_PICTURE, Finding.Loss.PICTURE));

    private static Finding finding(Finding.Kind kind, Finding.Loss loss) {
        return new Finding(kind, Path.of("labels", "a.txt"), 3, loss, "what", "to do");
    }

    @Test
    void boxesAndPicturesAreCountedByKindAndWhatCostsNothingIsNot() {
        Rejects rejects = Rejects.of(FINDINGS);
        assertEquals(3, rejects.boxCount());
        assertEquals(1, rejects.pictureCount());
        assertEquals(
                "3 boxes (2 box-outside, 1 unknown-class) and 1 picture (1 unreadable-picture)", rejects.toString());
        assertEquals("0 boxes and 0 pictures", Rejects.of(List.of()).toString());
    }

    @Test
    void aTrainingStopsAboveTheBudgetAndSaysWhatWouldLetItGoOn() {
        Rejects rejects = Rejects.of(FINDINGS);
        assertDoesNotThrow(() -> new RejectBudget(4).require(rejects, "cells"));
        assertDoesNotThrow(() -> RejectBudget.NONE.require(Rejects.of(List.of()), "cells"));
        Exception e =
                assertThrows(RejectBudget.ExceededException.class, () -> new RejectBudget(3).require(rejects, "cells"));
        assertTrue(e.getMessage().contains("--allow-rejects 4"), e::getMessage);
        assertTrue(e.getMessage().contains("ocellus doctor cells"), e::getMessage);
        assertTrue(e.getMessage().contains("2 box-outside"), e::getMessage);
    }

    @Test
    void aBudgetBelowNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RejectBudget(-1));
    }
}
