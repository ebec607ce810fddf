package dev.ocellus.cli;

import dev.ocellus.app.DetectPictures;
import dev.ocellus.app.DetectRequest;
import dev.ocellus.app.OutputFormat;
import dev.ocellus.app.Stages;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus detect}: searches pictures and writes down what was found. */
@Command(
        name = "detect",
        description = "Searches pictures and writes down what was found.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus detect sample-images",
            "      a folder; the results go to out/",
            "  ocellus detect photo.jpg 'holiday/**/*.png' --out found --format coco,voc,yolo",
            "      a file and a pattern",
            "  ocellus detect photos --recursive --score 0.6 --threads 4 --quiet",
            "      only what is quite sure, four pictures at once, no words",
            "  ocellus detect photos --json > ledger.json",
            "      for the next program",
            "",
            "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage."
        })
final class DetectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Folders, pictures, or patterns in quotes.")
    private List<String> inputs;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "The stages to run; by default those of pipelines/detect-faces.yaml.")
    private Path pipeline;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder for the results (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            defaultValue = "coco,csv",
            description = "How detections are written down: coco, csv, voc, yolo; several with commas "
                    + "(default: ${DEFAULT-VALUE}).")
    private Set<OutputFormat> formats;

    @Option(names = "--no-pictures", description = "Write no copies of the pictures with boxes drawn on them.")
    private boolean noPictures;

    @Option(names = "--score", paramLabel = "S", description = "Keep what scores at least this, 0 to 1.")
    private String score;

    @Option(
            names = "--iou",
            paramLabel = "I",
            description = "Two boxes that overlap at least this much are one object, 0 to 1.")
    private String iou;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are searched at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--recursive", description = "Look into the folders inside the folders, too.")
    private boolean recursive;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Reject pictures with more pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the ledger of all inputs as JSON, and nothing else.")
    private boolean json;

    DetectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (DetectPictures detection = DetectPictures.open(request(), Stages.CATALOGUE)) {
            return run(detection);
        } catch (WrongUsageException | PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int run(DetectPictures detection) throws IOException {
        DetectionLog log = new DetectionLog(terminal, quiet || json, detection.names());
        GracefulStop onCtrlC = new GracefulStop(detection::stop);
        try {
            Summary summary = detection.run(log::add);
            log.end(summary, detection.results());
            return summary.rejected() > 0 || !summary.complete() ? Ocellus.FAILED : Ocellus.DONE;
        } finally {
            onCtrlC.release();
        }
    }

    private DetectRequest request() {
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        require(maxPixels >= 1, "--max-pixels must be at least 1, got " + maxPixels);
        Map<String, String> changes = new LinkedHashMap<>();
        if (score != null) {
            changes.put("score", score);
        }
        if (iou != null) {
            changes.put("iou", iou);
        }
        return new DetectRequest(
                inputs,
                recursive,
                Optional.ofNullable(pipeline),
                changes,
                out,
                formats,
                !noPictures,
                json ? Optional.of(terminal.out()) : Optional.empty(),
                threads,
                maxPixels);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
