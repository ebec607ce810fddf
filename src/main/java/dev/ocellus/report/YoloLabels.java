package dev.ocellus.report;

import dev.ocellus.dataset.Part;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Labels as YOLO's trainings read them: {@code labels/NAME.txt} in fractions of the picture, {@code data.yaml} with the names of the classes, and a
 * list {@code PART.txt} for each part.
 */
public record YoloLabels() implements LabelWriter {
    @Override
    public void write(LabelSet set, Path folder) throws IOException {
        for (LabelSet.Picture picture : set.pictures()) {
            PendingFile.write(
                    folder.resolve("labels").resolve(picture.stem() + ".txt"),
                    YoloText.labels(picture.size(), picture.boxes(), set.classes()));
        }
        StringBuilder yaml = new StringBuilder();
        for (Part part : Part.values()) {
            List<LabelSet.Picture> pictures = set.of(Optional.of(part));
            if (!pictures.isEmpty()) {
                String name = YoloText.name(part);
                yaml.append("%s: %s.txt\n".formatted(name, name));
                PendingFile.write(
                        folder.resolve(name + ".txt"),
                        pictures.stream()
                                .map(picture -> "./" + PICTURES + "/" + picture.fileName() + "\n")
                                .collect(Collectors.joining()));
            }
        }
        if (yaml.isEmpty()) {
            yaml.append("# nobody said what the pictures are for, so put some aside for val\ntrain: %s\nval: %s\n"
                    .formatted(PICTURES, PICTURES));
        }
        PendingFile.write(folder.resolve("data.yaml"), yaml + YoloText.names(set.classes()));
    }

    @Override
    public List<String> losses(LabelSet set) {
        List<String> losses = new ArrayList<>();
        if (set.difficult() > 0) {
            losses.add("YOLO has no mark for what is difficult: %d boxes are written like the others"
                    .formatted(set.difficult()));
        }
        int unlisted = set.of(Optional.empty()).size();
        if (unlisted > 0 && unlisted < set.pictures().size()) {
            losses.add("YOLO reads the pictures of its lists: %d that are for nothing in particular are in none"
                    .formatted(unlisted));
        }
        return losses;
    }
}
