package dev.ocellus.cli;

import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.gallery.FaceEntry;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.report.GalleryJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus people}: lists who is enrolled. */
@Command(
        name = "people",
        description = "Lists who is enrolled, or all that is kept of one person.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus people",
            "      everybody: name, id, number of faces, since when",
            "  ocellus people Ann --json",
            "      all that is kept of Ann, for the next program",
            "",
            "Exit codes: 0 all done, 1 the gallery cannot be read, 2 wrong usage."
        })
final class PeopleCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "Only this person, by name or by id: '#' and eight letters and digits.")
    private String name;

    @Mixin
    private GalleryOption gallery;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    PeopleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        return GalleryOption.run(spec, () -> {
            try (Gallery opened = Gallery.openToRead(gallery.file())) {
                if (name == null) {
                    list(opened);
                } else {
                    show(opened.faces(name));
                }
                return Ocellus.DONE;
            }
        });
    }

    private void list(Gallery opened) throws IOException {
        List<PersonEntry> people = opened.people();
        Optional<EncoderIdentity> encoder = opened.encoder();
        if (json) {
            GalleryJson.writePeople(people, encoder, terminal.out());
            return;
        }
        if (people.isEmpty()) {
            terminal.out().println("Nobody is enrolled in " + opened.file() + ".");
            return;
        }
        Table table = new Table("llrrl").line("name", "id", "faces", "thumbnails", "since");
        for (PersonEntry entry : people) {
            table.line(
                    Words.printable(entry.person().name()),
                    Person.ID_SIGN + entry.person().id(),
                    Integer.toString(entry.faces()),
                    Integer.toString(entry.thumbnails()),
                    entry.since().toString());
        }
        table.print(terminal.out());
        encoder.ifPresent(known -> terminal.out().println("Encoder: " + Words.printable(known.toString())));
    }

    private void show(List<FaceEntry> faces) throws IOException {
        if (json) {
            GalleryJson.writeFaces(faces, terminal.out());
            return;
        }
        terminal.out().println(Words.printable(faces.get(0).person().toString()));
        Table table = new Table("lllr").line("source", "enrolled", "SHA-256 of the picture", "thumbnail");
        for (FaceEntry entry : faces) {
            table.line(
                    Words.printable(entry.face().source()),
                    entry.enrolledAt().toString(),
                    entry.face().pictureSha256(),
                    entry.face().thumbnail().isPresent() ? "kept" : "-");
        }
        table.print(terminal.out());
    }
}
