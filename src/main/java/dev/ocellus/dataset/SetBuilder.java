package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A set while it is read: its pictures, ticked off as their labels are met, and what is odd about it. */
final class SetBuilder {
    private final Path folder;
    private final List<Path> pictures;
    private final NameIndex byName = new NameIndex(true);
    private final NameIndex byStem = new NameIndex(false);
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Path> claimed = new HashSet<>();
    private final Map<String, LabelledPicture> read = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Part> parts = new HashMap<>();

    /**
     * Finds the pictures of a set.
     *
     * @param folder what their ids are relative to
     * @param place the folder in which and below which they lie
     */
    SetBuilder(Path folder, Path place) throws IOException {
        this.folder = folder;
        this.pictures = FolderWalk.files(place, PictureFiles::isNamedLikePicture);
        for (Path picture : pictures) {
            byName.add(PictureFiles.id(folder, picture), picture);
            byStem.add(PictureFiles.id(folder, picture), picture);
        }
    }

    /** Where to put what is odd. */
    List<Finding> findings() {
        return findings;
    }

    List<Path> pictures() {
        return pictures;
    }

    /** The pictures that are called so. */
    List<Path> named(String name) {
        return byName.find(name);
    }

    /** The pictures that are called so but for their extension. */
    List<Path> withStem(String name) {
        return byStem.find(name);
    }

    /**
     * Ticks off the picture that labels are for; empty, with a finding, where there is none or it has labels already.
     *
     * @param candidates the pictures that the labels may mean
     * @param name what the labels call it
     * @param file of the labels
     */
    Optional<Path> claim(List<Path> candidates, String name, Path file, int line) {
        if (candidates.isEmpty()) {
            return lost(
                    Finding.Kind.LABELS_WITHOUT_PICTURE,
                    file,
                    line,
                    "labels without a picture: " + name,
                    "add the picture or remove the labels");
        }
        if (candidates.size() > 1) {
            return lost(
                    Finding.Kind.AMBIGUOUS_NAME,
                    file,
                    line,
                    "'%s' may be %s or %s, left out"
                            .formatted(
                                    name,
                                    PictureFiles.id(folder, candidates.get(0)),
                                    PictureFiles.id(folder, candidates.get(1))),
                    "give each picture a name of its own, or write its folder too");
        }
        Path picture = candidates.get(0);
        if (!claimed.add(picture)) {
            return lost(
                    Finding.Kind.LABELS_TWICE,
                    file,
                    line,
                    "labels for " + picture.getFileName() + " a second time, left out",
                    "keep one place of labels for each picture");
        }
        return Optional.of(picture);
    }

    private Optional<Path> lost(Finding.Kind kind, Path file, int line, String what, String toDo) {
        findings.add(new Finding(kind, file, line, Finding.Loss.PICTURE, what, toDo));
        return Optional.empty();
    }

    /** The size of a picture; empty, with a finding, where its file does not tell. */
    Optional<Size> size(Path picture, PictureSizes sizes) {
        try {
            return Optional.of(sizes.of(picture));
        } catch (IOException e) {
            findings.add(new Finding(
                    Finding.Kind.UNREADABLE_PICTURE,
                    picture,
                    0,
                    Finding.Loss.PICTURE,
                    "its size cannot be read (" + e.getMessage() + "), left out",
                    "replace or remove the picture"));
            return Optional.empty();
        }
    }

    /** Takes a picture whose labels were read. */
    void add(Path picture, BoxSieve boxes, Optional<Size> stated, Optional<Part> part) {
        String id = PictureFiles.id(folder, picture);
        read.put(id, new LabelledPicture(id, picture, Truth.of(boxes.boxes()), stated));
        places.put(id, boxes.place());
        part.ifPresent(known -> parts.put(id, known));
    }

    /** Tells of pictures that cannot be told apart by label files called as they are. */
    void tellSameStems() {
        Set<String> stems = new HashSet<>();
        for (Path picture : pictures) {
            String id = PictureFiles.id(folder, picture);
            if (!stems.add(id.substring(0, id.lastIndexOf('.')))) {
                findings.add(new Finding(
                        Finding.Kind.SAME_STEM,
                        picture,
                        0,
                        Finding.Loss.NOTHING,
                        "differs from another picture only in its ending",
                        "give each picture a name of its own"));
            }
        }
    }

    /** Tells of pictures without labels. */
    void tellUnlabelled(Collection<Path> expected, String toDo) {
        for (Path picture : expected) {
            if (!claimed.contains(picture)) {
                findings.add(new Finding(
                        Finding.Kind.PICTURE_WITHOUT_LABELS,
                        picture,
                        0,
                        Finding.Loss.PICTURE,
                        "a picture without labels, left out",
                        toDo));
            }
        }
    }

    Dataset build(List<String> classes) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Dataset(
                name == null ? folder.toString() : name.toString(),
                List.copyOf(read.values()),
                findings,
                classes,
                places,
                parts);
    }
}
