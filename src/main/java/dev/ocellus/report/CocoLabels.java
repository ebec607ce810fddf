package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.dataset.Part;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Labels in COCO's form, {@code annotations/instances_PART.json}: boxes as corner, width and height in continuous pixels, to a ten-thousandth. What
 * is difficult is a crowd, which COCO's evaluation passes over in the same way. Holds everything.
 *
 * @see <a href="https://cocodataset.org/#format-data">COCO's data format</a>
 */
public record CocoLabels() implements LabelWriter {
    @Override
    public void write(LabelSet set, Path folder) throws IOException {
        Path annotations = folder.resolve("annotations");
        for (Part part : Part.values()) {
            List<LabelSet.Picture> pictures = set.of(Optional.of(part));
            if (!pictures.isEmpty()) {
                write(set.classes(), pictures, annotations.resolve("instances_" + YoloText.name(part) + ".json"));
            }
        }
        List<LabelSet.Picture> others = set.of(Optional.empty());
        if (!others.isEmpty() || set.pictures().isEmpty()) {
            write(set.classes(), others, annotations.resolve("instances.json"));
        }
    }

    private static void write(List<String> classes, List<LabelSet.Picture> pictures, Path target) throws IOException {
        try (PendingFile file = new PendingFile(target)) {
            JsonGenerator json = JsonLines.to(file.out());
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            for (int i = 0; i < pictures.size(); i++) {
                LabelSet.Picture picture = pictures.get(i);
                json.writeStartObject();
                json.writeNumberField("id", i + 1);
                json.writeStringField("file_name", picture.fileName());
                json.writeNumberField("width", picture.size().width());
                json.writeNumberField("height", picture.size().height());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("annotations");
            int id = 1;
            for (int i = 0; i < pictures.size(); i++) {
                for (TruthBox box : pictures.get(i).boxes()) {
                    write(json, id++, i + 1, classes.indexOf(box.label()) + 1, box);
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            for (int i = 0; i < classes.size(); i++) {
                json.writeStartObject();
                json.writeNumberField("id", i + 1);
                json.writeStringField("name", classes.get(i));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
            file.finish();
        }
    }

    private static void write(JsonGenerator json, int id, int image, int category, TruthBox object) throws IOException {
        Box box = object.box();
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", image);
        json.writeNumberField("category_id", category);
        json.writeArrayFieldStart("bbox");
        json.writeNumber(JsonLines.shortest(box.left()));
        json.writeNumber(JsonLines.shortest(box.top()));
        json.writeNumber(JsonLines.shortest(box.width()));
        json.writeNumber(JsonLines.shortest(box.height()));
        json.writeEndArray();
        json.writeNumberField("area", JsonLines.shortest(box.area()));
        json.writeNumberField("iscrowd", object.difficult() ? 1 : 0);
        json.writeEndObject();
    }

    @Override
    public List<String> losses(LabelSet set) {
        return List.of();
    }
}
