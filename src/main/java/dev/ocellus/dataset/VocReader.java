package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads labels in Pascal VOC's form, which ImageNet shares: one XML file a picture, in {@code annotations/} or {@code Annotations/} beside
 * {@code images/} or {@code JPEGImages/}, or labels and pictures together. A label file belongs to the picture with its name, else to the one
 * that it names. {@code ImageSets/Main/train.txt}, {@code val.txt} and {@code test.txt} say what pictures are for.
 *
 * @param corners what the numbers of a box mean
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html">The VOC 2012 development kit, section 4.1</a>
 */
public record VocReader(Corners corners) implements DatasetReader {
    public VocReader {
        Objects.requireNonNull(corners);
    }

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        List<Path> labels = labels(folder);
        if (labels.isEmpty()) {
            throw new IOException("no VOC labels (*.xml) in " + folder + " or its folder annotations");
        }
        SetBuilder set = new SetBuilder(pictures, PictureFiles.firstFolder(pictures, "images", "JPEGImages"));
        set.tellSameStems();
        VocParser parser = new VocParser(corners, set.findings());
        Map<String, Part> parts = parts(folder);
        for (Path label : labels) {
            VocParser.Annotation annotation = parser.parse(label);
            String name = PictureFiles.id(folder, label);
            Optional<Path> picture = set.claim(candidates(set, name, annotation), name, label, 0);
            if (picture.isPresent() && annotation != null) {
                Optional<Part> part = Optional.ofNullable(parts.get(PictureFiles.stem(picture.get())));
                set.add(picture.get(), annotation.boxes(), annotation.stated(), part);
            }
        }
        parser.tellCorners();
        set.tellUnlabelled(set.pictures(), "add a label file, one without objects if it shows none");
        return set.build(List.of());
    }

    private static List<Path> labels(Path folder) throws IOException {
        return FolderWalk.files(
                PictureFiles.firstFolder(folder, "annotations", "Annotations"),
                file -> PictureFiles.extension(file).equals("xml"));
    }

    /** The picture that is called as the label file, else the one named in it. An annotation that could not be read is null. */
    private static List<Path> candidates(SetBuilder set, String name, VocParser.Annotation annotation) {
        List<Path> sameStem = set.withStem(name);
        List<Path> named = annotation == null ? List.of() : set.named(annotation.fileName());
        if (sameStem.isEmpty()) {
            return named;
        }
        List<Path> both = sameStem.stream().filter(named::contains).toList();
        return both.isEmpty() ? sameStem : both;
    }

    private static Map<String, Part> parts(Path folder) throws IOException {
        Path lists = folder.resolve("ImageSets").resolve("Main");
        Map<String, Part> parts = new HashMap<>();
        if (Files.isDirectory(lists)) {
            for (Path list : PictureFiles.ending(lists, Set.of("txt"))) {
                Optional<Part> part = Part.ofFolder(PictureFiles.stem(list));
                if (part.isPresent()) {
                    for (String line : Files.readAllLines(list)) {
                        parts.put(line.replace("\ufeff", "").strip(), part.get());
                    }
                }
            }
        }
        return parts;
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        List<Path> labels = labels(folder);
        for (Path label : labels.subList(0, Math.min(labels.size(), Recognition.FILES_LOOKED_AT))) {
            if (LabelXml.root(label).equals(VocParser.ROOT)) {
                return Optional.of("%s starts with <%s>, as one of %d XML files"
                        .formatted(PictureFiles.id(folder, label), VocParser.ROOT, labels.size()));
            }
        }
        return Optional.empty();
    }

    @Override
    public String lookedFor() {
        return "XML files that start with <" + VocParser.ROOT + ">, in the folder or in annotations/";
    }
}
