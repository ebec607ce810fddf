package dev.ocellus.network.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.TrainingMemory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process of its own with a small heap of fixed size trains for a while: its memory stays flat and it says nothing on standard error. */
@EnabledOnOs(OS.LINUX)
class PyTorchMemoryIT {
    @Test
    void staysFlatAndSilent() throws Exception {
        List<Long> megabytes = TrainingMemory.megabytes("pytorch", 1600);
        assertEquals(16, megabytes.size());
        // libtorch keeps a kernel for every shape and its allocator settles: for 1,000 steps what is held grows ever
        // more slowly
        long grown = megabytes.get(15) - megabytes.get(9);
        assertTrue(grown < 15, "grew by " + grown + " MB: " + megabytes);
    }
}
