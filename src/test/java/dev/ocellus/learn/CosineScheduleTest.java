package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {
    @Test
    void warmsUpPeaksAndFalls() {
        CosineSchedule schedule = new CosineSchedule(0.002, 4, 0.02, 105);
        assertEquals(0.0005, schedule.rate(0), 1e-12);
        assertEquals(0.002, schedule.rate(3), 1e-12);
        assertEquals(0.002, schedule.rate(4), 1e-12);
        assertEquals(0.002 * (0.02 + 0.98 * 0.5), schedule.rate(54), 1e-12, "half way down the cosine");
        assertEquals(0.00004, schedule.rate(104), 1e-12);
        assertEquals(0.00004, schedule.rate(1000), 1e-12, "stays at the bottom");
    }

    @Test
    void impossibleSchedulesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(0, 0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 10, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 0, 2, 10));
    }
}
