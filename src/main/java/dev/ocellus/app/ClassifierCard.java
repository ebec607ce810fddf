package dev.ocellus.app;

import dev.ocellus.dataset.ClassPictures;
import dev.ocellus.dataset.Part;
import dev.ocellus.evaluate.Confusion;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.train.ClassifierFile;
import dev.ocellus.train.ClassifierPlan;
import dev.ocellus.train.ClassifierTraining;
import dev.ocellus.zoo.NetworkFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What travels with the weights of a classifier. */
record ClassifierCard(
        ClassifierFile file,
        TrainingEngine engine,
        ClassPictures pictures,
        ClassifierTraining training,
        ClassifierTraining.Result result) {
    private static final String NONE_STATED = "none stated";

    /** The files beside the card by name: the network, its layers and its parameters, in a form that training can go on from. */
    static Map<String, byte[]> contents(ClassifierTraining.Result result, byte[] model, Path folder)
            throws IOException {
        Path parameters = folder.resolve(TrainDetector.PARAMETERS);
        Safetensors.write(parameters, result.parameters(), Map.of());
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(WeightsFolder.MODEL, model);
        contents.put(TrainDetector.PARAMETERS, Files.readAllBytes(parameters));
        contents.put(
                NetworkFile.NAME,
                NetworkFile.write(
                                result.graph(), "the layers that were trained; probabilities are made behind the last")
                        .getBytes(StandardCharsets.UTF_8));
        return contents;
    }

    ModelCard.Input input() {
        ClassifierPlan plan = file.plan();
        return new ModelCard.Input(result.preprocessing(), plan.inputSize(), plan.fit());
    }

    /** What travels inside the ONNX file, for those who have only that. */
    Map<String, String> metadata() {
        ClassifierPlan plan = file.plan();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", name());
        metadata.put("labels", String.join("\n", pictures.labels()));
        metadata.put(
                "preprocessing",
                "RGB planes of %s pixels (%s), %s"
                        .formatted(
                                plan.inputSize(), plan.fit().name().toLowerCase(Locale.ROOT), result.preprocessing()));
        metadata.put("licence", plan.licence());
        metadata.put("terms", plan.terms());
        return metadata;
    }

    /** The card, still without the hashes of its files. */
    ModelCard card(Map<Part, Confusion> confusions) {
        ClassifierPlan plan = file.plan();
        int learned = pictures.parts().get(Part.TRAIN).size();
        return new ModelCard(
                name(),
                ModelCard.CLASSIFY,
                plan.summary().isEmpty()
                        ? "Tells %d classes of pictures apart."
                                .formatted(pictures.labels().size())
                        : plan.summary(),
                input(),
                pictures.labels(),
                List.of(),
                ModelCard.Thresholds.NONE,
                plan.licence().isEmpty() ? NONE_STATED : plan.licence(),
                plan.terms(),
                List.of(new ModelCard.Data(
                        pictures.name(), plan.terms().isEmpty() ? NONE_STATED : plan.terms(), learned, 0)),
                metrics(confusions),
                Map.of(),
                provenance(learned));
    }

    private String name() {
        return file.plan().name().isEmpty() ? pictures.name() : file.plan().name();
    }

    private static List<ModelCard.Metric> metrics(Map<Part, Confusion> confusions) {
        List<ModelCard.Metric> metrics = new ArrayList<>();
        confusions.forEach((part, confusion) -> {
            String set = "%s, %d pictures".formatted(part, confusion.pictures());
            metrics.add(new ModelCard.Metric(set, "accuracy", Math.round(10_000 * confusion.accuracy()) / 10_000.0));
        });
        return metrics;
    }

    private Provenance provenance(int learned) {
        long stepsAnEpoch = (learned - 1) / file.plan().batch() + 1;
        return new Provenance(
                file.source(),
                training.fingerprint(),
                pictures.sha256(),
                file.plan().seed(),
                Versions.of(engine),
                LocalDate.now(ZoneOffset.UTC),
                result.bestEpoch() * stepsAnEpoch,
                result.bestEpoch(),
                Duration.ofSeconds(Math.round(result.seconds())),
                training.colourAxes(),
                "");
    }
}
