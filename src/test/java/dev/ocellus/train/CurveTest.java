package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.network.LossFunction.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {
    @TempDir
    Path folder;

    @Test
    void aLineIsTheMeanSinceTheLineBefore() throws IOException {
        Path file = folder.resolve("curve.csv");
        Curve curve = Curve.open(file, 0);
        curve.add(loss(4));
        curve.add(loss(2));
        curve.endLine(2, 0.001, Map.of());
        curve.add(loss(1));
        curve.endLine(3, 0.0005, Map.of("eden", 0.5));
        curve.write();
        assertEquals(
                List.of(
                        "steps,learning-rate,loss,ap50",
                        "2,0.00100000,box=1.5000 loss=3.0000,",
                        "3,0.000500000,box=0.5000 loss=1.0000,eden=0.5000"),
                Files.readAllLines(file));
    }

    @Test
    void whatCameAfterTheCheckpointIsForgotten() throws IOException {
        Path file = folder.resolve("curve.csv");
        Curve curve = Curve.open(file, 0);
        for (int step = 1; step <= 3; step++) {
            curve.add(loss(step));
            curve.endLine(step, 0.001, Map.of());
        }
        curve.write();
        Curve resumed = Curve.open(file, 2);
        resumed.write();
        assertEquals(3, Files.readAllLines(file).size(), "the heading and two lines");
    }

    private static Loss loss(double value) {
        return new Loss(value, Map.of("box", value / 2), List.of());
    }
}
