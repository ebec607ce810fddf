package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.frame.Identity.FalseMatch;
import org.junit.jupiter.api.Test;

class PercentTest {
    @Test
    void twoDigitsCountAndOneDecimalAboveTen() {
        assertEquals("0 %", Percent.of(0));
        assertEquals("0.034 %", Percent.of(0.000344));
        assertEquals("1.2 %", Percent.of(0.0123));
        assertEquals("12.3 %", Percent.of(0.1234));
        assertEquals("100 %", Percent.of(1));
        assertEquals("?", Percent.of(Double.NaN));
    }

    @Test
    void aBoundIsNeverToldTooLow() {
        assertEquals("0.035 %", Percent.bound(0.0003401));
        assertEquals("at most 0.1 %", Percent.atMost(new FalseMatch(0, 0.001)));
        assertEquals("0.2 %", Percent.atMost(new FalseMatch(0.002, 0.003)));
    }
}
