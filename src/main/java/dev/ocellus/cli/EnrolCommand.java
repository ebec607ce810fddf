package dev.ocellus.cli;

import dev.ocellus.app.EnrolPeople;
import dev.ocellus.app.EnrolRequest;
import dev.ocellus.app.EnrolRequest.Mode;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.frame.Identity.Candidate;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocellus enrol}: puts people into the gallery. */
@Command(
        name = "enrol",
        description = "Enrols people from pictures that show one clear face each.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus enrol Ann ann-1.jpg ann-2.jpg",
            "      two pictures of one person",
            "  ocellus enrol people",
            "      a folder with a folder for each person, named after the person in any script",
            "  ocellus enrol Ann new.jpg --replace --keep-thumbnails",
            "      instead of the pictures before; the face is kept for another encoder, see 'ocellus re-enrol'",
            "  ocellus enrol people --dry-run",
            "      says what would be enrolled, and changes nothing",
            "",
            "A picture that does not serve is told with its reason and left out.",
            "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage."
        })
final class EnrolCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME PICTURES | PEOPLE",
            arity = "1..*",
            description =
                    "A name (or the #id of somebody enrolled) and pictures, folders or patterns in quotes; or only a folder "
                            + "with a folder for each person.")
    private List<String> typed;

    @ArgGroup
    private Existing existing = new Existing();

    /** What happens to somebody with the name. */
    static final class Existing {
        @Option(names = "--add", description = "Add to the faces of the person with this name (the default).")
        private boolean add;

        @Option(
                names = "--replace",
                description =
                        "Remove the person's faces that were enrolled before, for good, once the new ones are there.")
        private boolean replace;

        @Option(names = "--new-person", description = "Enrol another person of the same name.")
        private boolean newPerson;
    }

    @Option(
            names = "--keep-thumbnails",
            description =
                    "Keep the faces themselves, up to 160 pixels wide, so that 're-enrol' can encode them for another encoder.")
    private boolean thumbnails;

    @Option(names = "--dry-run", description = "Say what would be enrolled, and change nothing.")
    private boolean dryRun;

    @Option(names = "--recursive", description = "Look into the folders inside the folders, too.")
    private boolean recursive;

    @Mixin
    private FaceOptions faces;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the ledger of all inputs as JSON, and nothing else.")
    private boolean json;

    EnrolCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (EnrolPeople enrolment = EnrolPeople.open(request(), faces.pipeline())) {
            return run(enrolment);
        } catch (WrongUsageException | PipelineFileException e) {
            throw faces.wrongUsage(e);
        } catch (GalleryException e) {
            if (e.isWrongUsage()) {
                throw faces.wrongUsage(e);
            }
            throw e;
        }
    }

    private EnrolRequest request() {
        boolean people = typed.size() == 1;
        faces.require(
                !people || Files.isDirectory(Path.of(typed.get(0))),
                "there must be a name and pictures, or a folder with a folder for each person: '%s' is no folder"
                        .formatted(typed.get(0)));
        Mode mode = existing.replace ? Mode.REPLACE : existing.newPerson ? Mode.NEW_PERSON : Mode.ADD;
        return new EnrolRequest(
                people ? Optional.empty() : Optional.of(typed.get(0)),
                people ? typed : typed.subList(1, typed.size()),
                recursive,
                faces.gallery(),
                mode,
                FaceLimits.STANDARD,
                thumbnails,
                dryRun,
                json ? Optional.of(terminal.out()) : Optional.empty(),
                faces.threads(),
                faces.maxPixels());
    }

    private int run(EnrolPeople enrolment) throws IOException {
        FaceLog log = new FaceLog(terminal, quiet || json, enrolment.names(), this::enrolled);
        GracefulStop onCtrlC = new GracefulStop(enrolment::stop);
        try {
            Summary summary = enrolment.run(log::add);
            log.end(summary);
            if (!quiet && !json) {
                terminal.out().println((dryRun ? "Nothing was changed in " : "Gallery: ") + faces.gallery());
            }
            return summary.rejected() > 0 || !summary.complete() ? Ocellus.FAILED : Ocellus.DONE;
        } finally {
            onCtrlC.release();
        }
    }

    private String enrolled(PictureResult result) {
        Candidate person =
                result.detections().get(0).identity().orElseThrow().candidates().get(0);
        boolean before = result.reasons().stream().map(Reason::code).anyMatch("ALREADY_ENROLLED"::equals);
        String name = Words.printable(person.name()) + (person.person().isEmpty() ? " (new)" : " #" + person.person());
        if (before) {
            return "was enrolled before as " + name;
        }
        return (dryRun ? "would be enrolled as " : "enrolled as ") + name;
    }
}
