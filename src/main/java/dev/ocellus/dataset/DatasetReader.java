package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** One way in which labels are written down in a folder. */
public interface DatasetReader {
    /**
     * Reads all labels of a folder. A fault in one box, file or line is a {@link Finding} and costs no more than itself.
     *
     * @throws IOException where the folder itself cannot be read or holds nothing of this format
     */
    Dataset read(Path folder) throws IOException;
}
