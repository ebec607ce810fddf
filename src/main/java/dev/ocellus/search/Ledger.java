package dev.ocellus.search;

import dev.ocellus.files.PendingFile;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.RecordReader;
import dev.ocellus.settings.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The finished trials of a search as they are kept on disk. Written whole after each trial, so that a kill at any moment leaves all trials that had
 * finished.
 *
 * @param search fingerprint of what decides the outcome of trials
 * @param trials in any order
 */
public record Ledger(String search, @Default("[]") List<Finished> trials) {
    static final String FILE = "ledger.yaml";

    public Ledger {
        trials = List.copyOf(trials);
    }

    /**
     * The ledger of a folder; an empty one where there is none.
     *
     * @throws IOException where it is damaged, or belongs to another search
     */
    static Ledger open(Path folder, String search) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new Ledger(search, List.of());
        }
        Ledger ledger = RecordReader.readFile(file, Ledger.class, "entry");
        if (!ledger.search.equals(search)) {
            throw new IOException(file + " is of a search in another space, with other settings or on other data; "
                    + "give another --out folder, or remove it to start anew");
        }
        return ledger;
    }

    void write(Path folder) throws IOException {
        PendingFile.write(folder.resolve(FILE), RecordWriter.write(this));
    }
}
