package dev.ocellus.pipeline;

import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.settings.Mistakes;
import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.RecordReader;
import dev.ocellus.settings.Suggestion;
import dev.ocellus.settings.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns a pipeline file into checked definitions, noting every mistake rather than stopping at the first.
 */
final class PipelineParser {
    private static final String STAGES = "stages";

    private final Path file;
    private final StageCatalogue catalogue;
    private final Mistakes mistakes;
    private final RecordReader records;

    PipelineParser(Path file, StageCatalogue catalogue) {
        this.file = file;
        this.catalogue = catalogue;
        this.mistakes = new Mistakes(file.toString());
        this.records = new RecordReader(mistakes, "setting");
    }

    List<StageDefinition> parse(Set<Part> given) throws IOException {
        List<StageDefinition> stages = root().map(root -> entriesOf(root, List.of(STAGES)))
                .map(entries -> readStages(entries.get(STAGES), given))
                .orElse(List.of());
        throwMistakes();
        return stages;
    }

    /** Reads the stages and one more section, the settings of a record. */
    <R> PipelineFile.WithSection<R> parse(Set<Part> given, String section, Class<R> type) throws IOException {
        Optional<Map<String, Node>> entries = root().map(root -> entriesOf(root, List.of(section, STAGES)));
        List<StageDefinition> stages =
                entries.map(e -> readStages(e.get(STAGES), given)).orElse(List.of());
        Optional<R> read = entries.flatMap(e -> Optional.ofNullable(e.get(section)))
                .flatMap(node -> records.read(node, Optional.of(node), RecordKind.of(type), section + ": "));
        throwMistakes();
        return new PipelineFile.WithSection<>(stages, read.orElseThrow());
    }

    /** Reads what is written of the stages and of one more section, whose record starts as given. */
    <R> PipelineFile.WithSection<R> parseChanges(Set<Part> given, String section, R base, RecordKind<R> kind)
            throws IOException {
        Map<String, Node> entries =
                root().map(root -> known(root, List.of(section, STAGES))).orElse(Map.of());
        List<StageDefinition> stages = readStages(entries.get(STAGES), given);
        Optional<R> read = Optional.ofNullable(entries.get(section))
                .map(node -> records.change(base, node, kind, section + ": "))
                .orElse(Optional.of(base));
        throwMistakes();
        return new PipelineFile.WithSection<>(stages, read.orElseThrow());
    }

    private void throwMistakes() {
        if (mistakes.count() > 0) {
            throw new PipelineFileException(mistakes.lines());
        }
    }

    private Optional<Node> root() throws IOException {
        return YamlFile.read(file, "is empty; a pipeline starts with 'stages:'", mistakes);
    }

    private Map<String, Node> entriesOf(Node root, List<String> sections) {
        Map<String, Node> entries = known(root, sections);
        if (root instanceof MappingNode) {
            for (String section : sections) {
                if (!entries.containsKey(section)) {
                    mistakes.add(root, "has no '" + section + ":'");
                }
            }
        }
        return entries;
    }

    private Map<String, Node> known(Node root, List<String> sections) {
        if (!(root instanceof MappingNode)) {
            mistakes.add(root, "a pipeline starts with 'stages:'");
            return Map.of();
        }
        Map<String, Node> entries = records.pairs(root, "");
        entries.forEach((key, value) -> {
            if (!sections.contains(key)) {
                mistakes.add(value, "unknown key '%s'; %s".formatted(key, Suggestion.among(sections, key)));
            }
        });
        return entries;
    }

    private List<StageDefinition> readStages(Node node, Set<Part> given) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            mistakes.add(node, "'stages' must be a list of one stage or more, each '- name: {setting: value}'");
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
            String name = RecordKind.of(definition.getClass()).name();
            mistakes.add(entry, stage(number, name) + "needs %s, which no stage before it makes".formatted(names));
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
        mistakes.add(
                entry, "stage %d must be one name with its settings, '- name: {setting: value}'".formatted(number));
        return Optional.empty();
    }

    private Optional<StageDefinition> readStage(Node entry, int number, String name, Optional<Node> settings) {
        Optional<RecordKind<? extends StageDefinition>> known = catalogue.find(name);
        if (known.isEmpty()) {
            List<String> names =
                    catalogue.kinds().stream().map(RecordKind::name).toList();
            mistakes.add(entry, "stage %d '%s' is unknown; %s".formatted(number, name, Suggestion.among(names, name)));
            return Optional.empty();
        }
        return records.read(entry, settings, known.get(), stage(number, name)).map(StageDefinition.class::cast);
    }

    private static String stage(int number, String name) {
        return "stage %d '%s': ".formatted(number, name);
    }
}
