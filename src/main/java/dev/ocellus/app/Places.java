package dev.ocellus.app;

import java.nio.file.Path;

/** Where the program's own files lie: below the folder named by the system property {@code ocellus.home}, else below the working directory. */
final class Places {
    private Places() {}

    static Path pipelines() {
        return Path.of(System.getProperty("ocellus.home", "")).resolve("pipelines");
    }
}
