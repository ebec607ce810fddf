package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One way in which labels are written down in a folder. */
public interface DatasetReader {
    /**
     * Reads all labels of a folder. A fault in one box, file or line is a {@link Finding} and costs no more than itself.
     *
     * @param labels where the labels are
     * @param pictures where the pictures are: often the same folder
     * @throws IOException where a folder itself cannot be read or holds nothing of this format
     */
    Dataset read(Path labels, Path pictures) throws IOException;

    /** Reads all labels of a folder that holds the pictures, too. */
    default Dataset read(Path folder) throws IOException {
        return read(folder, folder);
    }

    /**
     * What speaks for this format in a folder, found by looking at a few of its files; empty where nothing does.
     *
     * @throws IOException where the folder cannot be read
     */
    Optional<String> evidence(Path labels) throws IOException;

    /** What {@link #evidence} looks for, for people. */
    String lookedFor();
}
