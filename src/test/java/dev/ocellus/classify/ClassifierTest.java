package dev.ocellus.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Classification;
import dev.ocellus.frame.Classification.Guess;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.PictureFit;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private static final ModelCard.Input INPUT =
            new ModelCard.Input(new Preprocessing(0, 255), new Size(2, 2), PictureFit.CROP);
    private static final List<Image> TWO =
            List.of(Image.filled(new Size(2, 2), 51, 0, 0), Image.filled(new Size(2, 2), 204, 0, 0));

    /** Says of each picture how red it is, and with two classes also how red it is not. */
    private static final class Redness implements Network {
        private final int outputs;
        private boolean closed;

        Redness(int outputs) {
            this.outputs = outputs;
        }

        @Override
        public List<Tensor> forward(Tensor batch) {
            float[] said = new float[outputs * batch.dimension(0)];
            for (int i = 0; i < batch.dimension(0); i++) {
                float red = batch.data()[i * 3 * 4];
                said[i * outputs] = red;
                if (outputs > 1) {
                    said[i * outputs + 1] = 1 - red;
                }
            }
            return List.of(new Tensor(said, batch.dimension(0), outputs, 1, 1));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void everyClassHasItsProbabilityTheLikeliestFirst() {
        try (Classifier classifier = new Classifier(new Redness(2), INPUT, List.of("red", "other"))) {
            List<Classification> said = classifier.classifyFitted(TWO);
            assertEquals("other", said.get(0).best().label());
            assertEquals(0.8, said.get(0).best().probability(), 1e-6);
            assertEquals("red", said.get(1).best().label());
            assertEquals(1, said.get(1).top(1).size());
            assertEquals(2, said.get(1).top(3).size());
        }
    }

    @Test
    void aSingleOutputIsTheProbabilityOfTheSecondClass() {
        try (Classifier classifier = new Classifier(new Redness(1), INPUT, List.of("other", "red"))) {
            assertEquals("other", classifier.classifyFitted(TWO).get(0).best().label());
            Guess red = classifier.classifyFitted(TWO).get(1).best();
            assertEquals("red", red.label());
            assertEquals(0.8, red.probability(), 1e-6);
        }
    }

    @Test
    void aNetworkOfOtherClassesIsRefusedAndClosingClosesIt() {
        Redness network = new Redness(2);
        Classifier classifier = new Classifier(network, INPUT, List.of("a", "b", "c"));
        assertThrows(IllegalStateException.class, () -> classifier.classifyFitted(TWO));
        classifier.close();
        assertTrue(network.closed);
    }

    @Test
    void equalProbabilitiesStayInTheOrderOfTheLabels() {
        Classification even = Classification.of(List.of("b", "a", "c"), new float[] {0.25f, 0.25f, 0.5f});
        assertEquals(
                List.of("c", "b", "a"),
                even.guesses().stream().map(Guess::label).toList());
        assertThrows(IllegalArgumentException.class, () -> new Guess("a", 1.01));
        assertThrows(IllegalArgumentException.class, () -> new Classification(List.of()));
    }

    @Test
    void weightsOfADetectorAreNoClassifier() throws IOException {
        WeightsFolder faces = WeightsFolder.open(Path.of("weights/faces"));
        IOException e = assertThrows(IOException.class, () -> Classifier.open(faces, bytes -> new Redness(2)));
        assertTrue(e.getMessage().contains("holds no classifier: its card has the task 'detect'"), e.getMessage());
    }
}
