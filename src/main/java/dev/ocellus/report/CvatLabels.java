package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels as CVAT exports them for images, {@code annotations.xml}: edges in continuous pixels, to a ten-thousandth. What is difficult has an
 * attribute that says so. Holds everything.
 *
 * @see <a href="https://docs.cvat.ai/docs/manual/advanced/xml_format/">CVAT's XML format</a>
 */
public record CvatLabels() implements LabelWriter {
    @Override
    public void write(LabelSet set, Path folder) throws IOException {
        IndentedXml xml = new IndentedXml();
        xml.start("annotations");
        xml.leaf("version", "1.1");
        xml.start("meta");
        xml.start("task");
        xml.leaf("name", set.name());
        xml.leaf("size", String.valueOf(set.pictures().size()));
        xml.leaf("mode", "annotation");
        xml.start("labels");
        for (String name : set.classes()) {
            xml.start("label");
            xml.leaf("name", name);
            xml.start("attributes");
            xml.start("attribute");
            xml.leaf("name", "difficult");
            xml.leaf("mutable", "False");
            xml.leaf("input_type", "checkbox");
            xml.leaf("default_value", "false");
            xml.leaf("values", "false");
            xml.end();
            xml.end();
            xml.end();
        }
        xml.end();
        xml.end();
        xml.end();
        int id = 0;
        for (LabelSet.Picture picture : set.pictures()) {
            write(xml, id++, picture);
        }
        xml.end();
        PendingFile.write(
                folder.resolve("annotations.xml"), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + xml.text());
    }

    private static void write(IndentedXml xml, int id, LabelSet.Picture picture) throws IOException {
        List<String> attributes = new ArrayList<>(List.of("id", String.valueOf(id), "name", picture.fileName()));
        Optional<String> subset = picture.part().map(part -> switch (part) {
            case TRAIN -> "Train";
            case TRAIN_DEVELOPMENT -> part.toString();
            case DEVELOPMENT -> "Validation";
            case TEST -> "Test";
        });
        subset.ifPresent(name -> attributes.addAll(List.of("subset", name)));
        attributes.addAll(List.of(
                "width", String.valueOf(picture.size().width()),
                "height", String.valueOf(picture.size().height())));
        xml.start("image", attributes.toArray(String[]::new));
        for (TruthBox object : picture.boxes()) {
            Box box = object.box();
            xml.start(
                    "box",
                    "label",
                    object.label(),
                    "occluded",
                    "0",
                    "xtl",
                    pixels(box.left()),
                    "ytl",
                    pixels(box.top()),
                    "xbr",
                    pixels(box.right()),
                    "ybr",
                    pixels(box.bottom()));
            xml.leaf("attribute", String.valueOf(object.difficult()), "name", "difficult");
            xml.end();
        }
        xml.end();
    }

    private static String pixels(double value) {
        return JsonLines.shortest(value).toPlainString();
    }

    @Override
    public List<String> losses(LabelSet set) {
        return List.of();
    }
}
