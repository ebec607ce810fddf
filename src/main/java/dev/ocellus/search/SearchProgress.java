package dev.ocellus.search;

import java.util.List;

/** Hears how a search gets on; called by one thread at a time. */
public interface SearchProgress {
    /**
     * @param done trials of earlier starts
     * @param trials of the whole search
     */
    void begins(List<Finished> done, int trials);

    void finished(Finished trial);
}
