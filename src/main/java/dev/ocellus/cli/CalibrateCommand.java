package dev.ocellus.cli;

import dev.ocellus.app.CalibrateFaces;
import dev.ocellus.app.CalibrateRequest;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.CalibrationReport;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocellus calibrate}: measures errors and chooses from which distance on faces match. */
@Command(
        name = "calibrate",
        description =
                "Measures on faces of yours how often comparisons err, and chooses from which distance on faces match.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus calibrate people",
            "      a folder with a folder for each person; the operating point goes to the gallery",
            "  ocellus calibrate pairs.csv --root photos --fmr 0.01 --group light",
            "      pairs with the columns a, b, same (yes or no) and light, and the errors of each light",
            "  ocellus calibrate distances.csv --dry-run",
            "      pairs that 'ocellus verify --pairs' measured; nothing is stored",
            "",
            "A false-match rate is only claimed where there are enough pairs of different people: 3 divided by the rate.",
            "Exit codes: 0 all done; 1 some pictures rejected, or too few pairs for the wanted rate; 2 wrong usage."
        })
final class CalibrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PAIRS_OR_FOLDER",
            description = "A file of pairs, or a folder with a folder for each person.")
    private Path source;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder of the pairs' pictures (default: that of the file).")
    private Path root;

    @Option(
            names = "--fmr",
            paramLabel = "RATE",
            defaultValue = "0.001",
            description = "The false-match rate of the operating point (default: ${DEFAULT-VALUE}).")
    private double fmr;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = "How much nearer the nearest person must be than the next one who matches too, to be named.")
    private Double margin;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Tell the errors of each group that this column names.")
    private String group;

    @Option(
            names = "--impostors",
            paramLabel = "N",
            defaultValue = "200000",
            description =
                    "How many pairs of different people are made of a folder at most (default: ${DEFAULT-VALUE}).")
    private int impostors;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the choice of these pairs (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder for the report (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--dry-run", description = "Report, and leave the gallery as it is.")
    private boolean dryRun;

    @Mixin
    private FaceOptions faces;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        faces.require(fmr > 0 && fmr < 1, "--fmr must lie between 0 and 1, got " + fmr);
        faces.require(margin == null || margin >= 0 && margin <= 4, "--margin must be from 0 to 4, got " + margin);
        faces.require(impostors >= 1, "--impostors must be at least 1, got " + impostors);
        CalibrateRequest request = new CalibrateRequest(
                source,
                Optional.ofNullable(root),
                Optional.ofNullable(group),
                fmr,
                margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin),
                impostors,
                seed,
                faces.gallery(),
                dryRun,
                out,
                faces.threads(),
                faces.maxPixels());
        try (CalibrateFaces calibration = CalibrateFaces.open(request, faces.pipeline())) {
            return run(calibration);
        } catch (WrongUsageException | PipelineFileException e) {
            throw faces.wrongUsage(e);
        } catch (GalleryException e) {
            if (e.isWrongUsage()) {
                throw faces.wrongUsage(e);
            }
            throw e;
        }
    }

    private int run(CalibrateFaces calibration) throws IOException {
        calibration.findings().forEach(finding -> terminal.err().println(finding));
        FaceLog log = new FaceLog(terminal, true, calibration.names(), result -> "");
        ProgressBar bar = new ProgressBar(terminal, !quiet, calibration.names().size());
        GracefulStop onCtrlC = new GracefulStop(calibration::stop);
        try {
            Optional<Summary> looked = calibration.look(result -> {
                bar.clear();
                log.add(result);
                bar.advance();
            });
            bar.clear();
            if (looked.isPresent() && !looked.get().complete()) {
                terminal.err().println("Stopped before the last picture; nothing was measured.");
                return Ocellus.FAILED;
            }
            CalibrationReport report = calibration.report();
            CalibrationLog told = new CalibrationLog(terminal, report);
            if (!quiet) {
                told.print(out);
            }
            boolean supported = report.chosen() instanceof FmrClaim.Supported;
            if (!supported) {
                terminal.err().println(told.refusal());
            }
            boolean rejected = looked.map(summary -> summary.rejected() > 0).orElse(false)
                    || !calibration.findings().isEmpty();
            return supported && !rejected ? Ocellus.DONE : Ocellus.FAILED;
        } finally {
            onCtrlC.release();
        }
    }
}
