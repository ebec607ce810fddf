package dev.ocellus.app;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.report.LabelFormat;
import dev.ocellus.settings.KebabCase;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which labels are to be written in which format.
 *
 * @param labels folder that holds them
 * @param pictures folder of the pictures, where it is another one
 * @param from how the labels are written down; recognised where it is not given
 * @param corners what the numbers of VOC's boxes mean
 * @param to how they are to be written
 * @param out folder for them
 * @param handling what becomes of the pictures
 */
public record ConvertRequest(
        Path labels,
        Optional<Path> pictures,
        Optional<DataSource.Format> from,
        Corners corners,
        LabelFormat to,
        Path out,
        PictureHandling handling) {
    /** What becomes of the pictures. */
    public enum PictureHandling {
        /** They are copied beside the new labels. */
        COPY,
        /** Symbolic links to them lie beside the new labels. */
        LINK,
        /** They stay where they are. */
        NONE;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return KebabCase.of(name());
        }
    }
}
