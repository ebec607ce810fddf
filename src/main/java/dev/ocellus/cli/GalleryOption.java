package dev.ocellus.cli;

import dev.ocellus.app.GalleryPlace;
import dev.ocellus.gallery.GalleryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which gallery a command works on. */
final class GalleryOption {
    @Option(
            names = "--gallery",
            paramLabel = "FILE",
            description = "The gallery (default: what the variable " + GalleryPlace.VARIABLE
                    + " of the environment says, else gallery.db).")
    private Path gallery;

    Path file() {
        return GalleryPlace.of(Optional.ofNullable(gallery));
    }

    /** Does something with a gallery, and tells what is a wrong usage of it from what went wrong. */
    static int run(CommandSpec spec, Callable<Integer> action) throws Exception {
        try {
            return action.call();
        } catch (GalleryException e) {
            if (e.isWrongUsage()) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
            throw e;
        }
    }
}
