package dev.ocellus.cli;

import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Imported;
import dev.ocellus.gallery.Person;
import dev.ocellus.report.GalleryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus import}: adds the people of an exported gallery. */
@Command(
        name = "import",
        description = "Adds the people and faces that 'ocellus export' wrote; makes the gallery where there is none.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus import people.zip",
            "      all or nothing; who is there already, by id and name, gets the faces that are new",
            "  ocellus import people.zip --gallery new.db",
            "",
            "Exit codes: 0 all done, 1 the gallery cannot be written, 2 wrong usage, or a file that is no export."
        })
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What 'ocellus export' wrote.")
    private Path file;

    @Mixin
    private GalleryOption gallery;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what was added as JSON, and nothing else.")
    private boolean json;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        return GalleryOption.run(spec, () -> {
            Gallery.requireExport(file); // before a gallery is made for it
            try (Gallery opened = Gallery.openOrCreate(gallery.file())) {
                tell(opened.importFrom(file));
                return Ocellus.DONE;
            }
        });
    }

    private void tell(Imported imported) throws IOException {
        if (json) {
            GalleryJson.writeImported(imported, terminal.out());
            return;
        }
        if (quiet) {
            return;
        }
        terminal.out()
                .printf(
                        "New people %d, known people %d, faces added %d, faces that were there already %d.%n",
                        imported.newPeople().size(), imported.knownPeople(), imported.added(), imported.alreadyThere());
        for (Person person : imported.renumbered()) {
            terminal.out()
                    .printf(
                            "%s: the id was somebody else's here, so this is a new one.%n",
                            Words.printable(person.toString()));
        }
        for (Person person : imported.sameNames()) {
            terminal.out()
                    .printf(
                            "%s: somebody else has this name, too; 'ocellus people' shows the ids.%n",
                            Words.printable(person.toString()));
        }
        if (imported.calibrated()) {
            terminal.out().println("The operating point was taken over, too.");
        }
    }
}
