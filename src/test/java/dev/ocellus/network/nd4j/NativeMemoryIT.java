package dev.ocellus.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.TrainingMemory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process of its own with a small heap of fixed size trains for a while: its memory stays flat and it says nothing on standard error. */
@EnabledOnOs(OS.LINUX)
class NativeMemoryIT {
    @Test
    void staysFlatAndSilent() throws Exception {
        List<Long> megabytes = TrainingMemory.megabytes("nd4j", 400);
        assertEquals(4, megabytes.size());
        long grown = megabytes.get(megabytes.size() - 1) - megabytes.get(0);
        assertTrue(grown < 50, "grew by " + grown + " MB: " + megabytes);
    }
}
