package dev.ocellus.cli;

import dev.ocellus.app.IdentifyPictures;
import dev.ocellus.app.IdentifyRequest;
import dev.ocellus.app.MatchRule;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocellus identify}: says who is in pictures. */
@Command(
        name = "identify",
        description = "Says whose the faces in pictures are, or that nobody enrolled is there.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus identify party.jpg",
            "      every face: a name, UNKNOWN, or AMBIGUOUS where two people are nearly equally near",
            "  ocellus identify 'holiday/**/*.jpg' --out who --people 5",
            "      the five nearest people of each face in who/report.json",
            "  ocellus identify photos --json --no-pictures > faces.json",
            "      for the next program",
            "",
            "FMR is the share of pairs of two different people whose faces are as near as that.",
            "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage."
        })
final class IdentifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Folders, pictures, or patterns in quotes.")
    private List<String> inputs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder for the results (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--distance",
            paramLabel = "D",
            description = "The largest distance at which faces match, 0 to 4; by default that of the calibration.")
    private Double distance;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many of the nearest people are written down for each face (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(names = "--no-pictures", description = "Write no copies of the pictures with names drawn on them.")
    private boolean noPictures;

    @Option(names = "--recursive", description = "Look into the folders inside the folders, too.")
    private boolean recursive;

    @Mixin
    private FaceOptions faces;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the ledger of all inputs as JSON, and nothing else.")
    private boolean json;

    IdentifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        faces.require(people >= 1, "--people must be at least 1, got " + people);
        faces.require(
                distance == null || distance >= 0 && distance <= 4, "--distance must be from 0 to 4, got " + distance);
        IdentifyRequest request = new IdentifyRequest(
                inputs,
                recursive,
                faces.gallery(),
                distance == null ? OptionalDouble.empty() : OptionalDouble.of(distance),
                people,
                out,
                !noPictures,
                json ? Optional.of(terminal.out()) : Optional.empty(),
                faces.threads(),
                faces.maxPixels());
        try (IdentifyPictures identification = IdentifyPictures.open(request, faces.pipeline())) {
            return run(identification);
        } catch (WrongUsageException | PipelineFileException e) {
            throw faces.wrongUsage(e);
        } catch (GalleryException e) {
            if (e.isWrongUsage()) {
                throw faces.wrongUsage(e);
            }
            throw e;
        }
    }

    private int run(IdentifyPictures identification) throws IOException {
        boolean silent = quiet || json;
        int enrolled = identification.enrolled();
        if (enrolled == 0) {
            terminal.err()
                    .println(
                            "Nobody is enrolled in %s, so every face is UNKNOWN; 'ocellus enrol NAME PICTURES' enrols somebody."
                                    .formatted(faces.gallery()));
        }
        FaceLog log = new FaceLog(terminal, silent, identification.names(), FaceLog::identities);
        GracefulStop onCtrlC = new GracefulStop(identification::stop);
        try {
            Summary summary = identification.run(log::add);
            log.end(summary);
            if (!silent) {
                terminal.out().println("People enrolled: " + enrolled);
                terminal.out().println(rule(identification.rule()));
                terminal.out()
                        .println("Results: "
                                + identification.results().stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(", ")));
                terminal.out().flush();
            }
            return summary.rejected() > 0 || !summary.complete() ? Ocellus.FAILED : Ocellus.DONE;
        } finally {
            onCtrlC.release();
        }
    }

    /** The operating point, and who chose it. */
    static String rule(MatchRule rule) {
        return String.format(
                Locale.ROOT,
                "Faces match up to a distance of %.2f (%s)",
                rule.distance(),
                Words.printable(rule.from()));
    }
}
