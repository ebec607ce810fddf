package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.learn.GradientCheck.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no engine: what people read, and wrong usage. */
class GradcheckCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);

    @TempDir
    Path folder;

    private String out() {
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private boolean log(boolean quiet, Finding... findings) {
        GradientLog log = new GradientLog(
                terminal,
                quiet,
                List.of(findings).stream().map(Finding::parameter).toList());
        List.of(findings).forEach(log::add);
        return log.end();
    }

    @Test
    void eachParameterTakesALineAndTheLastWrongLayerIsNamed() {
        assertFalse(log(
                false,
                new Finding("conv1.weight", 4608, 8, 0, 0.5),
                new Finding("conv2.bias", 6, 5, 1, 0.02),
                new Finding("head.weight", 10, 0, 8, 0),
                new Finding("head.bias", 10, 8, 0, 2e-7)));
        assertEquals("""
                parameter        numbers  checked    kinks    error
                conv1.weight       4,608        8        0  5.0e-01  WRONG
                conv2.bias             6        5        1  2.0e-02  WRONG
                head.weight           10        0        8  0.0e+00  suspicious
                head.bias             10        8        0  2.0e-07  ok

                1 of 4 parameters agree; the largest error is 5.0e-01.
                Look at what is suspicious with more --numbers, more --pictures and another --seed.
                Gradients are handed from the last layer to the first: look first at 'conv2' and the layers that read it.
                """, out());
    }

    @Test
    void quietlyOnlyWhatDoesNotAgreeIsTold() {
        assertTrue(log(true, new Finding("a.weight", 10, 8, 0, 1e-6)));
        assertEquals("", out());
        assertFalse(log(true, new Finding("a.weight", 10, 8, 0, 1e-6), new Finding("b.weight", 10, 8, 0, Double.NaN)));
        assertEquals("""
                b.weight          10        8        0      NaN  WRONG
                Gradients are handed from the last layer to the first: look first at 'b' and the layers that read it.
                """, out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gradcheck                               | Missing required parameter: 'NETWORK'",
                "gradcheck lenet5                        | there is no network and no file 'lenet5'; did you mean 'lenet-5'?",
                "gradcheck lenet-5 --numbers 0           | --numbers must be at least 1, got 0",
                "gradcheck lenet-5 --pictures 0          | --pictures must be at least 1, got 0",
                "gradcheck lenet-5 --threads 0           | --threads must be at least 1, got 0",
                "gradcheck lenet-5 --engine nd5j         | there is no engine 'nd5j' in this build",
                "gradcheck FOLDER/wrong.yaml             | wrong.yaml:3: layer 1 'rlu' is unknown; did you mean 'relu'?",
                "gradcheck FOLDER/nothing.yaml           | has nothing that learns, and so no gradients",
            })
    void wrongUsageIsExplainedAndEndsWithTwo(String arguments, String explanation) throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), "input: 8x8x3\nlayers:\n- rlu\n");
        Files.writeString(folder.resolve("nothing.yaml"), "input: 8x8x3\nlayers:\n- relu\n");
        assertEquals(
                2,
                Ocellus.run(
                        terminal, arguments.replace("FOLDER", folder.toString()).split(" +")));
        assertTrue(err().contains(explanation), this::err);
        assertEquals("", out());
    }

    @Test
    void helpShowsExamples() {
        assertEquals(0, Ocellus.run(terminal, "gradcheck", "--help"));
        assertTrue(out().contains("ocellus gradcheck my-network.yaml --numbers 50 --seed 7"), this::out);
    }
}
