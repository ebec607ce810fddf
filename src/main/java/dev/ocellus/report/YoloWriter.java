package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels as YOLO's training reads them: {@code labels/NAME.txt} for each searched picture with a line {@code class x y width height} for each object,
 * centre and size as fractions of the picture; {@code classes.txt} and {@code data.yaml} name the classes, which are numbered as they turn up. Boxes
 * are cut at the picture's edge.
 */
public final class YoloWriter implements ResultWriter {
    private final Path folder;
    private final OutputNames names;
    private final List<String> classes = new ArrayList<>();

    public YoloWriter(Path folder, OutputNames names) {
        this.folder = folder;
        this.names = names;
    }

    @Override
    public void write(PictureResult result) throws IOException {
        if (result.size().isEmpty()) {
            return;
        }
        List<TruthBox> boxes = result.asLabels();
        boolean newClass = false;
        for (TruthBox box : boxes) {
            newClass |= !classes.contains(box.label()) && classes.add(box.label());
        }
        if (newClass) {
            writeClasses();
        }
        PendingFile.write(
                folder.resolve("labels").resolve(names.of(result.name()) + ".txt"),
                YoloText.labels(result.size().get(), boxes, classes));
    }

    private void writeClasses() throws IOException {
        PendingFile.write(folder.resolve("classes.txt"), YoloText.classes(classes));
        PendingFile.write(
                folder.resolve("data.yaml"),
                "# the pictures belong into images/, beside labels/\ntrain: images\nval: images\n"
                        + YoloText.names(classes));
    }

    @Override
    public void finish(Summary summary) throws IOException {
        writeClasses();
    }

    @Override
    public void close() {}
}
