package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        Size size = result.size().get();
        StringBuilder lines = new StringBuilder();
        boolean newClass = false;
        for (Detection detection : result.detections()) {
            Box box = detection.box().clip(size);
            if (box.area() > 0) {
                newClass |= !classes.contains(detection.label()) && classes.add(detection.label());
                lines.append("%d %s %s %s %s\n"
                        .formatted(
                                classes.indexOf(detection.label()),
                                fraction(box.centre().x(), size.width()),
                                fraction(box.centre().y(), size.height()),
                                fraction(box.width(), size.width()),
                                fraction(box.height(), size.height())));
            }
        }
        if (newClass) {
            writeClasses();
        }
        PendingFile.write(folder.resolve("labels").resolve(names.of(result.name()) + ".txt"), lines.toString());
    }

    private void writeClasses() throws IOException {
        PendingFile.write(
                folder.resolve("classes.txt"),
                classes.stream().map(c -> c + "\n").collect(Collectors.joining()));
        String entries = IntStream.range(0, classes.size())
                .mapToObj(i -> "  %d: '%s'\n".formatted(i, classes.get(i).replace("'", "''")))
                .collect(Collectors.joining());
        PendingFile.write(
                folder.resolve("data.yaml"),
                "# the pictures belong into images/, beside labels/\ntrain: images\nval: images\nnames:\n" + entries);
    }

    private static String fraction(double pixels, int whole) {
        return JsonLines.rounded(pixels / whole, 6).toPlainString();
    }

    @Override
    public void finish(Summary summary) throws IOException {
        writeClasses();
    }

    @Override
    public void close() {}
}
