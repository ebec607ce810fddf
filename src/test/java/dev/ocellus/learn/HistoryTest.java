package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final History HISTORY = new History(
            "epoch",
            List.of(
                    new History.Row(1, 0.1, Map.of("loss", 2.5), Map.of("accuracy", 0.5)),
                    new History.Row(2, 1.0 / 3, Map.of("loss", 0.1 + 0.2), Map.of()),
                    new History.Row(3, 1e-7, Map.of("box", 4.0), Map.of("accuracy", 1.0))));

    @Test
    void aRowIsALineAndWhatWasNotMeasuredIsEmpty() {
        assertEquals("""
                epoch,learning-rate,loss,box,dev accuracy
                1,0.1,2.5,,0.5
                2,0.3333333333333333,0.30000000000000004,,
                3,1.0E-7,,4.0,1.0
                """, HISTORY.toCsv());
    }

    @Test
    void comesBackToTheLastDigit() {
        assertEquals(HISTORY, History.parse(HISTORY.toCsv()));
        History odd =
                new History("step", List.of(new History.Row(1, 0.5, Map.of("a, \"b\"", 1.0), Map.of("\"c\"", 2.0))));
        assertEquals("step,learning-rate,\"a, \"\"b\"\"\",\"dev \"\"c\"\"\"\n1,0.5,1.0,2.0\n", odd.toCsv());
        assertEquals(odd, History.parse(odd.toCsv()));
        History empty = new History("step", List.of());
        assertEquals(empty, History.parse(empty.toCsv()));
    }
}
