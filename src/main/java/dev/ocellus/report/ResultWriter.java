package dev.ocellus.report;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes results in the order in which it is given them, from one thread. What was given has left the program when {@link #write} returns. Files
 * carry their real names only after {@link #finish}; whoever is killed before leaves files ending in {@code .part}.
 */
public interface ResultWriter extends Closeable {
    void write(PictureResult result) throws IOException;

    /** Makes whole files of what was written; not called after a {@link #write} that failed. */
    void finish(Summary summary) throws IOException;

    /** Frees what the writer holds. Without {@link #finish} the files stay unfinished. */
    @Override
    void close() throws IOException;
}
