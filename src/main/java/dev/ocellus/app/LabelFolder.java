package dev.ocellus.app;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.DatasetReader;
import dev.ocellus.dataset.Recognition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of labels that a user named, with all that is needed to read it.
 *
 * @param labels the folder
 * @param pictures folder of the pictures, often the same
 * @param format how the labels are written down
 * @param corners what the numbers of VOC's boxes mean
 * @param evidence what the format was recognised by, if it was
 */
public record LabelFolder(
        Path labels, Path pictures, DataSource.Format format, Corners corners, Optional<String> evidence) {
    /**
     * Looks what a folder holds.
     *
     * @param pictures folder of the pictures, where it is another one
     * @param from the format; recognised where it is not given
     * @throws WrongUsageException where a folder is missing, or the format is not recognised
     */
    public static LabelFolder open(
            Path labels, Optional<Path> pictures, Optional<DataSource.Format> from, Corners corners)
            throws WrongUsageException {
        Path shown = pictures.orElse(labels);
        for (Path folder : new Path[] {labels, shown}) {
            if (!Files.isDirectory(folder)) {
                throw new WrongUsageException("there is no folder " + folder);
            }
        }
        if (from.isPresent()) {
            return new LabelFolder(labels, shown, from.get(), corners, Optional.empty());
        }
        try {
            Recognition recognition = Recognition.of(labels);
            return new LabelFolder(labels, shown, recognition.format(), corners, Optional.of(recognition.evidence()));
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    /** A reader for it. */
    public DatasetReader reader() {
        return format.reader(corners, 0);
    }

    /** Reads all of it. */
    public Dataset read() throws IOException {
        return reader().read(labels, pictures);
    }
}
