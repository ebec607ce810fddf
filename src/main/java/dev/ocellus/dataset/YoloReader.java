package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads labels as YOLO's trainings do: a text file a picture, with a line {@code class x y width height} for each object, centre and size as
 * fractions of the picture as it is seen. A picture's label file is called as it is and lies beside it, or in a folder {@code labels} where the
 * picture's is called {@code images}; a file without lines says that the picture shows nothing. The names of the classes and the folders or lists
 * of pictures are found in {@code data.yaml} or another YAML file with {@code names}, in darknet's {@code obj.data} and {@code obj.names}, or in
 * {@code classes.txt}. Where folders or lists are named, what lies elsewhere is not read.
 *
 * @param sizes how large the pictures are, for the fractions
 * @see <a href="https://docs.ultralytics.com/datasets/detect/">Ultralytics' description</a>
 */
public record YoloReader(PictureSizes sizes) implements DatasetReader {
    public YoloReader {
        Objects.requireNonNull(sizes);
    }

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        List<Finding> findings = new ArrayList<>();
        YoloConfig config = YoloConfig.of(folder, findings);
        Path home = config.root().toAbsolutePath().normalize();
        boolean elsewhere = !home.startsWith(folder.toAbsolutePath().normalize());
        SetBuilder set = new SetBuilder(pictures, elsewhere && pictures.equals(folder) ? home : pictures);
        set.findings().addAll(findings);
        List<Path> labels = labels(elsewhere ? home : folder);
        if (labels.isEmpty()) {
            throw new IOException("no YOLO labels (*.txt) in " + (elsewhere ? home : folder) + " or below");
        }
        if (config.names().isEmpty()) {
            set.findings()
                    .add(new Finding(
                            Finding.Kind.NO_CLASS_NAMES,
                            folder,
                            0,
                            Finding.Loss.NOTHING,
                            "no names of classes, so they are called by their numbers",
                            "add data.yaml or classes.txt"));
        }
        set.tellSameStems();
        YoloEntries entries = YoloEntries.of(config, set);
        readPictures(
                set,
                entries,
                new YoloLabels(folder, labels, set.pictures()),
                new YoloParser(config.names(), set.findings()));
        return set.build(config.names().stream().filter(name -> !name.isBlank()).toList());
    }

    private void readPictures(SetBuilder set, YoloEntries entries, YoloLabels labels, YoloParser parser)
            throws IOException {
        for (Map.Entry<Path, Optional<Part>> entry : entries.pictures().entrySet()) {
            Path picture = entry.getKey();
            Optional<Path> label = labels.of(picture, set.findings());
            if (label.isPresent()
                    && set.claim(List.of(picture), picture.toString(), label.get(), 0)
                            .isPresent()) {
                Optional<Size> size = set.size(picture, sizes);
                if (size.isPresent()) {
                    set.add(picture, parser.parse(label.get(), size.get()), Optional.empty(), entry.getValue());
                }
            }
        }
        set.tellUnlabelled(entries.pictures().keySet(), "add a label file, an empty one if it shows nothing");
        for (Path picture : set.pictures()) {
            // labels of pictures that are not listed lack nothing
            if (!entries.pictures().containsKey(picture)) {
                labels.of(picture, new ArrayList<>());
            }
        }
        labels.tellWithoutPicture(set.findings());
    }

    private static List<Path> labels(Path folder) throws IOException {
        return FolderWalk.files(folder, file -> PictureFiles.extension(file).equals("txt"));
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        List<Path> labels = labels(folder);
        int looked = 0;
        for (Path label : labels) {
            if (Files.size(label) > 0 && looked++ < Recognition.FILES_LOOKED_AT && YoloParser.isLabelFile(label)) {
                return Optional.of("%s holds a class and fractions, as one of %d text files"
                        .formatted(PictureFiles.id(folder, label), labels.size()));
            }
        }
        Optional<Path> yaml = labels.isEmpty() ? Optional.empty() : YoloConfig.yaml(folder);
        return yaml.map(file -> file.getFileName() + " names classes, beside text files");
    }

    @Override
    public String lookedFor() {
        return "text files with lines 'class x y width height', in the folder or below";
    }
}
