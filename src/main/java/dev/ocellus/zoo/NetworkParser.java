package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.settings.Mistakes;
import dev.ocellus.settings.RecordReader;
import dev.ocellus.settings.Suggestion;
import dev.ocellus.settings.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns a network file into a graph, noting every mistake rather than stopping at the first. */
final class NetworkParser {
    static final String INPUT = "input";
    static final String LAYERS = "layers";
    static final String OUTPUTS = "outputs";
    static final String NAME = "name";
    static final String FROM = "from";

    private final Path file;
    private final Mistakes mistakes;
    private final RecordReader records;

    NetworkParser(Path file) {
        this.file = file;
        this.mistakes = new Mistakes(file.toString());
        this.records = new RecordReader(mistakes, "setting");
    }

    Graph parse() throws IOException {
        Map<String, Node> entries = YamlFile.read(file, "is empty; a network starts with 'input:'", mistakes)
                .map(this::entries)
                .orElse(Map.of());
        Optional<Shape> input = Optional.ofNullable(entries.get(INPUT)).flatMap(this::input);
        List<WrittenLayer> layers =
                Optional.ofNullable(entries.get(LAYERS)).map(this::layers).orElse(List.of());
        List<String> outputs = Optional.ofNullable(entries.get(OUTPUTS))
                .map(node -> outputs(node, layers))
                .orElseGet(() -> layers.stream()
                        .map(WrittenLayer::name)
                        .skip(Math.max(0, layers.size() - 1))
                        .toList());
        List<Graph.Node> nodes = new LayerOrder(layers, mistakes).nodes(input);
        if (mistakes.count() > 0) {
            throw new NetworkFileException(mistakes.lines());
        }
        return new Graph(input.orElseThrow(), nodes, outputs);
    }

    private Map<String, Node> entries(Node root) {
        if (!(root instanceof MappingNode)) {
            mistakes.add(root, "a network is written as 'input: 32x32x3' and 'layers:'");
            return Map.of();
        }
        Map<String, Node> entries = records.pairs(root, "");
        List<String> known = List.of(INPUT, LAYERS, OUTPUTS);
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                mistakes.add(value, "unknown key '%s'; %s".formatted(key, Suggestion.among(known, key)));
            }
        });
        Stream.of(INPUT, LAYERS)
                .filter(key -> !entries.containsKey(key))
                .forEach(key -> mistakes.add(root, "has no '" + key + ":'"));
        return entries;
    }

    private Optional<Shape> input(Node node) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        try {
            return Optional.of(ShapeText.parse(text));
        } catch (IllegalArgumentException e) {
            mistakes.add(node, INPUT + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<WrittenLayer> layers(Node node) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            mistakes.add(node, "'layers' must be a list of one layer or more, each '- name: {setting: value}'");
            return List.of();
        }
        List<WrittenLayer> layers = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Node entry : sequence.getValue()) {
            int number = layers.size() + 1;
            String before =
                    layers.isEmpty() ? Graph.INPUT : layers.get(number - 2).name();
            WrittenLayer layer = layer(entry, number, before, counts);
            Integer other = numbers.putIfAbsent(layer.name(), number);
            if (other != null) {
                mistakes.add(
                        entry,
                        "layers %d and %d are both called '%s'; give one another name"
                                .formatted(other, number, layer.name()));
            } else if (layer.name().equals(Graph.INPUT)) {
                mistakes.add(entry, "layer %d cannot be called 'input', as the picture is".formatted(number));
            }
            layers.add(layer);
        }
        return layers;
    }

    private WrittenLayer layer(Node entry, int number, String before, Map<String, Integer> counts) {
        if (entry instanceof ScalarNode word && !word.getTag().equals(Tag.NULL)) {
            return layer(entry, number, before, counts, word.getValue(), List.of());
        }
        if (entry instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple only = mapping.getValue().get(0);
            if (only.getKeyNode() instanceof ScalarNode word) {
                records.pairs(only.getValueNode(), where(number, word.getValue()));
                List<NodeTuple> settings =
                        only.getValueNode() instanceof MappingNode given ? given.getValue() : List.of();
                return layer(entry, number, before, counts, word.getValue(), settings);
            }
        }
        mistakes.add(
                entry, "layer %d must be one name with its settings, '- name: {setting: value}'".formatted(number));
        return new WrittenLayer(entry, "layer " + number, Optional.empty(), List.of(before));
    }

    private WrittenLayer layer(
            Node entry, int number, String before, Map<String, Integer> counts, String word, List<NodeTuple> settings) {
        String where = where(number, word);
        Map<String, Node> place = new LinkedHashMap<>();
        List<NodeTuple> own = new ArrayList<>();
        for (NodeTuple setting : settings) {
            String key = setting.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.equals(NAME) || key.equals(FROM)) {
                place.put(key, setting.getValueNode());
            } else {
                own.add(setting);
            }
        }
        String standard = word + counts.merge(word, 1, Integer::sum);
        String name = Optional.ofNullable(place.get(NAME))
                .flatMap(node -> text(node, where + NAME))
                .orElse(standard);
        List<String> from = Optional.ofNullable(place.get(FROM))
                .map(node -> texts(node, where + FROM))
                .orElse(List.of(before));
        return new WrittenLayer(entry, name, made(entry, number, word, own), from);
    }

    private Optional<Layer> made(Node entry, int number, String name, List<NodeTuple> settings) {
        Optional<LayerWord> known = LayerWord.named(name);
        if (known.isEmpty()) {
            mistakes.add(
                    entry,
                    "layer %d '%s' is unknown; %s".formatted(number, name, Suggestion.among(LayerWord.names(), name)));
            return Optional.empty();
        }
        LayerWord word = known.get();
        List<NodeTuple> accepted = new ArrayList<>();
        for (NodeTuple setting : settings) {
            if (setting.getKeyNode() instanceof ScalarNode key
                    && !word.settings().contains(key.getValue())) {
                List<String> all = Stream.concat(word.settings().stream(), Stream.of(NAME, FROM))
                        .toList();
                mistakes.add(
                        key,
                        where(number, name)
                                + "unknown setting '%s'; %s"
                                        .formatted(key.getValue(), Suggestion.among(all, key.getValue())));
            } else {
                accepted.add(setting);
            }
        }
        word.function()
                .ifPresent(function -> accepted.add(new NodeTuple(scalar(entry, "function"), scalar(entry, name))));
        Node own = new MappingNode(Tag.MAP, true, accepted, entry.getStartMark(), entry.getEndMark(), FlowStyle.FLOW);
        return records.read(entry, Optional.of(own), word.kind(), where(number, name))
                .map(Layer.class::cast);
    }

    private static ScalarNode scalar(Node place, String text) {
        return new ScalarNode(Tag.STR, text, place.getStartMark(), place.getEndMark(), ScalarStyle.PLAIN);
    }

    private List<String> outputs(Node node, List<WrittenLayer> layers) {
        List<String> known = layers.stream().map(WrittenLayer::name).toList();
        List<String> outputs = texts(node, OUTPUTS);
        for (String output : outputs) {
            if (!known.contains(output)) {
                mistakes.add(node, "output '%s' is no layer; %s".formatted(output, Suggestion.among(known, output)));
            }
        }
        return outputs;
    }

    /** One text, or a list of one or more. */
    private List<String> texts(Node node, String what) {
        if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return sequence.getValue().stream()
                    .flatMap(element -> text(element, what).stream())
                    .toList();
        }
        return text(node, what).stream().toList();
    }

    private Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        mistakes.add(node, what + " must be the name of a layer");
        return Optional.empty();
    }

    private static String where(int number, String word) {
        return "layer %d '%s': ".formatted(number, word);
    }
}
