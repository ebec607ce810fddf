package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.face.EncoderNetwork;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnx.OnnxParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The training files and the weights that come with the program. */
class EncoderPlanTest {
    private static EncoderPlan shipped(String file) throws IOException {
        return EncoderPlan.read(Path.of("pipelines", file));
    }

    @Test
    void eachCourseGoesOnWhereTheOneBeforeEnded() throws IOException {
        EncoderPlan first = shipped("train-encoder.yaml");
        EncoderPlan further = shipped("train-encoder-further.yaml");
        EncoderPlan larger = shipped("train-encoder-larger.yaml");
        assertEquals(
                first.network().graph().parameters().keySet(),
                further.network().graph().parameters().keySet());
        assertEquals(
                further.network().graph().parameters().keySet(),
                larger.network().graph().parameters().keySet());
    }

    /** Whoever fine-tunes gives folders of people and the weights, no training file. */
    @Test
    void theWeightsAreOfTheStandardNetwork() throws IOException {
        WeightsFolder weights = WeightsFolder.open(Path.of("weights/face-encoder"));
        Map<String, Tensor> parameters = OnnxParameters.read(weights.read(WeightsFolder.MODEL));
        EncoderNetwork network = EncoderPlan.standard().network();
        network.graph().requireParameters(network.adopt(parameters));
        for (String name : network.graph().parameters().keySet()) {
            assertEquals(
                    network.graph().parameters().get(name).size(),
                    parameters.get(name).size(),
                    name);
        }
        assertEquals(
                weights.card().encoding().eyeDistance(), EncoderPlan.standard().eyeDistance());
        assertEquals(
                weights.card().input().preprocessing(), EncoderPlan.standard().preprocessing());
    }
}
