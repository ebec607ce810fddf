package dev.ocellus.pipeline;

import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the text of a pipeline file into checked definitions, collecting every mistake rather than stopping at the first. Works on YAML's node graph,
 * which knows the lines and makes no objects.
 */
final class PipelineParser {
    private static final String STAGES = "stages";

    private record Mistake(int line, String text) {}

    private final String file;
    private final StageCatalogue catalogue;
    private final List<Mistake> mistakes = new ArrayList<>();

    PipelineParser(String file, StageCatalogue catalogue) {
        this.file = file;
        this.catalogue = catalogue;
    }

    List<StageDefinition> parse(String text, Set<Part> given) {
        List<StageDefinition> stages = compose(text)
                .map(root -> entriesOf(root, List.of(STAGES)))
                .map(entries -> readStages(entries.get(STAGES), given))
                .orElse(List.of());
        throwMistakes();
        return stages;
    }

    /** Reads the stages and one more section, the settings of a record. */
    <R> PipelineFile.WithSection<R> parse(String text, Set<Part> given, String section, Class<R> type) {
        Optional<Map<String, Node>> entries = compose(text).map(root -> entriesOf(root, List.of(section, STAGES)));
        List<StageDefinition> stages =
                entries.map(e -> readStages(e.get(STAGES), given)).orElse(List.of());
        Optional<R> read = entries.flatMap(e -> Optional.ofNullable(e.get(section)))
                .flatMap(node ->
                        readRecord(node, settingsOf(node, section + ": "), RecordKind.of(type), section + ": "));
        throwMistakes();
        return new PipelineFile.WithSection<>(stages, read.orElseThrow());
    }

    private void throwMistakes() {
        if (!mistakes.isEmpty()) {
            throw new PipelineFileException(mistakes.stream()
                    .sorted(Comparator.comparingInt(Mistake::line))
                    .map(mistake -> file + ":" + mistake.line + ": " + mistake.text)
                    .toList());
        }
    }

    private Optional<Node> compose(String text) {
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(withoutMark));
            if (root == null) {
                mistake(1, "is empty; a pipeline starts with 'stages:'");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            mistake(line, "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            mistake(1, "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    private Map<String, Node> entriesOf(Node root, List<String> sections) {
        if (!(root instanceof MappingNode mapping)) {
            mistake(root, "a pipeline starts with 'stages:'");
            return Map.of();
        }
        Map<String, Node> entries = entries(mapping, "");
        entries.forEach((key, value) -> {
            if (!sections.contains(key)) {
                mistake(value, "unknown key '%s'; %s".formatted(key, Suggestion.among(sections, key)));
            }
        });
        for (String section : sections) {
            if (!entries.containsKey(section)) {
                mistake(root, "has no '" + section + ":'");
            }
        }
        return entries;
    }

    private List<StageDefinition> readStages(Node node, Set<Part> given) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            mistake(node, "'stages' must be a list of one stage or more, each '- name: {setting: value}'");
            return List.of();
        }
        List<StageDefinition> definitions = new ArrayList<>();
        // after a stage that could not be read nobody knows what is there, and nothing more is said about missing parts
        Optional<Set<Part>> present = Optional.of(given.isEmpty() ? Set.of() : EnumSet.copyOf(given));
        int number = 0;
        for (Node entry : sequence.getValue()) {
            number++;
            Optional<StageDefinition> definition = readStage(entry, number);
            definition.ifPresent(definitions::add);
            if (definition.isPresent() && present.isPresent()) {
                present = Optional.of(checkParts(entry, number, definition.get(), present.get()));
            } else {
                present = Optional.empty();
            }
        }
        return definitions;
    }

    private Set<Part> checkParts(Node entry, int number, StageDefinition definition, Set<Part> present) {
        Set<Part> missing = new TreeSet<>(definition.reads());
        missing.removeAll(present);
        if (!missing.isEmpty()) {
            String names = missing.stream()
                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" and "));
            String name = StageKind.of(definition.getClass()).name();
            mistake(entry, stage(number, name) + "needs %s, which no stage before it makes".formatted(names));
        }
        Set<Part> after = new HashSet<>(present);
        after.addAll(definition.writes());
        // what is missing has been said; the stages behind it are not blamed for it again
        after.addAll(missing);
        return after;
    }

    private Optional<StageDefinition> readStage(Node entry, int number) {
        if (entry instanceof ScalarNode name && !name.getTag().equals(Tag.NULL)) {
            return readStage(entry, number, name.getValue(), Optional.empty());
        }
        if (entry instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple only = mapping.getValue().get(0);
            if (only.getKeyNode() instanceof ScalarNode name) {
                return readStage(entry, number, name.getValue(), Optional.of(only.getValueNode()));
            }
        }
        mistake(entry, "stage %d must be one name with its settings, '- name: {setting: value}'".formatted(number));
        return Optional.empty();
    }

    private Optional<StageDefinition> readStage(Node entry, int number, String name, Optional<Node> settings) {
        Optional<StageKind> known = catalogue.find(name);
        if (known.isEmpty()) {
            List<String> names = catalogue.kinds().stream().map(StageKind::name).toList();
            mistake(entry, "stage %d '%s' is unknown; %s".formatted(number, name, Suggestion.among(names, name)));
            return Optional.empty();
        }
        String where = stage(number, name);
        Map<String, Node> written =
                settings.map(node -> settingsOf(node, where)).orElse(Map.of());
        return readRecord(entry, written, known.get().fields(), where).map(StageDefinition.class::cast);
    }

    private <R> Optional<R> readRecord(Node entry, Map<String, Node> written, RecordKind<R> kind, String where) {
        int before = mistakes.size();
        Map<String, Object> values = readValues(kind, written, where);
        for (String required : kind.required()) {
            if (!written.containsKey(required)) {
                mistake(entry, where + "needs the setting '" + required + "'");
            }
        }
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(kind.create(values));
        } catch (IllegalArgumentException refused) {
            mistake(lineOf(refused, written).orElse(line(entry)), where + refused.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, Node> settingsOf(Node node, String stage) {
        if (node instanceof MappingNode mapping) {
            return entries(mapping, stage);
        }
        if (!node.getTag().equals(Tag.NULL)) {
            mistake(node, stage + "its settings must be written as {setting: value}");
        }
        return Map.of();
    }

    private Map<String, Object> readValues(RecordKind<?> kind, Map<String, Node> written, String stage) {
        Map<String, Object> values = new HashMap<>();
        written.forEach((name, node) -> {
            Optional<Setting> setting = kind.setting(name);
            if (setting.isEmpty()) {
                mistake(node, stage + "unknown setting '%s'; %s".formatted(name, Suggestion.among(kind.names(), name)));
                return;
            }
            try {
                values.put(name, setting.get().read(node));
            } catch (Setting.MistakeInLine deeper) {
                mistake(deeper.line(), stage + name + ": " + deeper.getMessage());
            } catch (IllegalArgumentException e) {
                mistake(node, stage + name + " " + e.getMessage());
            }
        });
        return values;
    }

    private Map<String, Node> entries(MappingNode mapping, String where) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
                mistake(entry.getKeyNode(), where + "'" + key + "' is given twice");
            }
        }
        return entries;
    }

    /** The line of the setting that a record's refusal speaks of. */
    private static Optional<Integer> lineOf(IllegalArgumentException refused, Map<String, Node> written) {
        List<String> words = List.of(String.valueOf(refused.getMessage()).split("[^a-z0-9-]+"));
        return written.entrySet().stream()
                .filter(setting -> words.contains(setting.getKey()))
                .map(setting -> line(setting.getValue()))
                .findFirst();
    }

    private static String stage(int number, String name) {
        return "stage %d '%s': ".formatted(number, name);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void mistake(Node node, String text) {
        mistake(line(node), text);
    }

    private void mistake(int line, String text) {
        mistakes.add(new Mistake(line, text));
    }
}
