package dev.ocellus.cli;

import dev.ocellus.app.ChooseDetector;
import dev.ocellus.app.Stages;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.evaluate.Choice;
import dev.ocellus.evaluate.Requirement;
import dev.ocellus.report.PictureResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus choose}: measures several detectors and chooses one. */
@Command(
        name = "choose",
        description =
                "Measures several trained detectors on the same pictures and chooses: one figure as good as can be, "
                        + "the others good enough.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Figures: ap, ap50, ap75, ar, f1, precision, recall (the last three at the score where F1 is highest);",
            "mean-ms, p50-ms, p95-ms (from opening a picture's file to its last box, one picture at a time, one thread);",
            "size-mb (of model.onnx).",
            "",
            "Examples:",
            "  ocellus choose runs/small runs/large --data cards --part dev --best ap",
            "  ocellus choose runs/small runs/large --data cards --part dev --best ap --subject-to 'p95-ms<=30,size-mb<=5'",
            "",
            "Exit codes: 0 one was chosen, 1 none satisfies what is required or some pictures were rejected, 2 wrong usage."
        })
final class ChooseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Folders of weights, or of runs that ended with them.")
    private List<Path> runs;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder of labels to judge by, and of pictures unless --images is given.")
    private Path folder;

    @Mixin
    private EvaluationData data;

    @Option(
            names = "--best",
            paramLabel = "FIGURE",
            required = true,
            description = "The figure that decides, such as ap.")
    private String best;

    @Option(
            names = "--subject-to",
            paramLabel = "REQUIREMENTS",
            description = "What must be satisfied: FIGURE<=NUMBER (or >=, <, >), several with commas; in quotes.")
    private String subjectTo;

    @Option(
            names = "--octaves",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many times a picture is searched, each time at half the size (default: ${DEFAULT-VALUE}).")
    private int octaves;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table as CSV, too.")
    private Path out;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Reject pictures with more pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    @Option(names = "--quiet", description = "Say nothing but the chosen one.")
    private boolean quiet;

    ChooseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try {
            return choose(request());
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ChooseDetector request() {
        String figure = best.toLowerCase(Locale.ROOT);
        if (!ChooseDetector.FIGURES.contains(figure)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--best: there is no figure '%s'; there are %s"
                            .formatted(best, String.join(", ", ChooseDetector.FIGURES)));
        }
        if (octaves < 1 || maxPixels < 1) {
            throw new ParameterException(spec.commandLine(), "--octaves and --max-pixels must be at least 1");
        }
        List<Requirement> requirements;
        try {
            requirements = subjectTo == null ? List.of() : Requirement.parse(subjectTo, ChooseDetector.FIGURES);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--subject-to: " + e.getMessage(), e);
        }
        Set<Path> distinct = new LinkedHashSet<>(runs);
        return new ChooseDetector(
                List.copyOf(distinct), data.labels(folder), data.selection(), figure, requirements, octaves, maxPixels);
    }

    private int choose(ChooseDetector request) throws WrongUsageException, IOException {
        List<LabelledPicture> pictures = request.pictures();
        ProgressBar bar = new ProgressBar(
                terminal, !quiet, pictures.size() * request.runs().size());
        int[] rejected = new int[1];
        Choice choice = request.run(Stages.CATALOGUE, pictures, result -> {
            if (result.status() == Status.REJECTED) {
                rejected[0]++;
                bar.clear();
                terminal.err()
                        .println(Words.printable(result.name() + "  rejected: "
                                + result.reasons().get(0).text()));
            }
            bar.advance();
        });
        bar.clear();
        if (out != null) {
            ChooseDetector.write(choice, out);
        }
        print(choice, pictures.size());
        return choice.chosen().isPresent() && rejected[0] == 0 ? Ocellus.DONE : Ocellus.FAILED;
    }

    private void print(Choice choice, int pictures) {
        Optional<Choice.Candidate> chosen = choice.chosen();
        if (quiet) {
            chosen.ifPresent(candidate -> terminal.out().println(candidate.name()));
            terminal.out().flush();
            return;
        }
        Table table = new Table("l" + "r".repeat(ChooseDetector.FIGURES.size()) + "l");
        List<String> heading = new ArrayList<>(List.of("run"));
        heading.addAll(ChooseDetector.FIGURES);
        heading.add("");
        table.line(heading.toArray(String[]::new));
        for (Choice.Candidate candidate : choice.candidates()) {
            List<String> cells = new ArrayList<>(List.of(Words.printable(candidate.name())));
            ChooseDetector.FIGURES.forEach(
                    figure -> cells.add(cell(figure, candidate.figures().get(figure))));
            cells.add(chosen.filter(candidate::equals).isPresent() ? "chosen" : choice.refusal(candidate));
            table.line(cells.toArray(String[]::new));
        }
        table.print(terminal.out());
        terminal.out()
                .println(chosen.map(candidate ->
                                "Chosen by %s on %d pictures: %s".formatted(choice.best(), pictures, candidate.name()))
                        .orElse("None satisfies everything that is required."));
        terminal.out().flush();
    }

    private static String cell(String figure, double value) {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, ChooseDetector.isBetterWhenLower(figure) ? "%.1f" : "%.3f", value);
    }
}
