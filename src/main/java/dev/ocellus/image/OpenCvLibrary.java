package dev.ocellus.image;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.Core;

/**
 * The native OpenCV library, loaded once and on first use. A file named by the system property {@value #PROPERTY} is loaded as it is; otherwise the
 * library of this system is unpacked from the jar into a temporary folder, which costs some tenths of a second at every start.
 */
final class OpenCvLibrary {
    static final String PROPERTY = "ocellus.opencv.library";

    private static boolean loaded;

    private OpenCvLibrary() {}

    /**
     * Makes OpenCV usable; cheap when it is already.
     *
     * @throws IllegalStateException where there is no library for this system, or the named file is not one
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        String file = System.getProperty(PROPERTY);
        try {
            if (file != null && Files.isRegularFile(Path.of(file))) {
                System.load(Path.of(file).toAbsolutePath().toString());
            } else {
                nu.pattern.OpenCV.loadLocally();
            }
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            throw new IllegalStateException(
                    "The OpenCV library could not be loaded on %s %s: %s"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
                    e);
        }
        // Whole pictures run in parallel; threads inside each picture would only compete with them.
        Core.setNumThreads(1);
        loaded = true;
    }
}
