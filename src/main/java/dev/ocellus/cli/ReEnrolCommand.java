package dev.ocellus.cli;

import dev.ocellus.app.ReEnrolPeople;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.gallery.ReEnrolled;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.report.GalleryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ocellus re-enrol}: encodes everybody anew for another encoder. */
@Command(
        name = "re-enrol",
        description =
                "Encodes everybody anew with the encoder that is used now, from the thumbnails that 'enrol --keep-thumbnails' kept.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus re-enrol",
            "      all or nothing: where a face has no thumbnail, says whose it is and changes nothing",
            "  ocellus re-enrol --drop",
            "      removes the faces without a thumbnail for good; enrol those people from their pictures again",
            "  ocellus re-enrol --pipeline my-pipeline.yaml --gallery people.db",
            "      with the encoder of that pipeline",
            "",
            "The operating point was the old encoder's and goes; 'ocellus calibrate' finds the new one.",
            "",
            "Exit codes: 0 all done, 1 nothing was changed since some faces have no thumbnail, or the run failed, 2 wrong usage."
        })
final class ReEnrolCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private GalleryOption gallery;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "Whose encoder is meant; by default that of pipelines/recognise-faces.yaml.")
    private Path pipeline;

    @Option(names = "--drop", description = "Remove faces without a thumbnail for good, and people who have no other.")
    private boolean drop;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what was done as JSON, and nothing else.")
    private boolean json;

    ReEnrolCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        return GalleryOption.run(spec, () -> {
            try (ReEnrolPeople people = ReEnrolPeople.open(gallery.file(), Optional.ofNullable(pipeline))) {
                return run(people);
            } catch (WrongUsageException | PipelineFileException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        });
    }

    private int run(ReEnrolPeople people) throws IOException, WrongUsageException {
        if (!people.isNeeded()) {
            return tell(new ReEnrolled(0, 0, 0, List.of(), false), List.of(), nothingToDo(people));
        }
        List<PersonEntry> everybody = people.people();
        List<PersonEntry> lacking = everybody.stream()
                .filter(entry -> entry.thumbnails() < entry.faces())
                .toList();
        if (!lacking.isEmpty() && !drop) {
            refuse(people, lacking);
            return Ocellus.FAILED;
        }
        int thumbnails = everybody.stream().mapToInt(PersonEntry::thumbnails).sum();
        String from = people.before().orElseThrow().toString();
        ProgressBar bar = new ProgressBar(terminal, !quiet && !json, thumbnails);
        ReEnrolled done = people.run(drop, bar::advance);
        bar.clear();
        String summary = "Encoded anew: %s of %s, by %s; before, they were by %s."
                .formatted(
                        Words.counted(done.faces(), "face", "faces"),
                        Words.counted(done.people(), "person", "people"),
                        Words.printable(people.after().toString()),
                        Words.printable(from));
        return tell(done, lacking, summary);
    }

    private String nothingToDo(ReEnrolPeople people) throws IOException {
        return people.before().isEmpty()
                ? "Nobody was ever enrolled in %s: nothing to do.".formatted(gallery.file())
                : "The faces in %s are by %s already: nothing to do."
                        .formatted(
                                gallery.file(), Words.printable(people.after().toString()));
    }

    /** Says whose faces cannot be encoded anew, before anything is changed. */
    private void refuse(ReEnrolPeople people, List<PersonEntry> lacking) throws IOException {
        if (json) {
            GalleryJson.writeReEnrolled(new ReEnrolled(0, 0, 0, List.of(), false), lacking, terminal.out());
        }
        terminal.err()
                .println(
                        "Without a thumbnail a face cannot be encoded anew, and two encoders' faces cannot be compared. No thumbnail is kept of:");
        lacking.forEach(entry -> terminal.err().println(line(entry)));
        terminal.err()
                .printf(
                        "Nothing was changed in %s. Enrol these people in another gallery from their pictures, or go on with the old encoder (%s)"
                                + " by --pipeline FILE; or 'ocellus re-enrol --drop' removes these faces for good.%n",
                        gallery.file(),
                        Words.printable(people.before().orElseThrow().toString()));
    }

    private static String line(PersonEntry entry) {
        int bare = entry.faces() - entry.thumbnails();
        return "  %s: %d of %s"
                .formatted(
                        Words.printable(entry.person().toString()),
                        bare,
                        Words.counted(entry.faces(), "face", "faces"));
    }

    private int tell(ReEnrolled done, List<PersonEntry> lacking, String summary) throws IOException {
        if (json) {
            GalleryJson.writeReEnrolled(done, lacking, terminal.out());
        } else if (!quiet) {
            terminal.out().println(summary);
            if (done.removedFaces() > 0) {
                terminal.out().println("Removed for good, since no thumbnail was kept:");
                lacking.forEach(entry -> terminal.out().println(line(entry)));
                for (Person person : done.removedPeople()) {
                    terminal.out().println("Not enrolled any more: " + Words.printable(person.toString()));
                }
            }
            if (done.calibrationRemoved()) {
                terminal.out()
                        .println(
                                "The operating point was the old encoder's and is gone; calibrate again: ocellus calibrate PAIRS");
            }
        }
        return Ocellus.DONE;
    }
}
