package dev.ocellus.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One way to write down the labels of a set, such that the reader of the same name reads them back. */
public interface LabelWriter {
    /** The folder beside or among the labels in which the pictures belong. */
    String PICTURES = "images";

    /** Writes all files of labels; the pictures themselves belong into {@link #PICTURES} in the same folder. */
    void write(LabelSet set, Path folder) throws IOException;

    /** What this format cannot hold of a set, for people; empty where it holds all. */
    List<String> losses(LabelSet set);
}
