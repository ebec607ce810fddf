package dev.ocellus.dataset;

import dev.ocellus.settings.Mistakes;
import dev.ocellus.settings.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a YOLO set says of itself beside its labels: in a YAML file with {@code names}, in darknet's {@code obj.data} and {@code obj.names}, or in a
 * {@code classes.txt}.
 *
 * @param file that says it; empty where there is none
 * @param names of the classes by number; one that is not named is empty
 * @param root against which the entries are meant
 * @param entries folders of pictures, or lists of them, as written, by what they are for
 */
record YoloConfig(Optional<Path> file, List<String> names, Path root, Map<Part, List<String>> entries) {
    private static final Set<String> YAML = Set.of("yaml", "yml");

    /** Files of class names, one a line. */
    static final Set<String> CLASS_FILES = Set.of("classes.txt", "obj.names", "labels.names", "names.txt");

    /**
     * Finds what a set says of itself.
     *
     * @throws UnreadableSetException with file and line, where it cannot be understood
     */
    static YoloConfig of(Path folder, List<Finding> findings) throws IOException {
        Optional<Path> yaml = yaml(folder);
        if (yaml.isPresent()) {
            return ofYaml(yaml.get(), findings);
        }
        Map<Part, List<String>> entries = new EnumMap<>(Part.class);
        for (Path data : PictureFiles.ending(folder, Set.of("data"))) {
            for (String line : lines(data)) {
                String[] sides = line.split("=", 2);
                if (sides.length == 2) {
                    Part.ofFolder(sides[0].strip()).ifPresent(part -> entries.put(part, List.of(sides[1].strip())));
                }
            }
        }
        Optional<Path> names = names(folder);
        return new YoloConfig(
                names, names.isEmpty() ? List.of() : withoutBlankEnd(lines(names.get())), folder, entries);
    }

    /** The YAML file in a folder that names classes; of several the one called data. */
    static Optional<Path> yaml(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : PictureFiles.ending(folder, YAML)) {
            Mistakes mistakes = new Mistakes(file.toString());
            boolean names = children(file, mistakes).containsKey("names");
            if (names || mistakes.count() > 0 && PictureFiles.stem(file).equals("data")) {
                found.add(file);
            }
        }
        return found.stream()
                .filter(file -> PictureFiles.stem(file).equals("data"))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static Optional<Path> names(Path folder) throws IOException {
        List<Path> places = new ArrayList<>(PictureFiles.ending(folder, Set.of("names")));
        for (Path place : List.of(folder, folder.resolve("labels"))) {
            CLASS_FILES.stream().sorted().map(place::resolve).forEach(places::add);
        }
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    private static YoloConfig ofYaml(Path file, List<Finding> findings) throws IOException {
        Mistakes mistakes = new Mistakes(file.toString());
        Map<String, Node> children = children(file, mistakes);
        Map<Part, List<String>> entries = new EnumMap<>(Part.class);
        for (Map.Entry<String, Node> child : children.entrySet()) {
            Optional<Part> part = Part.ofFolder(child.getKey());
            if (part.isPresent()) {
                entries.put(part.get(), texts(child.getValue()));
            }
        }
        List<String> names = names(children.get("names"), mistakes);
        if (mistakes.count() > 0) {
            throw new UnreadableSetException(file, mistakes);
        }
        Node count = children.get("nc");
        if (count != null && !texts(count).equals(List.of(String.valueOf(names.size())))) {
            findings.add(new Finding(
                    Finding.Kind.CLASS_COUNT,
                    file,
                    line(count),
                    Finding.Loss.NOTHING,
                    "nc is %s, but there are %d names, which count".formatted(texts(count), names.size()),
                    "correct nc, or leave it out"));
        }
        Path folder = file.getParent();
        List<String> path = texts(children.get("path"));
        Path root = path.isEmpty() ? folder : folder.resolve(path.get(0)).normalize();
        if (!Files.isDirectory(root)) {
            // it is written for the machine on which the set was made, or for the folder in which the trainer runs
            root = folder;
        }
        return new YoloConfig(Optional.of(file), names, root, entries);
    }

    private static List<String> names(Node names, Mistakes mistakes) {
        if (names instanceof SequenceNode) {
            return texts(names);
        }
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        if (names instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String number = texts(entry.getKeyNode()).stream().findFirst().orElse("");
                if (!number.matches("\\d{1,6}")) {
                    mistakes.add(entry.getKeyNode(), "'" + number + "' is no number of a class");
                } else if (byNumber.put(
                                Integer.valueOf(number),
                                texts(entry.getValueNode()).stream().findFirst().orElse(""))
                        != null) {
                    mistakes.add(entry.getKeyNode(), "class " + number + " has two names");
                }
            }
        } else if (names != null) {
            mistakes.add(names, "names must be a list, or a map from numbers to names");
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; !byNumber.isEmpty() && i <= byNumber.lastKey(); i++) {
            all.add(byNumber.getOrDefault(i, ""));
        }
        return all;
    }

    private static Map<String, Node> children(Path file, Mistakes mistakes) throws IOException {
        Map<String, Node> children = new TreeMap<>();
        Optional<Node> root = YamlFile.read(file, "is empty", mistakes);
        if (root.isPresent() && root.get() instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    children.put(key.getValue(), entry.getValueNode());
                }
            }
        }
        return children;
    }

    /** A text, or the texts of a list; nothing where there is neither. */
    private static List<String> texts(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isBlank() ? List.of() : List.of(scalar.getValue());
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream()
                        .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : "")
                        .toList()
                : List.of();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return TextLines.all(file).stream().map(String::strip).toList();
        } catch (FaultException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> withoutBlankEnd(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return lines.subList(0, end);
    }
}
