package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The label files of a YOLO set, ticked off as they are used. */
final class YoloLabels {
    private final Path folder;
    private final List<Path> all;
    private final NameIndex labels = new NameIndex(false);
    private final NameIndex pictures = new NameIndex(false);
    private final Set<Path> used = new HashSet<>();

    YoloLabels(Path folder, List<Path> all, List<Path> pictures) {
        this.folder = folder;
        this.all = all;
        all.forEach(label -> labels.add(PictureFiles.id(folder, label), label));
        pictures.forEach(picture -> this.pictures.add(place(picture), picture));
    }

    /** The label file of a picture; empty, where there is none or nobody can tell which. */
    Optional<Path> of(Path picture, List<Finding> findings) {
        List<Path> found = labels.find(place(picture)).stream()
                // a file that fits another picture better is that one's
                .filter(label -> pictures.find(PictureFiles.id(folder, label)).contains(picture))
                .toList();
        used.addAll(found);
        if (found.size() > 1) {
            findings.add(new Finding(
                    Finding.Kind.AMBIGUOUS_NAME,
                    picture,
                    0,
                    Finding.Loss.NOTHING,
                    "its labels may be in %s or %s".formatted(found.get(0), found.get(1)),
                    "give each picture a name of its own"));
            return Optional.empty();
        }
        return found.stream().findFirst();
    }

    /** Where trainings look for the labels of a picture: in {@code labels} instead of the innermost {@code images}. */
    private String place(Path picture) {
        String id = PictureFiles.id(folder, picture);
        int at = ("/" + id).lastIndexOf("/images/");
        return at < 0 ? id : id.substring(0, at) + "labels/" + id.substring(at + "images/".length());
    }

    /** Tells of label files that no picture used; other text files lie there rightly. */
    void tellWithoutPicture(List<Finding> findings) throws IOException {
        for (Path label : all) {
            if (!used.contains(label) && (Files.size(label) == 0 || YoloParser.isLabelFile(label))) {
                findings.add(new Finding(
                        Finding.Kind.LABELS_WITHOUT_PICTURE,
                        label,
                        0,
                        Finding.Loss.PICTURE,
                        "labels without a picture",
                        "add the picture or remove the label file"));
            }
        }
    }
}
