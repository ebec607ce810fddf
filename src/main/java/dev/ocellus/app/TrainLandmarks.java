package dev.ocellus.app;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.evaluate.LandmarkEvaluation;
import dev.ocellus.face.LandmarkFinder;
import dev.ocellus.face.LandmarkHead;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.PictureFit;
import dev.ocellus.learn.FitListener;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.train.LandmarkFile;
import dev.ocellus.train.LandmarkPlan;
import dev.ocellus.train.LandmarkTraining;
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
 * Trains the finder of landmarks and writes its weights: the network as ONNX, its parameters in a form that training can go on from, and the card.
 *
 * @param file what to do
 * @param data folder against which the file's folders are resolved
 * @param out gets checkpoint and curve, and the weights in a folder of their name
 * @param engines what trains and what runs; the decoding uses as many threads
 */
public record TrainLandmarks(LandmarkFile file, Path data, Path out, LocalEngines engines) {
    /** Hears how the training goes. */
    public interface Progress extends FitListener {
        /** Everything is read. */
        void read(LandmarkTraining training);

        /** The weights are written. */
        void ended(Path weights, LandmarkMeasurement measured);
    }

    /**
     * Trains to the end, going on from a checkpoint in the out folder if there is one.
     *
     * @return where the weights lie
     */
    public Path run(Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(out);
        LandmarkTraining training =
                LandmarkTraining.read(file, data, PictureDecoder.of(new ImageReader()), engines.threads());
        progress.read(training);
        LandmarkTraining.Result result = training.run(engines, out, progress);
        result.history().write(out.resolve("curve.csv"));
        byte[] model = engines.export(result.graph(), result.parameters(), metadata());
        LandmarkMeasurement measured;
        try (LandmarkFinder finder = new LandmarkFinder(
                engines.open(model),
                file.plan().preprocessing(),
                new LandmarkHead(file.crop().side(), LandmarkFinder.MARGIN))) {
            measured = LandmarkMeasurement.of(finder, training, file.plan().seed());
        }
        Path folder = out.resolve(file.plan().name());
        Files.createDirectories(folder);
        Path parameters = folder.resolve(TrainDetector.PARAMETERS);
        Safetensors.write(
                parameters, result.parameters(), Map.of("network", file.plan().name()), Safetensors.Storage.F16);
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(WeightsFolder.MODEL, model);
        contents.put(TrainDetector.PARAMETERS, Files.readAllBytes(parameters));
        WeightsFolder.write(folder, card(training, result, measured), contents);
        progress.ended(folder, measured);
        return folder;
    }

    /** What travels inside the ONNX file, for those who have only that. */
    private Map<String, String> metadata() {
        LandmarkPlan plan = file.plan();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", plan.name());
        metadata.put(
                "input", "the square around a face's box, %s times its longer side".formatted(LandmarkFinder.MARGIN));
        metadata.put("preprocessing", "RGB planes, %s".formatted(plan.preprocessing()));
        metadata.put("licence", plan.licence());
        metadata.put("terms", plan.terms());
        return metadata;
    }

    private ModelCard card(LandmarkTraining training, LandmarkTraining.Result result, LandmarkMeasurement measured) {
        LandmarkPlan plan = file.plan();
        return new ModelCard(
                plan.name(),
                ModelCard.LANDMARKS,
                plan.summary(),
                new ModelCard.Input(
                        plan.preprocessing(),
                        new Size(file.crop().side(), file.crop().side()),
                        PictureFit.CROP),
                List.of(),
                List.of(),
                measured.thresholds(),
                plan.licence(),
                plan.terms(),
                training.data().stream()
                        .map(set -> new ModelCard.Data(
                                set.source().folder(), set.source().terms(), set.pictures(), set.faces()))
                        .toList(),
                metrics(measured),
                Map.of(),
                new Provenance(
                        file.path().getFileName().toString(),
                        file.fingerprint(),
                        training.dataSha256(),
                        plan.seed(),
                        Map.of("java", System.getProperty("java.version")),
                        LocalDate.now(ZoneOffset.UTC),
                        plan.course().steps(),
                        plan.course().epochs(),
                        Duration.ofSeconds(Math.round(result.seconds()))));
    }

    private static List<ModelCard.Metric> metrics(LandmarkMeasurement measured) {
        List<ModelCard.Metric> metrics = new ArrayList<>();
        measured.sets().forEach((set, evaluation) -> {
            metrics.add(metric(set, "mean error in eye distances", evaluation.mean()));
            metrics.add(metric(set, "error that 95 % do not exceed", evaluation.quantile(0.95)));
            metrics.add(metric(set, "share with an error above " + LandmarkEvaluation.FAILURE, evaluation.failures()));
        });
        return metrics;
    }

    private static ModelCard.Metric metric(String set, String what, double value) {
        return new ModelCard.Metric(set, what, Math.round(value * 10_000) / 10_000.0);
    }
}
