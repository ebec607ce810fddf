package dev.ocellus.cli;

import dev.ocellus.app.DetectionSource;
import dev.ocellus.app.EvaluateDetections;
import dev.ocellus.app.EvaluateRequest;
import dev.ocellus.app.EvaluateRequest.ErrorMeasure;
import dev.ocellus.app.Stages;
import dev.ocellus.app.SummariseCauses;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.dataset.Finding;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.EvaluationContent;
import dev.ocellus.report.PictureResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus evaluate}: judges a detector on labelled pictures and reports what goes wrong. */
@Command(
        name = "evaluate",
        description =
                "Judges a detector, or detections written down, on labelled pictures: how good, what goes wrong, what to do.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus evaluate cards --weights runs/cards --part test --out out/cards",
            "      weights on the test part of a labelled folder; open out/cards/report.html",
            "  ocellus evaluate photos --pipeline pipelines/detect-faces.yaml --labels with_mask=face,without_mask=face",
            "      a pipeline; the labels of the set are renamed to what the detector says",
            "  ocellus evaluate cards --detections found/detections.json",
            "      detections that were written down, here or by another program in COCO's form",
            "  ocellus evaluate cards --weights runs/cards --compare --target-error 0.02",
            "      errors on train, dev and test side by side: bias, variance and what to do next",
            "  ocellus evaluate cards --weights runs/cards --compare train=train.txt,dev=dev.txt,test=../new-cards",
            "      the parts as lists of pictures or other folders",
            "  ocellus evaluate --errors out/cards/errors.csv",
            "      the causes that you marked in the sheet, and what mending each would gain at most",
            "",
            "Exit codes: 0 all done, 1 some boxes or pictures left out, 2 wrong usage."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder of labels, and of pictures unless --images is given.")
    private Path folder;

    @Mixin
    private EvaluationData data;

    @ArgGroup(exclusive = true)
    private Source source = new Source();

    /** What is judged. */
    static final class Source {
        @Option(
                names = "--weights",
                paramLabel = "DIR",
                description = "A folder of weights, or of a run that ended with one.")
        private Path weights;

        @Option(names = "--pipeline", paramLabel = "FILE", description = "The stages of a pipeline file.")
        private Path pipeline;

        @Option(
                names = "--detections",
                paramLabel = "FILE",
                description = "Detections that were written down: JSON or CSV of 'ocellus detect', or COCO's results.")
        private Path detections;

        @Option(
                names = "--errors",
                paramLabel = "FILE",
                description = "Judge nothing: sum up the causes marked in this sheet of an earlier evaluation.")
        private Path errors;
    }

    @Option(
            names = "--octaves",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --weights: how many times a picture is searched, each time at half the size (default: "
                    + "${DEFAULT-VALUE}).")
    private int octaves;

    @Option(
            names = "--longest-side",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --weights: to how many pixels pictures are scaled (default: as the card says).")
    private int longestSide;

    @Option(
            names = "--score",
            paramLabel = "S",
            description =
                    "Look at the mistakes among detections from this score on, 0 to 1 (default: where F1 is highest).")
    private Double score;

    @Option(
            names = "--compare",
            paramLabel = "PARTS",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Hold errors on parts against each other: train=…,train-dev=…,dev=…,test=…, each a part of the set, "
                            + "a list or another folder; without a value all parts of the set.")
    private String compare;

    @Option(
            names = "--target-error",
            paramLabel = "E",
            defaultValue = "0",
            description =
                    "With --compare: the error that can be hoped for, such as that of people (default: ${DEFAULT-VALUE}).")
    private double targetError;

    @Option(
            names = "--error-is",
            paramLabel = "MEASURE",
            defaultValue = "ap50",
            description = "With --compare: an error is one less ap50, or one less f1 (default: ${DEFAULT-VALUE}).")
    private ErrorMeasure measure;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How often pictures are drawn anew to tell how far figures may be off (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of these draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder for the results (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are searched at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Reject pictures with more pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try {
            if (source.errors != null) {
                require(folder == null, "--errors sums up an earlier evaluation; give no folder beside it");
                new EvaluationLog(terminal, quiet, List.of()).causes(SummariseCauses.of(source.errors));
                return Ocellus.DONE;
            }
            EvaluateRequest request = request();
            try (EvaluateDetections evaluation = EvaluateDetections.open(request, Stages.CATALOGUE)) {
                return run(evaluation);
            }
        } catch (WrongUsageException | PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int run(EvaluateDetections evaluation) throws IOException, WrongUsageException {
        EvaluationLog log = new EvaluationLog(terminal, quiet, evaluation.names());
        log.findings(evaluation.findings());
        GracefulStop onCtrlC = new GracefulStop(evaluation::stop);
        try {
            Optional<EvaluationContent> content = evaluation.run(log::add);
            if (content.isEmpty()) {
                log.stopped();
                return Ocellus.FAILED;
            }
            log.end(content.get(), out);
            boolean leftOut = content.get().ledger().stream().anyMatch(picture -> picture.status() == Status.REJECTED)
                    || content.get().findings().stream().anyMatch(finding -> finding.loss() != Finding.Loss.NOTHING);
            return leftOut ? Ocellus.FAILED : Ocellus.DONE;
        } finally {
            onCtrlC.release();
        }
    }

    private EvaluateRequest request() {
        require(folder != null, "which labelled pictures? Give their folder");
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        require(maxPixels >= 1, "--max-pixels must be at least 1, got " + maxPixels);
        require(rounds >= 1 && rounds <= 1_000_000, "--rounds must be from 1 to 1000000, got " + rounds);
        require(score == null || score >= 0 && score <= 1, "--score must be from 0 to 1, got " + score);
        require(targetError >= 0 && targetError <= 1, "--target-error must be from 0 to 1, got " + targetError);
        require(octaves >= 1, "--octaves must be at least 1, got " + octaves);
        return new EvaluateRequest(
                data.labels(folder),
                detectionSource(),
                data.selection(),
                roles(),
                compare != null && compare.isBlank(),
                measure,
                targetError,
                score == null ? Double.NaN : score,
                rounds,
                seed,
                out,
                threads,
                maxPixels,
                command());
    }

    private DetectionSource detectionSource() {
        if (source.weights != null) {
            return new DetectionSource.Weights(source.weights, octaves, longestSide);
        }
        require(octaves == 1 && longestSide == 0, "--octaves and --longest-side go with --weights alone");
        if (source.pipeline != null) {
            return new DetectionSource.Stages(source.pipeline);
        }
        require(source.detections != null, "what is to be judged? Give --weights, --pipeline or --detections");
        return new DetectionSource.Written(source.detections);
    }

    private Map<Role, String> roles() {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        if (compare == null || compare.isBlank()) {
            return roles;
        }
        for (String part : compare.split(",", -1)) {
            String[] sides = part.split("=", 2);
            Optional<Role> role = Arrays.stream(Role.values())
                    .filter(known -> known.toString().equals(sides[0].strip()))
                    .findFirst();
            require(
                    role.isPresent() && sides.length == 2 && !sides[1].isBlank(),
                    "--compare: '%s' is not PART=WHERE with one of the parts %s"
                            .formatted(
                                    part,
                                    Arrays.stream(Role.values())
                                            .map(Role::toString)
                                            .collect(Collectors.joining(", "))));
            require(
                    roles.put(role.orElseThrow(), sides[1].strip()) == null,
                    "--compare names %s twice".formatted(role.orElseThrow()));
        }
        return roles;
    }

    /** What was typed, so that the report can say how to make it again. */
    private String command() {
        return "ocellus evaluate "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .map(argument ->
                                argument.matches("[\\p{L}\\p{N}_./=,:+%@-]+") ? argument : "'" + argument + "'")
                        .collect(Collectors.joining(" "));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
