package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.face.EncoderNetwork;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.PictureFit;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage that encodes faces, with drawn weights. */
class EmbedIT {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Landmarks FACE = Landmarks.of(
            List.of(new Point(40, 40), new Point(60, 41), new Point(50, 52), new Point(42, 61), new Point(58, 62)));

    @TempDir
    Path folder;

    @BeforeEach
    void writeWeights() throws IOException {
        write("encoder", ModelCard.EMBED);
    }

    private void write(String name, String task) throws IOException {
        Graph graph = new EncoderNetwork(32, List.of(8, 8), List.of(0, 1), 6, 0).graph();
        ModelCard card = new ModelCard(
                name,
                task,
                "drawn",
                new ModelCard.Input(new Preprocessing(127.5, 64), new Size(32, 32), PictureFit.CROP),
                List.of("x"),
                List.of(),
                ModelCard.Thresholds.NONE,
                new ModelCard.Encoding(6, 0.3),
                new ModelCard.Verification(
                        0.5, 0.001, "guessed", List.of(new ModelCard.Verification.Point(0.5, 0.001, 0.2))),
                "CC0-1.0",
                "",
                List.of(),
                List.of(),
                Map.of(),
                new Provenance(
                        "none", HASH, HASH, 1, Map.of(), LocalDate.of(2026, 11, 29), 1, 1, Duration.ofSeconds(1)));
        WeightsFolder.write(
                folder.resolve(name),
                card,
                Map.of(WeightsFolder.MODEL, OnnxWriter.write(graph, Initialisation.HE.draw(graph, 4), Map.of())));
        assertEquals(
                card.encoding(),
                ModelCard.read(folder.resolve(name + "/card.yaml")).encoding());
        assertEquals(
                card.verification(),
                ModelCard.read(folder.resolve(name + "/card.yaml")).verification());
    }

    private static Image noise() {
        byte[] rgb = new byte[3 * 100 * 100];
        new SplittableRandom(3).nextBytes(rgb);
        return Resampling.blur(Image.owning(new Size(100, 100), rgb), 3);
    }

    private static Frame frame(Image image, Landmarks landmarks) {
        Detection face = new Detection(Box.around(new Point(50, 50), 40, 50), "face", 0.9);
        return Frame.of("a", image).withDetections(List.of(face, face.withLandmarks(landmarks, 0.8)));
    }

    @Test
    void facesWithLandmarksAreEncodedAndOthersPass() throws IOException {
        try (Stage embed = new Embed("encoder", true).open(folder)) {
            Frame done = embed.apply(frame(noise(), FACE));
            assertTrue(done.detections().get(0).embedding().isEmpty());
            Embedding embedding = done.detections().get(1).embedding().orElseThrow();
            assertEquals(6, embedding.size());
            List<Frame> both = embed.applyAll(List.of(Frame.of("empty", noise()), frame(noise(), FACE)));
            assertEquals(List.of(), both.get(0).detections());
            Embedding again = both.get(1).detections().get(1).embedding().orElseThrow();
            assertEquals(0, embedding.distance(again), 1e-6);
        }
    }

    @Test
    void aFaceThatIsMovedTurnedAndLargerIsTheSameFace() throws IOException {
        Affine move = Affine.translate(12, -7)
                .after(Affine.rotate(0.4, new Point(50, 50)))
                .after(Affine.scale(1.3, 1.3));
        Image moved = Resampling.warp(noise(), move.inverse(), new Size(160, 160), 127);
        try (Stage embed = new Embed("encoder", true).open(folder)) {
            Embedding before = embedding(embed, frame(noise(), FACE));
            Embedding after = embedding(embed, frame(moved, FACE.moved(move)));
            Embedding elsewhere = embedding(embed, frame(noise(), FACE.moved(Affine.translate(-25, 20))));
            assertTrue(
                    before.distance(after) < 0.1 * before.distance(elsewhere),
                    () -> before.distance(after) + " " + before.distance(elsewhere));
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() throws IOException {
        try (Stage embed = new Embed("encoder", false).open(folder)) {
            Embedding alone = embedding(embed, frame(noise(), FACE));
            List<Embedding> together = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i -> embedding(embed, frame(noise(), FACE)))
                    .toList();
            together.forEach(one -> assertEquals(0, alone.distance(one), 1e-6));
        }
    }

    @Test
    void weightsForSomethingElseAreRefused() throws IOException {
        write("classes", ModelCard.CLASSIFY);
        String message = assertThrows(IOException.class, () -> new Embed("classes", true).open(folder))
                .getMessage();
        assertTrue(message.contains("makes no embeddings: its card has the task 'classify'"), message);
    }

    private static Embedding embedding(Stage embed, Frame frame) {
        return embed.apply(frame).detections().get(1).embedding().orElseThrow();
    }
}
