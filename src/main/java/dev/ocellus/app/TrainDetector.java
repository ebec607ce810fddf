package dev.ocellus.app;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.RejectBudget;
import dev.ocellus.detect.AnchorCoverage;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.files.PendingFile;
import dev.ocellus.image.ImageReader;
import dev.ocellus.learn.History;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.report.AnchorReport;
import dev.ocellus.report.CurveChart;
import dev.ocellus.report.DetectorMetadata;
import dev.ocellus.train.DetectorPlan;
import dev.ocellus.train.DetectorPlanner;
import dev.ocellus.train.DetectorTraining;
import dev.ocellus.train.DetectorTraining.Result;
import dev.ocellus.train.SetSurvey;
import dev.ocellus.train.TrainingData;
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
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains a detector and writes its weights: the network as ONNX, its parameters in a form that training can go on from, and the card; beside them
 * curves, how well the anchors fit, and a pipeline that uses the weights.
 *
 * @param file what to do
 * @param data folder against which the file's folders are resolved
 * @param out gets checkpoint, curves and pipeline, and the weights in a folder of their name
 * @param budget how many boxes and pictures may be left out
 * @param engines what trains and what runs; the decoding uses as many threads
 */
public record TrainDetector(TrainingFile file, Path data, Path out, RejectBudget budget, LocalEngines engines) {
    /** Name of the parameters' file beside {@link WeightsFolder#MODEL}. */
    public static final String PARAMETERS = "parameters.safetensors";

    /** Name of the pipeline in the out folder. */
    public static final String PIPELINE = "detect.yaml";

    /** Hears how it goes. */
    public interface Progress extends TrainingProgress {
        /** It is known how well anchors would fit. */
        void covered(AnchorCoverage coverage);
    }

    /**
     * What came of a training.
     *
     * @param weights folder of the weights
     * @param pipeline file that uses them
     * @param test what was measured at the end; empty where there was nothing, or several sets
     */
    public record Outcome(Result training, Path weights, Path pipeline, Optional<Test> test) {}

    /**
     * The test part of a set.
     *
     * @param folder of the set
     * @param list names its pictures
     */
    public record Test(Path folder, Path list) {}

    /** Reads the data and trains. */
    public Outcome run(Progress progress) throws IOException, InterruptedException {
        return run(
                TrainingData.read(
                        file.plan().data(),
                        data,
                        file.plan().shares(),
                        budget,
                        PictureDecoder.of(new ImageReader()),
                        engines.threads()),
                progress);
    }

    /**
     * Trains to the end, going on from a checkpoint in the out folder if there is one.
     *
     * @param read what the file's sets hold
     */
    public Outcome run(TrainingData read, Progress progress) throws IOException, InterruptedException {
        AnchorCoverage coverage = DetectorPlanner.coverage(read, file.plan());
        AnchorReport.write(
                coverage,
                SetSurvey.of(read).boxesAt(file.plan().measure().longestSide()),
                out.resolve("anchors.csv"),
                out.resolve("anchors.png"));
        progress.covered(coverage);
        Optional<Test> test = writeLists(read);
        Result result = new DetectorTraining(file, read, learned(file), engines).run(out, new Drawing(progress));
        Path weights = writeWeights(result);
        Path pipeline = writePipeline();
        progress.ended(weights);
        return new Outcome(result, weights, pipeline, test);
    }

    /** Says which picture is for what, so that the same parts can be measured again. */
    private Optional<Test> writeLists(TrainingData read) throws IOException {
        if (read.parts().size() != 1) {
            return Optional.empty();
        }
        DataSource.Parts parts = read.parts().get(0);
        Path set = data.resolve(parts.source().folder());
        write("train.txt", set, parts.train());
        write("dev.txt", set, parts.development());
        Path test = write("test.txt", set, parts.test());
        return parts.test().isEmpty() ? Optional.empty() : Optional.of(new Test(set, test));
    }

    private Path write(String name, Path set, List<LabelledPicture> pictures) throws IOException {
        Path list = out.resolve(name);
        Path root = set.toAbsolutePath().normalize();
        String names = pictures.stream()
                .map(picture -> root.relativize(picture.file().toAbsolutePath().normalize()))
                .map(path -> path.toString().replace('\\', '/') + "\n")
                .collect(Collectors.joining());
        PendingFile.write(list, names);
        return list;
    }

    /** What the training starts with, by full name. */
    static Map<String, Tensor> learned(TrainingFile file) throws IOException {
        String from = file.plan().from();
        return from.isEmpty() ? Map.of() : LearnedNetwork.open(Path.of(from)).parameters();
    }

    private Path writeWeights(Result result) throws IOException {
        Path folder = out.resolve(file.plan().name());
        Files.createDirectories(folder);
        Path parameters = folder.resolve(PARAMETERS);
        Safetensors.write(
                parameters,
                result.best().parameters(),
                Map.of("network", file.plan().name()),
                Safetensors.Storage.F16);
        ModelCard card = card(result);
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(
                WeightsFolder.MODEL,
                engines.export(result.graph(), result.best().parameters(), metadata(card)));
        contents.put(PARAMETERS, Files.readAllBytes(parameters));
        WeightsFolder.write(folder, card, contents);
        return folder;
    }

    private Path writePipeline() throws IOException {
        DetectorPlan plan = file.plan();
        Path pipeline = out.resolve(PIPELINE);
        PendingFile.write(pipeline, """
                # Finds %s: ocellus detect --pipeline %s PICTURES
                stages:
                  - letterbox: {longest-side: %d}
                  - detect: {weights: %s, octaves: %d}
                  - suppress: {iou: %s}
                """.formatted(
                        String.join(", ", plan.labels()),
                        pipeline,
                        plan.measure().longestSide(),
                        quoted(plan.name()),
                        plan.measure().octaves(),
                        plan.measure().iou()));
        return pipeline;
    }

    /** A text as YAML takes it, whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What travels inside the ONNX file, for those who have only that. */
    private Map<String, String> metadata(ModelCard card) {
        DetectorPlan plan = file.plan();
        Map<String, String> metadata = new LinkedHashMap<>(
                DetectorMetadata.of(card.labels(), card.input(), card.anchors(), card.thresholds()));
        metadata.put("name", plan.name());
        metadata.put("licence", plan.licence());
        metadata.put("terms", plan.terms());
        return metadata;
    }

    private ModelCard card(Result result) {
        DetectorPlan plan = file.plan();
        return new ModelCard(
                plan.name(),
                ModelCard.DETECT,
                plan.summary(),
                new ModelCard.Input(
                        plan.preprocessing(),
                        DetectorNetwork.STEP,
                        plan.measure().longestSide()),
                plan.labels(),
                result.layout().anchorSets(),
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
                metrics(result),
                Map.of(),
                provenance(result));
    }

    private static List<ModelCard.Metric> metrics(Result result) {
        List<ModelCard.Metric> metrics = new ArrayList<>();
        result.measured().forEach((set, evaluation) -> metrics.addAll(metrics(set + ", held back", evaluation)));
        result.tested().forEach((set, evaluation) -> {
            metrics.addAll(metrics(set + ", test", evaluation));
            if (evaluation.labels().size() > 1) {
                evaluation.labels().forEach((label, of) -> metrics.addAll(metrics(set + ", test, " + label, of)));
            }
        });
        return metrics;
    }

    private static List<ModelCard.Metric> metrics(String set, DetectionEvaluation evaluation) {
        return metrics(set, evaluation.ap50(), evaluation.ap50To95());
    }

    private static List<ModelCard.Metric> metrics(String set, LabelEvaluation label) {
        return metrics(set, label.ap(0.5), label.ap());
    }

    /** Where there was nothing to find, there is no figure. */
    private static List<ModelCard.Metric> metrics(String set, double ap50, double ap50To95) {
        return Double.isFinite(ap50)
                ? List.of(
                        new ModelCard.Metric(set, "AP50", rounded(ap50)),
                        new ModelCard.Metric(set, "AP50-95", rounded(ap50To95)))
                : List.of();
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private Provenance provenance(Result result) {
        DetectorPlan plan = file.plan();
        long samples = plan.samples(result.best().at());
        int pictures = result.data().stream()
                .mapToInt(DetectorTraining.Learned::pictures)
                .sum();
        return new Provenance(
                file.path().getFileName().toString(),
                file.fingerprint(),
                result.dataSha256(),
                plan.seed(),
                Versions.of(engines.training()),
                LocalDate.now(ZoneOffset.UTC),
                result.best().at(),
                Math.round(10.0 * samples / pictures) / 10.0,
                Duration.ofSeconds(Math.round(result.seconds())),
                result.colourAxes(),
                "");
    }

    /** Draws the curves each time that they grow, and passes everything on. */
    private final class Drawing implements TrainingProgress {
        private final TrainingProgress to;

        Drawing(TrainingProgress to) {
            this.to = to;
        }

        @Override
        public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {
            to.begins(what, findings, firstStep, steps);
        }

        @Override
        public void stepped(long step, Loss loss, double learningRate) {
            to.stepped(step, loss, learningRate);
        }

        @Override
        public void measured(long step, Map<String, Double> ap50, double score, boolean best) {
            to.measured(step, ap50, score, best);
        }

        @Override
        public void ended(Path weights) {
            to.ended(weights);
        }

        @Override
        public void recorded(History curve) throws IOException {
            CurveChart.write(curve, out.resolve("curve.png"));
            to.recorded(curve);
        }
    }
}
