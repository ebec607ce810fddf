package dev.ocellus.pipeline;

import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One setting of a stage or section: a component of its record. Whole numbers, numbers, booleans, texts, enums, lists and
 * maps of these and records with settings of their own can be settings.
 *
 * @param name kebab-case of the component's name
 * @param description from {@link Describe}; empty where there is none
 * @param type the component's Java type
 * @param standard from {@link Default}: the value where the file gives none
 */
public record Setting(String name, String description, Type type, Optional<String> standard) {

    static Setting of(RecordComponent component) {
        Describe describe = component.getAnnotation(Describe.class);
        Default standard = component.getAnnotation(Default.class);
        return new Setting(
                KebabCase.of(component.getName()),
                describe == null ? "" : describe.value(),
                component.getGenericType(),
                Optional.ofNullable(standard).map(Default::value));
    }

    /** The kind of value in a user's words: {@code a number}, {@code one of left, right}. */
    public String kind() {
        return kind(type);
    }

    /**
     * The value written in a file as the record's constructor wants it.
     *
     * @throws IllegalArgumentException saying what is wanted, where the node is something else
     */
    Object read(Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            throw new IllegalArgumentException("has no value; it must be " + kind());
        }
        return read(node, type);
    }

    /** The value written as text, on the command line or as a default. */
    Object read(String text) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return read(yaml.compose(new StringReader(text)));
    }

    private Object read(Node node, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            if (node instanceof SequenceNode sequence) {
                Type element = list.getActualTypeArguments()[0];
                return sequence.getValue().stream().map(n -> read(n, element)).toList();
            }
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            if (node instanceof MappingNode mapping) {
                return readMap(mapping, map.getActualTypeArguments()[1]);
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            if (node instanceof MappingNode mapping) {
                return readRecord(mapping, RecordKind.of(record));
            }
        } else if (node instanceof ScalarNode scalar) {
            try {
                return readScalar(scalar.getValue(), (Class<?>) type);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be %s, got '%s'".formatted(kind(), scalar.getValue()), e);
            }
        }
        throw new IllegalArgumentException("must be " + kind());
    }

    private Map<String, Object> readMap(MappingNode mapping, Type values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            map.put(((ScalarNode) entry.getKeyNode()).getValue(), read(entry.getValueNode(), values));
        }
        return map;
    }

    /** A record within a record. Its mistakes carry their own line, which may be far below that of the setting. */
    private static Object readRecord(MappingNode mapping, RecordKind<?> kind) {
        Map<String, Object> values = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            Setting setting = kind.setting(key)
                    .orElseThrow(() -> new MistakeInLine(
                            entry.getKeyNode(),
                            "unknown setting '%s'; %s".formatted(key, Suggestion.among(kind.names(), key))));
            try {
                values.put(key, setting.read(entry.getValueNode()));
            } catch (MistakeInLine deeper) {
                throw deeper;
            } catch (IllegalArgumentException e) {
                throw new MistakeInLine(entry.getValueNode(), key + " " + e.getMessage());
            }
        }
        List<String> missing = kind.required().stream()
                .filter(name -> !values.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new MistakeInLine(mapping, "needs the settings " + String.join(", ", missing));
        }
        try {
            return kind.create(values);
        } catch (IllegalArgumentException refused) {
            throw new MistakeInLine(mapping, refused.getMessage());
        }
    }

    /** A mistake inside a setting, with the line where it is. */
    static final class MistakeInLine extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final int line;

        MistakeInLine(Node node, String message) {
            super(message);
            this.line = node.getStartMark().getLine() + 1;
        }

        /** Counted from 1. */
        int line() {
            return line;
        }
    }

    private static Object readScalar(String text, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        } else if (type == long.class || type == Long.class) {
            return Long.parseLong(text);
        } else if (type == double.class || type == Double.class) {
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not finite");
            }
            return value;
        } else if (type == boolean.class || type == Boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false");
            };
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant ->
                            KebabCase.of(((Enum<?>) constant).name()).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown"));
        } else if (type == String.class) {
            return text;
        }
        throw new IllegalStateException(type + " cannot be a setting");
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "pairs {name: value}, each value " + kind(map.getActualTypeArguments()[1]);
        } else if (type instanceof ParameterizedType list) {
            return "a list, each " + kind(list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            return "settings {%s}"
                    .formatted(String.join(", ", RecordKind.of(record).names()));
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        } else if (type == double.class || type == Double.class) {
            return "a number";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type instanceof Class<?> choice && choice.isEnum()) {
            return Arrays.stream(choice.getEnumConstants())
                    .map(constant -> KebabCase.of(((Enum<?>) constant).name()))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return "a text";
    }
}
