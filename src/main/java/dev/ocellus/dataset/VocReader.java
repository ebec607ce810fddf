package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads labels in Pascal VOC's form: one XML file a picture, in {@code annotations/} or {@code Annotations/} beside {@code images/} or
 * {@code JPEGImages/}, or labels and pictures together in one folder. A label file belongs to the picture with its name, else to the one that it
 * names.
 *
 * @param corners what the numbers of a box mean
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">The VOC 2012 development kit, section 4.1</a>
 */
public record VocReader(Corners corners) implements DatasetReader {
    public VocReader {
        Objects.requireNonNull(corners);
    }

    @Override
    public Dataset read(Path folder) throws IOException {
        List<Path> labels =
                PictureFiles.ending(PictureFiles.firstFolder(folder, "annotations", "Annotations"), Set.of("xml"));
        if (labels.isEmpty()) {
            throw new IOException("no VOC labels (*.xml) in " + folder + " or its folder annotations");
        }
        List<Finding> findings = new ArrayList<>();
        Pictures pictures = new Pictures(PictureFiles.firstFolder(folder, "images", "JPEGImages"), findings);
        VocParser parser = new VocParser(corners, findings);
        Map<String, LabelledPicture> read = new TreeMap<>();
        Set<Path> claimed = new HashSet<>();
        for (Path label : labels) {
            VocParser.Annotation annotation = parser.parse(label);
            Path picture = pictures.of(label, annotation);
            if (picture == null) {
                findings.add(
                        new Finding(label, 0, "labels without a picture", "add the picture or remove the label file"));
            } else if (!claimed.add(picture)) {
                findings.add(new Finding(
                        label,
                        0,
                        "a second label file for " + picture.getFileName() + ", left out",
                        "keep one label file a picture"));
            } else if (annotation != null) {
                String id = PictureFiles.id(folder, picture);
                read.put(id, new LabelledPicture(id, picture, Truth.of(annotation.boxes())));
            }
        }
        for (Path picture : pictures.all()) {
            if (!claimed.contains(picture)) {
                findings.add(new Finding(
                        picture,
                        0,
                        "a picture without labels, left out",
                        "add a label file, one without objects if it shows none"));
            }
        }
        return new Dataset(folder.getFileName().toString(), List.copyOf(read.values()), findings);
    }

    /** The pictures of the set, found by name. */
    private static final class Pictures {
        private final Map<String, Path> byName = new TreeMap<>();
        private final Map<String, Path> byStem = new TreeMap<>();
        private final List<Path> all;

        Pictures(Path folder, List<Finding> findings) throws IOException {
            all = PictureFiles.in(folder);
            for (Path picture : all) {
                byName.put(picture.getFileName().toString(), picture);
                Path first = byStem.putIfAbsent(PictureFiles.stem(picture), picture);
                if (first != null) {
                    findings.add(new Finding(
                            picture,
                            0,
                            "differs from " + first.getFileName() + " only in its ending",
                            "give each picture a name of its own"));
                }
            }
        }

        List<Path> all() {
            return all;
        }

        /** The picture of a label file, or null. An annotation that could not be read is null. */
        Path of(Path label, VocParser.Annotation annotation) {
            Path named = annotation == null ? null : byName.get(annotation.fileName());
            Path sameStem = byStem.get(PictureFiles.stem(label));
            boolean namedFits = named != null && PictureFiles.stem(named).equals(PictureFiles.stem(label));
            return sameStem == null || namedFits ? named : sameStem;
        }
    }
}
