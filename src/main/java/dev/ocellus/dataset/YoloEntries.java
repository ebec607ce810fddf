package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pictures of a YOLO set: those in the folders and lists that it names, or all where it names none.
 *
 * @param pictures with what they are for, where that is said
 */
record YoloEntries(Map<Path, Optional<Part>> pictures) {
    /** Finds the pictures; those that are not where the set says they are become findings. */
    static YoloEntries of(YoloConfig config, SetBuilder set) throws IOException {
        YoloEntries found = new YoloEntries(new LinkedHashMap<>());
        // who names the same pictures for training and for measuring has not split them
        boolean split = config.entries().values().stream().distinct().count()
                == config.entries().size();
        for (Map.Entry<Part, List<String>> part : config.entries().entrySet()) {
            for (String entry : part.getValue()) {
                found.add(config, split ? Optional.of(part.getKey()) : Optional.empty(), entry, set);
            }
        }
        if (found.pictures.isEmpty()) {
            set.pictures().forEach(picture -> found.pictures.put(picture, Optional.empty()));
        }
        return found;
    }

    private void add(YoloConfig config, Optional<Part> part, String entry, SetBuilder set) throws IOException {
        Optional<Path> place = place(config.root(), entry);
        if (place.isEmpty()) {
            set.findings()
                    .add(new Finding(
                            Finding.Kind.UNKNOWN_PLACE,
                            config.file().orElse(config.root()),
                            0,
                            Finding.Loss.NOTHING,
                            "its pictures are to be in '%s', which is not there".formatted(entry),
                            "correct the path, or leave it out"));
        } else if (Files.isDirectory(place.get())) {
            Path folder = place.get().toAbsolutePath().normalize();
            set.pictures().stream()
                    .filter(picture -> picture.toAbsolutePath().normalize().startsWith(folder))
                    .forEach(picture -> pictures.putIfAbsent(picture, part));
        } else {
            addList(place.get(), part, set);
        }
    }

    private void addList(Path list, Optional<Part> part, SetBuilder set) throws IOException {
        try (TextLines lines = new TextLines(list)) {
            lines.each((text, line) -> addListed(text.strip(), line, part, set), fault -> set.findings()
                    .add(fault.finding(list, Finding.Loss.PICTURE, "picture left out")));
        }
    }

    private void addListed(String name, int line, Optional<Part> part, SetBuilder set) throws FaultException {
        List<Path> found = set.named(name);
        if (found.size() != 1) {
            throw new FaultException(
                    Finding.Kind.UNKNOWN_PICTURE,
                    line,
                    found.isEmpty()
                            ? "there is no picture " + name
                            : "'%s' may be %s or %s".formatted(name, found.get(0), found.get(1)),
                    "correct the line or add the picture");
        }
        pictures.putIfAbsent(found.get(0), part);
    }

    /** The folder or list that an entry means: as written, else without its first folders, where those are of another machine. */
    private static Optional<Path> place(Path root, String entry) {
        List<String> parts = List.of(entry.replace('\\', '/').split("/"));
        for (int from = 0; from < parts.size(); from++) {
            // the last folder alone, such as images, may well be another one
            boolean told = from == 0
                    || Set.of("", ".", "..").contains(parts.get(from - 1))
                    || from + 2 <= parts.size()
                    || entry.endsWith(".txt");
            Path place = root.resolve(String.join("/", parts.subList(from, parts.size())))
                    .normalize();
            if (told && Files.exists(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
