package dev.ocellus.app;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.detect.AnchorLevel;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.image.ImageReader;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.train.DetectorPlan;
import dev.ocellus.train.DetectorTraining;
import dev.ocellus.train.DetectorTraining.Result;
import dev.ocellus.train.TrainingFile;
import dev.ocellus.train.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a detector and writes its weights: the network as ONNX, its parameters in a form that training can go on from, and the card.
 *
 * @param file what to do
 * @param data folder against which the file's folders are resolved
 * @param out gets checkpoint and curve, and the weights in a folder of their name
 * @param engines what trains and what runs; the decoding uses as many threads
 */
public record TrainDetector(TrainingFile file, Path data, Path out, LocalEngines engines) {
    /** Name of the parameters' file beside {@link WeightsFolder#MODEL}. */
    public static final String PARAMETERS = "parameters.safetensors";

    /**
     * Trains to the end, going on from a checkpoint in the out folder if there is one.
     *
     * @return where the weights lie
     */
    public Path run(TrainingProgress progress) throws IOException, InterruptedException {
        Result result = new DetectorTraining(
                        file, data, out, engines, PictureDecoder.of(new ImageReader()), engines.threads(), progress)
                .run();
        Path folder = out.resolve(file.plan().name());
        Files.createDirectories(folder);
        Path parameters = folder.resolve(PARAMETERS);
        Safetensors.write(
                parameters,
                result.best().parameters(),
                Map.of("network", file.plan().name()),
                Safetensors.Storage.F16);
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(
                WeightsFolder.MODEL,
                engines.export(result.graph(), result.best().parameters(), metadata()));
        contents.put(PARAMETERS, Files.readAllBytes(parameters));
        WeightsFolder.write(folder, card(result), contents);
        progress.ended(folder);
        return folder;
    }

    /** What travels inside the ONNX file, for those who have only that. */
    private Map<String, String> metadata() {
        DetectorPlan plan = file.plan();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", plan.name());
        metadata.put("labels", String.join(",", plan.labels()));
        metadata.put("preprocessing", "RGB planes, %s, sides multiples of 32".formatted(plan.preprocessing()));
        metadata.put("licence", plan.licence());
        metadata.put("terms", plan.terms());
        return metadata;
    }

    private ModelCard card(Result result) {
        DetectorPlan plan = file.plan();
        int strides = result.layout().levels().stream()
                .mapToInt(AnchorLevel::stride)
                .max()
                .orElseThrow();
        return new ModelCard(
                plan.name(),
                ModelCard.DETECT,
                plan.summary(),
                new ModelCard.Input(
                        plan.preprocessing(), strides, plan.measure().longestSide()),
                plan.labels(),
                result.layout().levels().stream().map(TrainDetector::anchors).toList(),
                new ModelCard.Thresholds(
                        Math.round(result.score() * 100) / 100.0,
                        plan.measure().iou(),
                        "score where F1 at IoU 0.5 is highest over all held-back pictures together (%s), longest side %d pixels, %d octaves"
                                .formatted(
                                        String.join(", ", result.measured().keySet()),
                                        plan.measure().longestSide(),
                                        plan.measure().octaves())),
                plan.licence(),
                plan.terms(),
                result.data().stream()
                        .map(set -> new ModelCard.Data(
                                set.source().folder(), set.source().terms(), set.pictures(), set.boxes()))
                        .toList(),
                metrics(result.measured()),
                Map.of(),
                provenance(result));
    }

    private static ModelCard.AnchorSet anchors(AnchorLevel level) {
        return new ModelCard.AnchorSet(
                level.stride(),
                level.anchors().stream()
                        .map(anchor -> new ModelCard.AnchorSize(anchor.width(), anchor.height()))
                        .toList());
    }

    private static List<ModelCard.Metric> metrics(Map<String, DetectionEvaluation> measured) {
        List<ModelCard.Metric> metrics = new ArrayList<>();
        measured.forEach((set, evaluation) -> {
            metrics.add(new ModelCard.Metric(set + ", held back", "AP50", rounded(evaluation.ap50())));
            metrics.add(new ModelCard.Metric(set + ", held back", "AP50-95", rounded(evaluation.ap50To95())));
        });
        return metrics;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private ModelCard.Provenance provenance(Result result) {
        DetectorPlan plan = file.plan();
        long samples = plan.samples(result.best().at());
        int pictures = result.data().stream()
                .mapToInt(DetectorTraining.Learned::pictures)
                .sum();
        return new ModelCard.Provenance(
                file.path().getFileName().toString(),
                file.fingerprint(),
                result.dataSha256(),
                plan.seed(),
                Versions.of(engines.training()),
                LocalDate.now(ZoneOffset.UTC),
                result.best().at(),
                Math.round(10.0 * samples / pictures) / 10.0,
                Duration.ofSeconds(Math.round(result.seconds())),
                result.colourAxes());
    }
}
