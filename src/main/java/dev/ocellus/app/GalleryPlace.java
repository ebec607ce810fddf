package dev.ocellus.app;

import java.nio.file.Path;
import java.util.Optional;

/** Which gallery is meant. */
public final class GalleryPlace {
    /** Variable of the environment that names a gallery. */
    public static final String VARIABLE = "OCELLUS_GALLERY";

    private static final String FILE = "gallery.db";

    private GalleryPlace() {}

    /**
     * The gallery that was chosen.
     *
     * @param option what the command says, if it does
     * @param environment the value of {@value #VARIABLE}, if it has one; else {@code gallery.db} in the working directory is meant
     */
    public static Path of(Optional<Path> option, Optional<String> environment) {
        return option.orElseGet(
                () -> Path.of(environment.filter(value -> !value.isBlank()).orElse(FILE)));
    }

    /** The gallery that was chosen, in this environment. */
    public static Path of(Optional<Path> option) {
        return of(option, Optional.ofNullable(System.getenv(VARIABLE)));
    }
}
