package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table that says what pictures are for and which belong together: a header and lines {@code file,part,group}. Files are paths relative to the
 * set, or names where these tell them apart; either other column may be missing. Tables with two columns of any name are {@code file,group}.
 *
 * @param parts what pictures are for, by their files
 * @param groups pictures of one group are on one side of a split, by their files
 */
public record SplitList(Map<String, Part> parts, Map<String, String> groups) {
    /** A table without lines. */
    public static final SplitList EMPTY = new SplitList(Map.of(), Map.of());

    public SplitList {
        parts = Map.copyOf(parts);
        groups = Map.copyOf(groups);
    }

    /**
     * Reads a table.
     *
     * @throws IOException with its line, where it cannot be understood: half a split is none
     */
    public static SplitList read(Path table) throws IOException {
        Map<String, Part> parts = new HashMap<>();
        Map<String, String> groups = new HashMap<>();
        FaultException[] first = new FaultException[1];
        try (CsvTable csv = new CsvTable(table)) {
            boolean hasParts = csv.has("part");
            int group = csv.has("group") ? -1 : 1;
            csv.each(
                    row -> {
                        String file = row.get(0).replace('\\', '/');
                        if (hasParts && !row.get("part").isEmpty()) {
                            parts.put(file, part(row.get("part"), row.line()));
                        }
                        if (group < 0 || !hasParts) {
                            String name = group < 0 ? row.get("group") : row.get(group);
                            if (!name.isEmpty()) {
                                groups.put(file, name);
                            }
                        }
                    },
                    fault -> first[0] = first[0] == null ? fault : first[0]);
        } catch (FaultException fault) {
            first[0] = fault;
        }
        if (first[0] != null) {
            throw new IOException(first[0].finding(table, Finding.Loss.PICTURE, "so nobody knows the split")
                    .toString());
        }
        return new SplitList(parts, groups);
    }

    private static Part part(String name, int line) throws FaultException {
        return Part.ofFolder(name)
                .orElseThrow(() -> new FaultException(
                        Finding.Kind.UNKNOWN_FLAG,
                        line,
                        "'" + name + "' is no part",
                        "write train, train-dev, dev or test"));
    }

    /** What a picture is for, where the table says it: by its path in the set, else by its name. */
    public Optional<Part> part(LabelledPicture picture) {
        return find(parts, picture);
    }

    /** The group that a picture belongs to: what the table says, else its own name. */
    public String group(LabelledPicture picture) {
        return find(groups, picture).orElse(picture.fileName());
    }

    private static <T> Optional<T> find(Map<String, T> table, LabelledPicture picture) {
        T byId = table.get(picture.id());
        return Optional.ofNullable(byId == null ? table.get(picture.fileName()) : byId);
    }

    /** The set with the parts of this table, where it has any, in place of its own. */
    public Dataset applyTo(Dataset dataset) {
        return parts.isEmpty() ? dataset : dataset.withParts(partsOf(dataset));
    }

    /** The groups of a set's pictures, by their names; pictures without one are missing. */
    Map<String, String> groupsByName(Dataset dataset) {
        Map<String, String> known = new HashMap<>();
        dataset.pictures()
                .forEach(picture -> find(groups, picture).ifPresent(group -> known.put(picture.fileName(), group)));
        return known;
    }

    /** What the pictures of a set are for, by their ids; pictures that the table does not know are missing. */
    public Map<String, Part> partsOf(Dataset dataset) {
        Map<String, Part> known = new TreeMap<>();
        dataset.pictures().forEach(picture -> part(picture).ifPresent(part -> known.put(picture.id(), part)));
        return known;
    }
}
