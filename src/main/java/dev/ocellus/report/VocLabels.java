package dev.ocellus.report;

import dev.ocellus.dataset.Part;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Labels in Pascal VOC's form: {@code annotations/NAME.xml} in whole pixels counted from 1, and {@code ImageSets/Main/PART.txt}. */
public record VocLabels() implements LabelWriter {
    @Override
    public void write(LabelSet set, Path folder) throws IOException {
        for (LabelSet.Picture picture : set.pictures()) {
            PendingFile.write(
                    folder.resolve("annotations").resolve(picture.stem() + ".xml"),
                    VocXml.of(picture.fileName(), picture.size(), picture.boxes()));
        }
        for (Part part : Part.values()) {
            List<LabelSet.Picture> pictures = set.of(Optional.of(part));
            if (!pictures.isEmpty()) {
                PendingFile.write(
                        folder.resolve("ImageSets").resolve("Main").resolve(YoloText.name(part) + ".txt"),
                        pictures.stream().map(picture -> picture.stem() + "\n").collect(Collectors.joining()));
            }
        }
    }

    @Override
    public List<String> losses(LabelSet set) {
        List<String> losses = new ArrayList<>();
        Set<String> unused = new HashSet<>(set.classes());
        long rounded = 0;
        for (LabelSet.Picture picture : set.pictures()) {
            for (TruthBox box : picture.boxes()) {
                unused.remove(box.label());
                rounded += isWhole(box.box()) ? 0 : 1;
            }
        }
        if (rounded > 0) {
            losses.add("VOC has whole pixels: the edges of %d boxes are rounded".formatted(rounded));
        }
        if (!unused.isEmpty()) {
            losses.add("VOC lists no classes, so those without boxes are lost: "
                    + unused.stream().sorted().collect(Collectors.joining(", ")));
        }
        return losses;
    }

    /** To a hundredth, since fractions of a picture are rounded. */
    private static boolean isWhole(Box box) {
        return DoubleStream.of(box.left(), box.top(), box.right(), box.bottom())
                .allMatch(edge -> Math.abs(edge - Math.rint(edge)) < 0.01);
    }
}
