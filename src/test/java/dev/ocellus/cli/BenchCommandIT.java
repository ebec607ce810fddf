package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyEngineAndRunningAreMeasuredForPeople() {
        assertEquals(
                0,
                run("bench", "--network", "classifier", "--threads", "2", "--rounds", "2", "--warm-up", "0"),
                this::said);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                lines.get(0).matches(".* processors; ocellus .*, nd4j \\d.*, onnxruntime \\d.*, java \\d.*"),
                this::said);
        int heading = lines.indexOf("");
        assertTrue(lines.get(heading + 1).startsWith("network     work   engine"), this::said);
        assertTrue(lines.get(heading + 2).matches("classifier  train  nd4j( +[\\d.]+){5}"), this::said);
        assertTrue(lines.get(lines.size() - 1).matches("classifier  run    onnxruntime( +[\\d.]+){5}"), this::said);
    }

    @Test
    void programsReadTheSameFigures() throws IOException {
        assertEquals(
                0,
                run(
                        "bench",
                        "--json",
                        "--network",
                        "classifier",
                        "--engine",
                        "nd4j",
                        "--threads",
                        "1",
                        "--threads",
                        "2",
                        "--rounds",
                        "2",
                        "--warm-up",
                        "0"),
                this::said);
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(1, report.get("schema").asInt());
        assertEquals("1.0.0-M2.1", report.get("versions").get("nd4j").asText());
        assertEquals(2, report.get("rounds").asInt());
        List<String> measured = new ArrayList<>();
        for (JsonNode speed : report.get("speeds")) {
            measured.add(speed.get("work").asText() + " " + speed.get("threads").asInt());
            double best = speed.get("best_milliseconds").asDouble();
            double median = speed.get("median_milliseconds").asDouble();
            assertTrue(0 < best && best <= median, speed::toString);
            assertEquals(1000 / median, speed.get("batches_a_second").asDouble(), 0.02 + 10 / median, speed::toString);
            assertEquals(32, speed.get("pictures").asInt());
        }
        assertEquals(List.of("train 1", "run 1", "train 2", "run 2"), measured);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertEquals(2, run("bench", "--engine", "abacus"));
        assertTrue(said().contains("--engine: there is no engine 'abacus' in this build, only nd4j"), this::said);
        assertEquals(2, run("bench", "--network", "lenet-5"));
        assertTrue(said().contains("'lenet-5'"), this::said);
        assertEquals(2, run("bench", "--rounds", "0"));
        assertTrue(said().contains("--rounds must be at least 1, got 0"), this::said);
        assertEquals(2, run("bench", "--threads", "0"));
        assertTrue(said().contains("--threads must be at least 1, got 0"), this::said);
    }
}
