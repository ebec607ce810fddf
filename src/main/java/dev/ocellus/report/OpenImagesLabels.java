package dev.ocellus.report;

import dev.ocellus.dataset.Part;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Labels in OpenImages' form: {@code PART-annotations-bbox.csv} with edges as fractions of the picture, to a millionth,
 * {@code class-descriptions-boxable.csv} with the classes and {@code image-ids.csv} with all pictures. What is difficult is written as a group,
 * which OpenImages' evaluation does not count as missed either. Holds everything.
 *
 * @see <a href="https://storage.googleapis.com/openimages/web/download_v7.html#data-formats">OpenImages' data formats</a>
 */
public record OpenImagesLabels() implements LabelWriter {
    private static final String BOXES = "annotations-bbox.csv";

    @Override
    public void write(LabelSet set, Path folder) throws IOException {
        for (Part part : Part.values()) {
            List<LabelSet.Picture> pictures = set.of(Optional.of(part));
            if (!pictures.isEmpty()) {
                writeBoxes(pictures, folder.resolve(name(part) + "-" + BOXES));
            }
        }
        List<LabelSet.Picture> others = set.of(Optional.empty());
        if (!others.isEmpty() || set.pictures().isEmpty()) {
            writeBoxes(others, folder.resolve(BOXES));
        }
        StringBuilder classes = new StringBuilder();
        for (String name : set.classes()) {
            classes.append("%s,%s\r\n".formatted(field(name), field(name)));
        }
        PendingFile.write(folder.resolve("class-descriptions-boxable.csv"), classes.toString());
        StringBuilder ids = new StringBuilder("ImageID,Subset\r\n");
        for (LabelSet.Picture picture : set.pictures()) {
            ids.append("%s,%s\r\n"
                    .formatted(
                            field(picture.stem()),
                            picture.part().map(OpenImagesLabels::name).orElse("")));
        }
        PendingFile.write(folder.resolve("image-ids.csv"), ids.toString());
    }

    private static void writeBoxes(List<LabelSet.Picture> pictures, Path target) throws IOException {
        try (PendingFile file = new PendingFile(target)) {
            Writer lines = new OutputStreamWriter(file.out(), StandardCharsets.UTF_8);
            lines.write("ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,"
                    + "IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\r\n");
            for (LabelSet.Picture picture : pictures) {
                Size size = picture.size();
                for (TruthBox object : picture.boxes()) {
                    Box box = object.box();
                    // -1 stands for what nobody knows
                    lines.write("%s,,%s,1,%s,%s,%s,%s,-1,-1,%d,-1,-1\r\n"
                            .formatted(
                                    field(picture.stem()),
                                    field(object.label()),
                                    YoloText.fraction(box.left(), size.width()),
                                    YoloText.fraction(box.right(), size.width()),
                                    YoloText.fraction(box.top(), size.height()),
                                    YoloText.fraction(box.bottom(), size.height()),
                                    object.difficult() ? 1 : 0));
                }
            }
            lines.flush();
            file.finish();
        }
    }

    private static String field(String text) {
        return CsvWriter.quoted(YoloText.printable(text));
    }

    private static String name(Part part) {
        return part == Part.DEVELOPMENT ? "validation" : part.toString();
    }

    @Override
    public List<String> losses(LabelSet set) {
        return List.of();
    }
}
