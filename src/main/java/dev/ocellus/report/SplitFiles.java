package dev.ocellus.report;

import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A split written down: as one table, which {@link SplitList} reads, or as a list of names for each part, as VOC has in {@code ImageSets/Main}. */
public final class SplitFiles {
    private SplitFiles() {}

    /**
     * Writes {@code file,part,group}, by file.
     *
     * @param parts of the pictures, by their ids
     * @param groups which pictures belong together
     */
    public static void writeTable(Dataset dataset, Map<String, Part> parts, SplitList groups, Path file)
            throws IOException {
        StringBuilder table = new StringBuilder("file,part,group\n");
        for (LabelledPicture picture : dataset.pictures()) {
            table.append("%s,%s,%s\n"
                    .formatted(
                            CsvWriter.quoted(picture.id()),
                            parts.get(picture.id()),
                            CsvWriter.quoted(groups.group(picture))));
        }
        PendingFile.write(file, table.toString());
    }

    /** Writes {@code PART.txt} for each part that has pictures, with a name without its ending in each line. */
    public static void writeLists(Dataset dataset, Map<String, Part> parts, Path folder) throws IOException {
        Map<Part, List<String>> names = new EnumMap<>(Part.class);
        for (LabelledPicture picture : dataset.pictures()) {
            String name = picture.fileName();
            names.computeIfAbsent(parts.get(picture.id()), part -> new ArrayList<>())
                    .add(name.substring(0, name.lastIndexOf('.')));
        }
        for (Map.Entry<Part, List<String>> part : names.entrySet()) {
            PendingFile.write(
                    folder.resolve(YoloText.name(part.getKey()) + ".txt"), String.join("\n", part.getValue()) + "\n");
        }
    }
}
