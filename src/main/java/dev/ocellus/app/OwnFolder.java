package dev.ocellus.app;

import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that a command makes. A file of notes in it says in its first line what it holds, so that the same command may be run again, and no other
 * one may write there.
 */
final class OwnFolder {
    private final Path folder;
    private final String notes;
    private final String what;

    private OwnFolder(Path folder, String notes, String what) {
        this.folder = folder;
        this.notes = notes;
        this.what = what;
    }

    /**
     * Looks whether a command may write there.
     *
     * @param reads folders that it reads
     * @param notes name of the file of notes
     * @param what the folder will hold, on one line
     * @throws WrongUsageException where the folder holds something else, or lies in a folder that is read
     */
    static OwnFolder open(Path out, List<Path> reads, String notes, String what)
            throws WrongUsageException, IOException {
        Path folder = out.toAbsolutePath().normalize();
        for (Path read : reads) {
            if (folder.startsWith(read.toAbsolutePath().normalize())) {
                throw new WrongUsageException(
                        "the new labels would go into %s, among the ones that are read; choose another --out"
                                .formatted(folder));
            }
        }
        if (Files.exists(folder) && !isEmpty(folder) && !holds(folder.resolve(notes), what)) {
            throw new WrongUsageException(
                    "%s is not empty, and not made by the same command; choose another --out".formatted(folder));
        }
        return new OwnFolder(folder, notes, what);
    }

    private static boolean isEmpty(Path folder) throws WrongUsageException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new WrongUsageException(folder + " is a file, not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static boolean holds(Path notes, String what) throws IOException {
        return Files.isRegularFile(notes)
                && Files.readString(notes).lines().findFirst().equals(Optional.of(what));
    }

    Path path() {
        return folder;
    }

    Path notes() {
        return folder.resolve(notes);
    }

    /** Marks the folder before anything else goes there. */
    void begin() throws IOException {
        finish(List.of("Not finished yet."));
    }

    /** Writes down what it holds. */
    void finish(List<String> lines) throws IOException {
        PendingFile.write(notes(), what + "\n\n" + String.join("\n", lines) + "\n");
    }
}
