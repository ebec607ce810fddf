package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Detections as labels in Pascal VOC's form, {@code NAME.xml} for each searched picture: whole pixels counted from 1, the last one included. Boxes
 * are cut at the picture's edge.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">The VOC 2012 development kit, section 4.1</a>
 */
public final class VocWriter implements ResultWriter {
    private final Path folder;
    private final OutputNames names;

    public VocWriter(Path folder, OutputNames names) {
        this.folder = folder;
        this.names = names;
    }

    @Override
    public void write(PictureResult result) throws IOException {
        if (result.size().isPresent()) {
            String fileName = result.name().substring(result.name().lastIndexOf('/') + 1);
            PendingFile.write(
                    folder.resolve(names.of(result.name()) + ".xml"),
                    VocXml.of(fileName, result.size().get(), result.asLabels()));
        }
    }

    @Override
    public void finish(Summary summary) {}

    @Override
    public void close() {}
}
