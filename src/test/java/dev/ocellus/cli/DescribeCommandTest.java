package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Shape;
import dev.ocellus.zoo.KnownNetwork;
import dev.ocellus.zoo.NetworkFile;
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

class DescribeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

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

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The table of the course: shape, size and number of parameters of each layer. */
    @Test
    void theCoursesTableIsPrinted() {
        assertEquals(0, run("describe", "lenet-5"), this::err);
        List<String> lines =
                out().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals(
                List.of(
                        "layer kind shape values parameters multiplications reads",
                        "input 32x32x3 3,072",
                        "backbone.conv1 conv 5x5 28x28x8 6,272 608 470,400",
                        "backbone.relu1 relu 28x28x8 6,272 0 0",
                        "backbone.pool1 max-pool 2x2 /2 14x14x8 1,568 0 0",
                        "backbone.conv2 conv 5x5 10x10x16 1,600 3,216 320,000",
                        "backbone.relu2 relu 10x10x16 1,600 0 0",
                        "backbone.pool2 max-pool 2x2 /2 5x5x16 400 0 0",
                        "head.flatten flatten 400 400 0 0",
                        "head.dense3 dense 120 120 48,120 48,000",
                        "head.relu3 relu 120 120 0 0",
                        "head.dense4 dense 84 84 10,164 10,080",
                        "head.relu4 relu 84 84 0 0",
                        "head.dense5 dense 10 10 850 840",
                        "total 21,602 62,958 849,320"),
                lines.subList(0, 15));
        // 62,958 numbers of 4 bytes; with gradients and two moments four times that; 21,602 values and their gradients
        assertEquals(
                "Weights take 0.3 MB; training with Adam about 1.0 MB and 0.2 MB for each picture of a batch.",
                lines.get(17));
        assertEquals("", err());
    }

    @Test
    void otherPicturesAndClassesAreDescribedAndWrittenDown() throws IOException {
        Path file = folder.resolve("net.yaml");
        assertEquals(
                0,
                run("describe", "mobilenet", "--input", "96x64x3", "--classes", "5", "--yaml", file.toString()),
                this::err);
        assertTrue(out().contains("conv 3x3 /2 in 64 groups"), this::out);
        assertEquals(KnownNetwork.MOBILENET.graph(new Shape(3, 96, 64), 5), NetworkFile.read(file));
        String fromName = out().lines()
                .filter(line -> line.startsWith("total"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, run("describe", file.toString()), this::err);
        assertTrue(out().contains(fromName), this::out);
    }

    @Test
    void aFolderOfWeightsIsDescribedByItsNetworkFile() throws IOException {
        Files.writeString(folder.resolve("network.yaml"), "input: 8x8x3\nlayers: [{conv: {outputs: 2, kernel: 3}}]\n");
        assertEquals(0, run("describe", folder.toString(), "--input", "6x4x3"), this::err);
        assertTrue(out().lines().anyMatch(line -> line.matches("conv1 +conv 3x3 +6x4x2 +48 +56 +1,296")), this::out);
    }

    @Test
    void knownNetworksAreListed() {
        assertEquals(0, run("describe"), this::err);
        String without = out();
        assertEquals(0, run("describe", "--list"), this::err);
        assertEquals(without, out());
        assertEquals(1 + KnownNetwork.values().length, out().lines().count());
        assertTrue(out().contains("resnet-18     224x224x3    1,000   11,689,512  He et al. 2015\n"), this::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "describe resnet18                      | there is no network and no file 'resnet18'; did you mean 'resnet-18'?",
                "describe lenet-5 --input 32x32         | must be height x width x channels such as 32x32x3, got '32x32'",
                "describe lenet-5 --input 4x4x3         | lenet-5 does not take pictures of 4x4x3: 'backbone.conv1'",
                "describe lenet-5 --classes 0           | --classes must be at least 1, got 0",
                "describe --input 32x32x3               | Which network?",
                "describe lenet-5 --list                | --list takes no network",
                "describe lenet-5 --yaml FOLDER/n.yaml  | n.yaml is there already; --yaml writes a new file",
                "describe FOLDER/n.yaml --classes 3     | --classes is for known networks; a file says itself",
                "describe FOLDER/n.yaml                 | n.yaml:3: layer 1 'rlu' is unknown; did you mean 'relu'?",
                "describe FOLDER                        | holds no network.yaml",
            })
    void wrongUsageIsExplainedAndEndsWithTwo(String arguments, String explanation) throws IOException {
        Path file = folder.resolve("n.yaml");
        Files.writeString(file, "input: 8x8x3\nlayers:\n- rlu\n");
        assertEquals(2, run(arguments.replace("FOLDER", folder.toString()).split(" +")));
        assertTrue(err().contains(explanation), this::err);
        assertEquals("", out());
        assertEquals("input: 8x8x3\nlayers:\n- rlu\n", Files.readString(file), "a user's file stays as it is");
    }

    @Test
    void helpShowsExamples() {
        assertEquals(0, run("describe", "--help"));
        assertTrue(out().contains("ocellus describe resnet-18 --input 64x64x3 --classes 5"), this::out);
    }
}
