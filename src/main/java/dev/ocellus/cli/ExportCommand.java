package dev.ocellus.cli;

import dev.ocellus.gallery.Exported;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.report.GalleryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus export}: writes a gallery into a file of an open form. */
@Command(
        name = "export",
        description = "Writes a gallery into one file of an open form: a backup, or for another program.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus export people.zip",
            "      everybody; docs/gallery.md tells what is in the file",
            "  ocellus export rescued.zip --gallery damaged.db --salvage",
            "      what can still be read of a damaged gallery",
            "",
            "Whoever is forgotten later stays in the exports made before: keep few, and know where.",
            "",
            "Exit codes: 0 all done, 1 not everything could be read or written, 2 wrong usage."
        })
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Mixin
    private GalleryOption gallery;

    @Option(names = "--overwrite", description = "Replace the file where there is one.")
    private boolean overwrite;

    @Option(names = "--salvage", description = "Leave out what cannot be read.")
    private boolean salvage;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what was written as JSON, and nothing else.")
    private boolean json;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        return GalleryOption.run(spec, () -> {
            if (Files.exists(file) && (!overwrite || isGallery())) {
                throw new ParameterException(
                        spec.commandLine(),
                        isGallery()
                                ? file + " is the gallery itself; choose another name"
                                : file + " is there already; --overwrite replaces it");
            }
            if (salvage) {
                return tell(Gallery.salvage(gallery.file(), file));
            }
            try (Gallery opened = Gallery.openToRead(gallery.file())) {
                return tell(opened.export(file));
            }
        });
    }

    private boolean isGallery() throws IOException {
        return Files.exists(gallery.file()) && Files.isSameFile(file, gallery.file());
    }

    private int tell(Exported exported) throws IOException {
        if (json) {
            GalleryJson.writeExported(exported, terminal.out());
        } else if (!quiet) {
            terminal.out()
                    .printf(
                            "Written to %s: people %d, faces %d, thumbnails %d.%n",
                            file, exported.people(), exported.faces(), exported.thumbnails());
        }
        if (exported.lost() > 0) {
            terminal.err().printf("Faces that could not be read: %d.%n", exported.lost());
            return Ocellus.FAILED;
        }
        return Ocellus.DONE;
    }
}
