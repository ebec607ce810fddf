package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads labels as CVAT exports them "for images 1.1": an XML file, usually {@code annotations.xml}, in the folder or in {@code annotations/}, with
 * pictures by name and their boxes as edges in continuous pixels. A picture without boxes shows nothing; CVAT writes those that nobody has come to
 * yet in the same way. An attribute {@code difficult} is read; {@code subset} says what a picture is for. Turned boxes and polygons become the
 * upright box around them, with a finding; other shapes are left out with one.
 *
 * @see <a href="https://docs.cvat.ai/docs/manual/advanced/xml_format/">CVAT's XML format</a>
 */
public record CvatReader() implements DatasetReader {
    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            throw new IOException("no CVAT labels (*.xml that starts with <" + CvatParser.ROOT + ">) in " + folder);
        }
        SetBuilder set = new SetBuilder(pictures, pictures);
        Set<String> classes = new LinkedHashSet<>();
        for (Path file : files) {
            CvatParser.Annotations read = new CvatParser(file, set.findings()).parse();
            if (read != null) {
                classes.addAll(read.labels());
                for (CvatParser.Image image : read.images()) {
                    set.claim(set.named(image.name()), image.name(), file, image.line())
                            .ifPresent(picture ->
                                    set.add(picture, image.boxes(), image.stated(), Part.ofFolder(image.subset())));
                }
            }
        }
        set.tellUnlabelled(set.pictures(), "add it to the task in CVAT");
        return set.build(List.copyOf(classes));
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : PictureFiles.ending(PictureFiles.firstFolder(folder, "annotations"), Set.of("xml"))) {
            if (LabelXml.root(file).equals(CvatParser.ROOT)) {
                found.add(file);
            } else if (found.isEmpty() && !LabelXml.root(file).isEmpty()) {
                // a folder of VOC's files holds thousands, none of them CVAT's
                return found;
            }
        }
        return found;
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        List<Path> files = files(folder);
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("%s starts with <%s>".formatted(PictureFiles.id(folder, files.get(0)), CvatParser.ROOT));
    }

    @Override
    public String lookedFor() {
        return "XML files that start with <" + CvatParser.ROOT + ">, in the folder or in annotations/";
    }
}
