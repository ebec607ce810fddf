package dev.ocellus.app;

import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelMap;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.PictureList;
import dev.ocellus.frame.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Labelled pictures as they are to be judged: read in whatever format, with the labels that a detector says. */
final class LabelledSet {
    private final EvaluateRequest.Labels labels;
    private final Dataset dataset;
    private final List<LabelledPicture> pictures;
    private final List<Finding> findings;

    private LabelledSet(EvaluateRequest.Labels labels, Dataset dataset, List<LabelledPicture> pictures) {
        this.labels = labels;
        this.dataset = dataset;
        this.pictures = pictures;
        this.findings = new ArrayList<>(dataset.findings());
    }

    /**
     * Reads the set.
     *
     * @throws WrongUsageException where there is no such folder, the format is not recognised, or a label has no new name
     */
    static LabelledSet read(EvaluateRequest.Labels labels) throws WrongUsageException {
        LabelFolder folder = LabelFolder.open(labels.folder(), labels.pictures(), labels.format(), labels.corners());
        try {
            Dataset dataset = folder.read();
            List<LabelledPicture> pictures = new ArrayList<>();
            for (LabelledPicture picture : dataset.pictures()) {
                pictures.add(picture.withTruth(renamed(picture.truth(), labels.names())));
            }
            return new LabelledSet(labels, dataset, pictures);
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private static Truth renamed(Truth truth, Map<String, String> names) throws WrongUsageException {
        Map<String, String> kept = new HashMap<>(names);
        kept.values().removeIf(String::isEmpty);
        Truth asked = truth.withBoxes(truth.boxes().stream()
                .filter(box -> !names.getOrDefault(box.label(), names.getOrDefault("*", "-"))
                        .isEmpty())
                .toList());
        try {
            return new LabelMap(kept).apply(asked);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--labels: " + e.getMessage());
        }
    }

    /** All pictures. */
    List<LabelledPicture> pictures() {
        return pictures;
    }

    /** What was odd so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What the set says its pictures are for, in the order of the parts. */
    List<Part> parts() {
        return List.copyOf(new TreeSet<>(dataset.parts().values()));
    }

    /**
     * Some of the pictures.
     *
     * @param selection a part of the set, a file that lists pictures, or the folder of another set
     * @throws WrongUsageException where it is nothing of that
     */
    List<LabelledPicture> select(String selection) throws WrongUsageException {
        Optional<Part> part =
                parts().stream().filter(known -> known.isCalled(selection)).findFirst();
        if (part.isPresent()) {
            return pictures.stream()
                    .filter(picture -> dataset.parts().get(picture.id()) == part.get())
                    .toList();
        }
        Path path = Path.of(selection);
        if (Files.isDirectory(path)) {
            LabelledSet other = read(new EvaluateRequest.Labels(
                    path, Optional.empty(), Optional.empty(), labels.corners(), labels.names()));
            findings.addAll(other.findings);
            return other.pictures;
        }
        if (!Files.isRegularFile(path)) {
            throw new WrongUsageException("'%s' is no part of the set (%s), and there is no list or folder of that name"
                    .formatted(
                            selection,
                            parts().isEmpty()
                                    ? "it says of no picture what it is for"
                                    : "which has "
                                            + parts().stream()
                                                    .map(Part::toString)
                                                    .collect(Collectors.joining(", "))));
        }
        try {
            PictureList list = PictureList.read(path, pictures);
            findings.addAll(list.findings());
            if (list.pictures().isEmpty()) {
                throw new WrongUsageException("%s names none of the %d labelled pictures in %s"
                        .formatted(path, pictures.size(), labels.folder()));
            }
            return list.pictures();
        } catch (IOException e) {
            throw new WrongUsageException("%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }
}
