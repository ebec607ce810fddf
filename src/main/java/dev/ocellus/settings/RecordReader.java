package dev.ocellus.settings;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Fills records in from YAML, noting every mistake rather than stopping at the first. Not for several threads. */
public final class RecordReader {
    private final Mistakes mistakes;
    private final String noun;

    /**
     * @param mistakes where they are noted
     * @param noun what a component of a record is called in messages: {@code setting}
     */
    public RecordReader(Mistakes mistakes, String noun) {
        this.mistakes = mistakes;
        this.noun = noun;
    }

    /**
     * The record that a file describes.
     *
     * @param noun what a component of the record is called in messages
     * @throws IOException where there is no file, or naming every mistake in it with its line
     */
    public static <R extends Record> R readFile(Path file, Class<R> type, String noun) throws IOException {
        Mistakes mistakes = new Mistakes(file.toString());
        RecordReader reader = new RecordReader(mistakes, noun);
        return YamlFile.read(file, "is empty", mistakes)
                .flatMap(root -> reader.read(root, Optional.of(root), RecordKind.of(type), ""))
                .orElseThrow(() -> new IOException(String.join(System.lineSeparator(), mistakes.lines())));
    }

    /**
     * A record; empty where a mistake was noted.
     *
     * @param place where something is missing if it is
     * @param written the pairs of name and value, where there are any
     * @param where what messages start with: {@code "train: "}
     */
    public <R> Optional<R> read(Node place, Optional<Node> written, RecordKind<R> kind, String where) {
        int before = mistakes.count();
        Map<String, Node> given = written.map(node -> pairs(node, where)).orElse(Map.of());
        if (given.isEmpty() && mistakes.count() > before) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        given.forEach((name, node) -> {
            Optional<Setting> known = kind.setting(name);
            known.flatMap(setting -> value(node, setting.type(), where, name))
                    .ifPresent(value -> values.put(name, value));
            if (known.isEmpty()) {
                String text = "unknown %s '%s'; %s".formatted(noun, name, Suggestion.among(kind.names(), name));
                mistakes.add(node, where + text);
            }
        });
        noteMissing(place, kind, given, where);
        if (mistakes.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(kind.create(values));
        } catch (IllegalArgumentException refused) {
            mistakes.add(lineOf(refused, given).orElse(Mistakes.line(place)), where + refused.getMessage());
            return Optional.empty();
        }
    }

    private void noteMissing(Node place, RecordKind<?> kind, Map<String, Node> given, String where) {
        List<String> missing = kind.settings().stream()
                .filter(setting -> setting.standard().isEmpty() && !given.containsKey(setting.name()))
                .map(setting -> "'" + setting.name() + "'")
                .toList();
        if (!missing.isEmpty()) {
            String nouns = missing.size() == 1 ? noun : noun + "s";
            mistakes.add(place, where + "needs the " + nouns + " " + String.join(", ", missing));
        }
    }

    /**
     * The same record with the settings that are written, in records within it too: {@code course: {steps: 3}} changes nothing else of the course.
     * Empty where a mistake was noted.
     *
     * @param written the pairs of name and value
     * @param where what messages start with
     */
    public <R> Optional<R> change(R record, Node written, RecordKind<R> kind, String where) {
        int before = mistakes.count();
        Map<String, Node> given = pairs(written, where);
        Map<String, Object> values = new HashMap<>();
        List<Object> old = kind.values(record);
        given.forEach((name, node) -> {
            Optional<Setting> known = kind.setting(name);
            if (known.isEmpty()) {
                String text = "unknown %s '%s'; %s".formatted(noun, name, Suggestion.among(kind.names(), name));
                mistakes.add(node, where + text);
                return;
            }
            Object value = old.get(kind.settings().indexOf(known.get()));
            changed(value, node, known.get().type(), where, name).ifPresent(changed -> values.put(name, changed));
        });
        if (mistakes.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(kind.with(record, values));
        } catch (IllegalArgumentException refused) {
            mistakes.add(lineOf(refused, given).orElse(Mistakes.line(written)), where + refused.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Object> changed(Object old, Node node, Type type, String where, String name) {
        if (node instanceof MappingNode
                && type instanceof Class<?> record
                && record.isRecord()
                && !Scalars.isText(record)) {
            return changedWithin(old, node, RecordKind.of(record), where + name + ": ");
        }
        return value(node, type, where, name);
    }

    private <R> Optional<Object> changedWithin(Object old, Node node, RecordKind<R> kind, String where) {
        return change(kind.type().cast(old), node, kind, where).map(Object.class::cast);
    }

    /** The line of the setting that a record's refusal speaks of. */
    private static Optional<Integer> lineOf(IllegalArgumentException refused, Map<String, Node> given) {
        List<String> words = List.of(String.valueOf(refused.getMessage()).split("[^a-z0-9-]+"));
        return given.entrySet().stream()
                .filter(setting -> words.contains(setting.getKey()))
                .map(setting -> Mistakes.line(setting.getValue()))
                .findFirst();
    }

    /**
     * Names and values in the order of the file; none where a mistake was noted or nothing is written.
     *
     * @param where what messages start with
     */
    public Map<String, Node> pairs(Node node, String where) {
        if (!(node instanceof MappingNode mapping)) {
            if (!node.getTag().equals(Tag.NULL)) {
                mistakes.add(node, where + "its %1$ss must be written as {%1$s: value}".formatted(noun));
            }
            return Map.of();
        }
        Map<String, Node> pairs = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode name)) {
                mistakes.add(pair.getKeyNode(), where + "the name of a " + noun + " must be a text");
            } else if (pairs.putIfAbsent(name.getValue(), pair.getValueNode()) != null) {
                mistakes.add(name, where + "'" + name.getValue() + "' is given twice");
            }
        }
        return pairs;
    }

    /** A single value, list, map or record as a record's constructor wants it; empty where a mistake was noted. */
    Optional<Object> value(Node node, Type type, String where, String name) {
        if (node.getTag().equals(Tag.NULL)) {
            mistakes.add(node, where + name + " has no value; it must be " + Setting.words(type));
            return Optional.empty();
        } else if (type instanceof ParameterizedType several) {
            Type[] of = several.getActualTypeArguments();
            if (several.getRawType() == List.class && node instanceof SequenceNode sequence) {
                return list(sequence, of[0], where, name);
            } else if (Setting.mayBeOneNumber(several) && node instanceof ScalarNode) {
                return value(node, of[0], where, name).map(List::of);
            } else if (several.getRawType() == Map.class && node instanceof MappingNode) {
                return map(node, of[1], where + name + ": ");
            }
        } else if (type instanceof Class<?> choice && Choice.isOne(choice)) {
            return choice(node, Choice.of(choice), where, name);
        } else if (type instanceof Class<?> record && record.isRecord() && !Scalars.isText(record)) {
            if (node instanceof MappingNode) {
                return read(node, Optional.of(node), RecordKind.of(record), where + name + ": ")
                        .map(Object.class::cast);
            }
        } else if (node instanceof ScalarNode scalar) {
            try {
                return Optional.of(Scalars.read(scalar.getValue(), (Class<?>) type));
            } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
                String words = Setting.words(type);
                mistakes.add(node, where + "%s must be %s, got '%s'".formatted(name, words, scalar.getValue()));
                return Optional.empty();
            }
        }
        mistakes.add(node, where + name + " must be " + Setting.words(type));
        return Optional.empty();
    }

    /** One of several records, written as its name alone or {@code {name: {setting: value}}}. */
    private Optional<Object> choice(Node node, Choice choice, String where, String name) {
        Map<String, Node> written = new LinkedHashMap<>();
        if (node instanceof ScalarNode scalar) {
            written.put(scalar.getValue(), null);
        } else if (node instanceof MappingNode) {
            written.putAll(pairs(node, where + name + ": "));
        }
        if (written.size() != 1) {
            mistakes.add(node, where + name + " must be " + choice.words());
            return Optional.empty();
        }
        Map.Entry<String, Node> one = written.entrySet().iterator().next();
        Optional<RecordKind<?>> kind = choice.kind(one.getKey());
        if (kind.isEmpty()) {
            String text =
                    "unknown %s '%s'; %s".formatted(name, one.getKey(), Suggestion.among(choice.names(), one.getKey()));
            mistakes.add(node, where + text);
            return Optional.empty();
        }
        Optional<Node> settings = Optional.ofNullable(one.getValue());
        return read(node, settings, kind.get(), where + name + ": " + one.getKey() + ": ")
                .map(Object.class::cast);
    }

    /** A list; mistakes in it carry the number of their element, counted from 1. */
    private Optional<Object> list(SequenceNode sequence, Type element, String where, String name) {
        int before = mistakes.count();
        List<Object> list = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            String numbered = name + " " + (list.size() + 1);
            // a place is kept for what could not be read, so that the numbers stay right
            list.add(value(node, element, where, numbered).orElse(null));
        }
        return mistakes.count() > before ? Optional.empty() : Optional.of(list);
    }

    private Optional<Object> map(Node node, Type values, String where) {
        int before = mistakes.count();
        Map<String, Object> map = new LinkedHashMap<>();
        pairs(node, where)
                .forEach((name, entry) -> value(entry, values, where, name).ifPresent(value -> map.put(name, value)));
        return mistakes.count() > before ? Optional.empty() : Optional.of(map);
    }
}
