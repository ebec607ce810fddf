package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real grey faces of 40 people, 10 pictures each, as PGM. */
class OrlFacesIT {
    @TempDir
    Path folder;

    @Test
    void aSmallNetworkSoonKnowsFortyPeople() throws IOException {
        String data = System.getenv("OCELLUS_DATA");
        Assumptions.assumeTrue(data != null, "OCELLUS_DATA names the folder of real data");
        Path people = Files.createDirectory(folder.resolve("people"));
        for (String part : List.of("training", "testing")) {
            try (Stream<Path> all = Files.list(Path.of(data, "orl-faces", part))) {
                for (Path person : all.filter(Files::isDirectory).toList()) {
                    Files.createSymbolicLink(people.resolve(person.getFileName()), person.toAbsolutePath());
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        Path run = folder.resolve("run");
        String[] arguments = {
            "train-classifier",
            people.toString(),
            "--out",
            run.toString(),
            "--threads",
            "1",
            "--input",
            "28x28x3",
            "--epochs",
            "25",
            "--batch",
            "16",
            "--rate",
            "0.01"
        };
        assertEquals(0, Ocellus.run(terminal, arguments), err::toString);
        assertTrue(
                out.toString(StandardCharsets.UTF_8).contains("40 classes; 240 pictures to learn from"), out::toString);
        ModelCard card = WeightsFolder.open(run.resolve("weights")).card();
        assertEquals(40, card.labels().size());
        ModelCard.Metric test = card.metrics().get(2);
        assertTrue(test.set().startsWith("test, 80") && test.value() > 0.75, test::toString);
    }
}
