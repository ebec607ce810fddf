package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pictures that a list names.
 *
 * @param pictures in the order of the set
 * @param findings names that fit no picture
 */
public record PictureList(List<LabelledPicture> pictures, List<Finding> findings) {
    public PictureList {
        pictures = List.copyOf(pictures);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a list: a picture on each line, by its name or path, with or without extension; what follows a blank, as in VOC's lists, is passed over
     * where the line as a whole is no picture.
     *
     * @throws IOException where the file cannot be read
     */
    public static PictureList read(Path file, List<LabelledPicture> set) throws IOException {
        NameIndex byName = new NameIndex(true);
        NameIndex byStem = new NameIndex(false);
        for (LabelledPicture picture : set) {
            byName.add(picture.id(), picture.file());
            byStem.add(picture.id(), picture.file());
        }
        Set<Path> listed = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        try (TextLines lines = new TextLines(file)) {
            lines.each(
                    (text, line) -> {
                        String name = text.strip();
                        List<Path> found = find(byName, byStem, name);
                        if (found.isEmpty()) {
                            found = find(byName, byStem, name.split("\\s+", 2)[0]);
                        }
                        if (found.size() == 1) {
                            listed.add(found.get(0));
                        } else {
                            findings.add(new Finding(
                                    found.isEmpty() ? Finding.Kind.UNKNOWN_PICTURE : Finding.Kind.AMBIGUOUS_NAME,
                                    file,
                                    line,
                                    Finding.Loss.PICTURE,
                                    found.isEmpty()
                                            ? "no labelled picture is called " + name
                                            : "several pictures are called " + name,
                                    "correct the list or the set"));
                        }
                    },
                    fault -> findings.add(fault.file(file)));
        }
        return new PictureList(
                set.stream().filter(picture -> listed.contains(picture.file())).toList(), findings);
    }

    private static List<Path> find(NameIndex byName, NameIndex byStem, String name) {
        List<Path> named = byName.find(name);
        return named.isEmpty() ? byStem.find(name) : named;
    }
}
