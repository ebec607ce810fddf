package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.face.FaceEncoder;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.testing.DrawnPeople;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From folders of people to weights to embeddings, by the command line alone. */
class TrainFacesCommandIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeDataAndPlan() throws IOException {
        DrawnPeople.writeTo(folder);
        Files.writeString(
                folder.resolve("plan.yaml"),
                DrawnPeople.PLAN.replace("steps: 12", "steps: 60").replace("measure-every: 6", "measure-every: 30"));
    }

    @Test
    void theWeightsOfATrainingPutPicturesOfOnePersonTogetherAndCanBeGoneOnFrom() throws IOException {
        assertEquals(
                0, train("--plan", file("plan.yaml"), "--data", folder.toString(), "--out", file("run")), this::err);
        assertTrue(out().contains("accuracy") && out().contains("Weights: "), out());
        assertTrue(Files.size(folder.resolve("run/curve.png")) > 1000);

        WeightsFolder weights = WeightsFolder.open(folder.resolve("run/drawn-encoder"));
        ModelCard card = weights.card();
        assertEquals(new ModelCard.Encoding(8, 0.3125), card.encoding());
        assertEquals("plan.yaml", card.provenance().pipeline());
        assertTrue(card.metrics().stream().anyMatch(metric -> metric.what().equals("EER")), card::toString);
        assertEquals(card, ModelCard.read(folder.resolve("run/drawn-encoder/card.yaml")));

        List<List<Embedding>> people = embeddings(weights);
        double farthest = 0;
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < people.size(); i++) {
            farthest = Math.max(
                    farthest, people.get(i).get(0).distance(people.get(i).get(1)));
            for (int j = 0; j < i; j++) {
                sum += people.get(i).get(0).distance(people.get(j).get(0));
                pairs++;
            }
        }
        assertTrue(farthest < sum / pairs, farthest + " is not below " + sum / pairs);

        String[] more = {"--plan", file("plan.yaml"), "--data", folder.toString(), "--out", file("more"), "--steps", "2"
        };
        String from = folder.resolve("run/drawn-encoder").toString();
        assertEquals(
                0,
                train(Stream.concat(Stream.of(more), Stream.of("--from", from)).toArray(String[]::new)),
                this::err);
        double start = accuracy(ModelCard.read(folder.resolve("more/drawn-encoder/card.yaml")));
        assertTrue(start > 0.85, "two steps from trained weights " + start);
    }

    /** A training may begin with small pictures and go on with large ones. */
    @Test
    void weightsForSmallFacesAreGoneOnFromWithLargerOnes() throws IOException {
        String[] small = {"--plan", file("plan.yaml"), "--data", folder.toString(), "--out", file("small")};
        assertEquals(0, train(small), this::err);
        ModelCard card = ModelCard.read(folder.resolve("small/drawn-encoder/card.yaml"));
        assertEquals(Set.of(WeightsFolder.MODEL), card.files().keySet());

        String plan = Files.readString(folder.resolve("plan.yaml"));
        Files.writeString(
                folder.resolve("large.yaml"),
                plan.replace("side: 16", "side: 24").replace("steps: 60", "steps: 20"));
        Files.writeString(folder.resolve("wide.yaml"), plan.replace("[8, 12]", "[8, 16]"));
        String from = file("small/drawn-encoder");
        String[] large = {
            "--plan", file("large.yaml"), "--data", folder.toString(), "--out", file("large"), "--from", from
        };
        assertEquals(0, train(large), this::err);
        ModelCard grown = ModelCard.read(folder.resolve("large/drawn-encoder/card.yaml"));
        assertEquals(24, grown.input().width());
        assertEquals(
                "drawn-encoder " + card.files().get(WeightsFolder.MODEL),
                grown.provenance().from());
        assertTrue(accuracy(grown) > 0.85, () -> "accuracy " + accuracy(grown));

        large[1] = file("wide.yaml");
        assertEquals(2, train(large));
        assertTrue(err().contains("is of another network"), err());
    }

    private static double accuracy(ModelCard card) {
        return card.metrics().stream()
                .filter(metric -> metric.what().equals("accuracy"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private List<List<Embedding>> embeddings(WeightsFolder weights) throws IOException {
        Landmarks landmarks = Landmarks.of(
                List.of(new Point(14, 14), new Point(26, 14), new Point(20, 21), new Point(15, 26), new Point(25, 26)));
        List<List<Embedding>> people = new ArrayList<>();
        try (FaceEncoder encoder =
                FaceEncoder.open(weights, true, model -> OnnxRuntimeNetwork.open(model, 1, "the weights"))) {
            for (int person = 0; person < 16; person++) {
                List<Embedding> own = new ArrayList<>();
                for (int picture = 0; picture < 2; picture++) {
                    Path file = folder.resolve("people/p%d/%d.png".formatted(person, picture));
                    Reading.Decoded decoded = (Reading.Decoded) new ImageReader().read(file);
                    own.addAll(encoder.encode(List.of(encoder.alignment().of(decoded.image(), landmarks))));
                }
                people.add(own);
            }
        }
        return people;
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals(2, train("--out", file("run")));
        assertTrue(err().contains("give a folder of people, or --plan and --data"), err());
        assertEquals(2, train(file("nobody"), "--out", file("run")));
        assertTrue(err().contains("there is no folder"), err());
        assertEquals(
                2, train("--plan", file("people/landmarks.csv"), "--data", folder.toString(), "--out", file("run")));
        assertEquals(
                2,
                train(
                        "--plan",
                        file("plan.yaml"),
                        "--data",
                        folder.toString(),
                        "--out",
                        file("run"),
                        "--from",
                        file("people")));
        assertTrue(err().contains("holds no weights"), err());
    }

    private int train(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Ocellus.run(
                terminal,
                Stream.concat(Stream.of("train-faces"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
