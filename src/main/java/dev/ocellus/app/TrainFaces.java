package dev.ocellus.app;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.face.EncoderNetwork;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnx.OnnxParameters;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.report.CurveChart;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.EncoderTraining;
import dev.ocellus.train.FaceLocator;
import dev.ocellus.train.NoFaceException;
import dev.ocellus.train.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a face encoder and writes its weights: the network as ONNX, its parameters in a form that training can go on from, and the card.
 *
 * @param plan what to do
 * @param source name of the plan's file, or where else it comes from
 * @param data folder against which the plan's folders are resolved
 * @param out gets checkpoint and curve, and the weights in a folder of their name
 * @param from weights to start from, also for faces of another size; empty starts anew
 * @param pipeline whose stages find the faces of pictures without known landmarks; empty takes the one that comes with the program
 * @param engines what trains and what runs; decoding uses as many threads
 */
public record TrainFaces(
        EncoderPlan plan,
        String source,
        Path data,
        Path out,
        Optional<Path> from,
        Optional<Path> pipeline,
        LocalEngines engines) {
    /**
     * Trains to the end, going on from a checkpoint in the out folder if there is one.
     *
     * @return where the weights lie
     * @throws WrongUsageException where the weights to start from are of another network
     */
    public Path run(TrainingProgress progress) throws IOException, InterruptedException, WrongUsageException {
        Map<String, Tensor> start = start();
        boolean searches = plan.data().stream().anyMatch(of -> of.landmarks().isEmpty());
        try (SingleFace faces = searches ? SingleFace.open(pipeline.orElseGet(TrainFaces::standardPipeline)) : null) {
            FaceLocator locator = image -> located(faces, image);
            EncoderTraining.Result result = new EncoderTraining(
                            plan,
                            data,
                            out,
                            engines,
                            PictureDecoder.of(new ImageReader()),
                            locator,
                            start,
                            engines.threads(),
                            progress)
                    .run();
            CurveChart.write(result.curve(), out.resolve("curve.png"));
            Path folder = write(result);
            progress.ended(folder);
            return folder;
        }
    }

    private static Path standardPipeline() {
        return Places.pipelines().resolve("recognise-faces.yaml");
    }

    private static dev.ocellus.frame.Landmarks located(SingleFace faces, Image image) throws NoFaceException {
        if (faces == null) {
            throw new NoFaceException("the table of landmarks says nothing of it");
        }
        return faces.locate(image);
    }

    private Map<String, Tensor> start() throws IOException, WrongUsageException {
        if (from.isEmpty()) {
            return Map.of();
        }
        WeightsFolder weights;
        try {
            weights = WeightsFolder.open(from.get());
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
        if (!weights.card().task().equals(ModelCard.EMBED)) {
            throw new WrongUsageException("%s makes no embeddings: its card has the task '%s', not '%s'"
                    .formatted(from.get(), weights.card().task(), ModelCard.EMBED));
        }
        EncoderNetwork network = plan.network();
        Map<String, Tensor> parameters = network.adopt(OnnxParameters.read(weights.read(WeightsFolder.MODEL)));
        try {
            network.graph().requireParameters(parameters);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(
                    "%s is of another network than %s: %s".formatted(from.get(), network, e.getMessage()));
        }
        return parameters;
    }

    private Path write(EncoderTraining.Result result) throws IOException {
        Path folder = out.resolve(plan.name());
        Files.createDirectories(folder);
        byte[] model = OnnxWriter.writeTrainable(result.graph(), result.best().parameters(), metadata());
        ModelCard card = new EncoderCard(plan, source, startedWith(), engines.training(), result).card();
        WeightsFolder.write(folder, card, Map.of(WeightsFolder.MODEL, model));
        return folder;
    }

    /** Name and hash of the weights that were learned on from. */
    private String startedWith() throws IOException {
        if (from.isEmpty()) {
            return "";
        }
        ModelCard card = WeightsFolder.open(from.get()).card();
        return card.name() + " " + card.files().get(WeightsFolder.MODEL);
    }

    /** What travels inside the ONNX file, for those who have only that. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", plan.name());
        metadata.put(
                "preprocessing",
                "RGB planes, %s, face aligned with the eyes %s of the side apart"
                        .formatted(plan.preprocessing(), plan.eyeDistance()));
        metadata.put("licence", plan.licence());
        metadata.put("terms", plan.terms());
        return metadata;
    }
}
