package dev.ocellus.cli;

import dev.ocellus.app.Percent;
import dev.ocellus.app.UnusableException;
import dev.ocellus.app.Verified;
import dev.ocellus.app.VerifyFaces;
import dev.ocellus.app.VerifyPairs;
import dev.ocellus.app.VerifyRequest;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.Summary;
import dev.ocellus.report.VerifiedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocellus verify}: says whether two faces are of one person. */
@Command(
        name = "verify",
        description = "Says whether two faces are of one person, or measures many pairs.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus verify passport.jpg selfie.jpg",
            "      two pictures",
            "  ocellus verify Ann selfie.jpg",
            "      somebody enrolled and a picture",
            "  ocellus verify passport.jpg selfie.jpg --explain why.png",
            "      a picture of both faces and of the parts that made the distance",
            "  ocellus verify --pairs pairs.csv --root photos --out distances.csv",
            "      many pairs: a table with the columns a and b, or LFW's pairs.txt",
            "",
            "Exit codes: 0 answered, whatever the answer; 1 a picture was rejected; 2 wrong usage."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "A B",
            arity = "0..2",
            description = "Two pictures, or somebody enrolled (a name or #id) and a picture.")
    private List<String> sides = List.of();

    @Option(names = "--pairs", paramLabel = "FILE", description = "Measure the pairs of this file instead.")
    private Path pairs;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder of the pairs' pictures (default: that of the file).")
    private Path root;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "distances.csv",
            description = "Where the distances of the pairs go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--distance",
            paramLabel = "D",
            description = "The largest distance at which faces match, 0 to 4; by default that of the calibration.")
    private Double distance;

    @Option(names = "--explain", paramLabel = "FILE", description = "Write a PNG that shows what made the distance.")
    private Path explain;

    @Mixin
    private FaceOptions faces;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        faces.require(
                (pairs == null) == (sides.size() == 2) && (pairs == null || sides.isEmpty()),
                "there must be two pictures, or somebody enrolled and a picture, or --pairs FILE");
        faces.require(
                distance == null || distance >= 0 && distance <= 4, "--distance must be from 0 to 4, got " + distance);
        try {
            return pairs == null ? one() : many();
        } catch (WrongUsageException | PipelineFileException e) {
            throw faces.wrongUsage(e);
        } catch (GalleryException e) {
            if (e.isWrongUsage()) {
                throw faces.wrongUsage(e);
            }
            throw e;
        }
    }

    private int one() throws WrongUsageException, IOException {
        VerifyRequest request = new VerifyRequest(
                sides.get(0),
                sides.get(1),
                faces.gallery(),
                distance == null ? OptionalDouble.empty() : OptionalDouble.of(distance),
                Optional.ofNullable(explain),
                faces.maxPixels());
        try (VerifyFaces verification = VerifyFaces.open(request, faces.pipeline())) {
            Verified verified = verification.run();
            if (json) {
                VerifiedJson.write(
                        sides.get(0),
                        sides.get(1),
                        verified.distance(),
                        verified.match(),
                        verified.rule().distance(),
                        verified.rule().from(),
                        verified.falseMatch(),
                        verified.notes(),
                        terminal.out());
            } else if (!quiet) {
                print(verified);
            }
            return Ocellus.DONE;
        } catch (UnusableException e) {
            terminal.err().println(Words.printable(e.getMessage()));
            return Ocellus.FAILED;
        }
    }

    private void print(Verified verified) {
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: distance %.2f, and faces match up to %.2f (%s)",
                        verified.match() ? "The same person" : "Not the same person, or not to be told",
                        verified.distance(),
                        verified.rule().distance(),
                        Words.printable(verified.rule().from())));
        verified.falseMatch().ifPresent(match -> terminal.out()
                .println("Of pairs of two different people, %s are as near as this or nearer (FMR)."
                        .formatted(Percent.atMost(match))));
        verified.notes().forEach(note -> terminal.out().println("Note: " + Words.printable(note)));
        if (explain != null) {
            terminal.out().println("What made the distance: " + explain);
        }
        terminal.out().flush();
    }

    private int many() throws WrongUsageException, IOException {
        Path folder = root == null ? pairs.toAbsolutePath().getParent() : root;
        try (VerifyPairs measuring =
                VerifyPairs.open(pairs, folder, faces.threads(), faces.maxPixels(), faces.pipeline())) {
            boolean silent = quiet || json;
            measuring.findings().forEach(finding -> terminal.err().println(finding));
            FaceLog log = new FaceLog(terminal, true, measuring.names(), result -> "");
            ProgressBar bar =
                    new ProgressBar(terminal, !silent, measuring.names().size());
            GracefulStop onCtrlC = new GracefulStop(measuring::stop);
            try {
                Summary summary = measuring.run(result -> {
                    bar.clear();
                    log.add(result);
                    bar.advance();
                });
                bar.clear();
                if (!summary.complete()) {
                    terminal.err().println("Stopped before the last picture; nothing was written.");
                    return Ocellus.FAILED;
                }
                measuring.write(out);
                if (!silent) {
                    terminal.out()
                            .println(String.format(
                                    Locale.ROOT,
                                    "%d pictures in %.1f s (%.1f a second), %d without a face that could be used",
                                    summary.pictures(),
                                    summary.seconds(),
                                    summary.picturesPerSecond(),
                                    summary.rejected()));
                    terminal.out().println("Distances: " + out);
                    terminal.out().flush();
                }
                return summary.rejected() > 0 || !measuring.findings().isEmpty() ? Ocellus.FAILED : Ocellus.DONE;
            } finally {
                onCtrlC.release();
            }
        }
    }
}
