package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The format of a folder of labels, told by looking at a few of its files and never by its name.
 *
 * @param format how the labels are written down
 * @param evidence what speaks for it, for people
 */
public record Recognition(DataSource.Format format, String evidence) {
    /** Of each format, so that large folders are recognised as fast as small ones. */
    static final int FILES_LOOKED_AT = 20;

    /**
     * Looks for each format.
     *
     * @throws IOException where none or several fit, with what was looked for or found, or where the folder cannot be read
     */
    public static Recognition of(Path folder) throws IOException {
        Map<DataSource.Format, String> found = new EnumMap<>(DataSource.Format.class);
        for (DataSource.Format format : DataSource.Format.values()) {
            format.reader(Corners.PIXELS_FROM_ONE, 0).evidence(folder).ifPresent(seen -> found.put(format, seen));
        }
        if (found.size() == 1) {
            DataSource.Format format = found.keySet().iterator().next();
            return new Recognition(format, found.get(format));
        }
        if (found.isEmpty()) {
            throw new IOException(
                    "no labels were recognised in %s. These were looked for:%n%s".formatted(folder, lookedFor()));
        }
        throw new IOException("%s holds labels in %d formats, so say which one is meant:%n%s"
                .formatted(
                        folder,
                        found.size(),
                        found.entrySet().stream()
                                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining(System.lineSeparator()))));
    }

    private static String lookedFor() {
        return Arrays.stream(DataSource.Format.values())
                .map(format -> "  " + format + ": "
                        + format.reader(Corners.PIXELS_FROM_ONE, 0).lookedFor())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
