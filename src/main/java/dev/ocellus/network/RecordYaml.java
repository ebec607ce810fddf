package dev.ocellus.network;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Records of records, lists, pairs, texts, numbers, dates and durations as YAML. Fields are the components' names in kebab-case; lists and pairs may
 * be left out; another missing field or an unknown one is a mistake. Works on YAML's node graph, which knows lines, makes no objects and is ready in a
 * small part of the time that data binding takes.
 */
final class RecordYaml {
    private final String source;

    private RecordYaml(String source) {
        this.source = source;
    }

    /**
     * The record that a text describes.
     *
     * @param source what to call the text in messages
     * @throws IOException naming source, line and field of the first mistake
     */
    static <R extends Record> R read(String source, String text, Class<R> type) throws IOException {
        RecordYaml yaml = new RecordYaml(source);
        return yaml.record(yaml.compose(text), type, "");
    }

    /** The text that {@link #read} turns into an equal record. */
    static String write(Record record) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(120);
        options.setAllowUnicode(true);
        return new Yaml(options).dumpAs(plain(record), Tag.MAP, null);
    }

    private Node compose(String text) throws IOException {
        try {
            // What Yaml.compose does, without the machinery for objects that Yaml sets up: 17 ms instead of 75 at the
            // program's start.
            LoaderOptions options = new LoaderOptions();
            ParserImpl parser = new ParserImpl(new StreamReader(text), options);
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null) {
                throw new IOException(source + ": the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IOException("%s:%d: is not YAML: %s".formatted(source, line, e.getProblem()), e);
        } catch (YAMLException e) {
            throw new IOException("%s: is not YAML: %s".formatted(source, e.getMessage()), e);
        }
    }

    private <R> R record(Node node, Class<R> type, String where) throws IOException {
        Map<String, RecordComponent> known = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            known.put(kebabCase(component.getName()), component);
        }
        Map<String, Node> given = pairs(node, where);
        for (Map.Entry<String, Node> field : given.entrySet()) {
            if (!known.containsKey(field.getKey())) {
                throw mistake(
                        field.getValue(),
                        where,
                        "unknown field '%s'; known are %s"
                                .formatted(field.getKey(), String.join(", ", known.keySet())));
            }
        }
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, RecordComponent> field : known.entrySet()) {
            Type fieldType = field.getValue().getGenericType();
            Node value = given.get(field.getKey());
            if (value != null) {
                values.add(value(value, fieldType, where + field.getKey() + ": "));
            } else if (fieldType instanceof ParameterizedType several) {
                values.add(several.getRawType() == List.class ? List.of() : Map.of());
            } else {
                throw mistake(node, where, "the field '" + field.getKey() + "' is missing");
            }
        }
        return construct(node, type, values, where);
    }

    private <R> R construct(Node node, Class<R> type, List<Object> values, String where) throws IOException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw mistake(node, where, refused.getMessage());
            }
            throw new IllegalStateException("cannot make a " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private Object value(Node node, Type type, String where) throws IOException {
        if (type instanceof ParameterizedType several && several.getRawType() == List.class) {
            if (!(node instanceof SequenceNode sequence)) {
                throw mistake(node, where, "must be a list");
            }
            List<Object> list = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                list.add(value(element, several.getActualTypeArguments()[0], where));
            }
            return list;
        }
        if (type instanceof ParameterizedType several) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, Node> pair : pairs(node, where).entrySet()) {
                Type valueType = several.getActualTypeArguments()[1];
                map.put(pair.getKey(), value(pair.getValue(), valueType, where + pair.getKey() + ": "));
            }
            return map;
        }
        Class<?> single = (Class<?>) type;
        return single.isRecord() ? record(node, single, where) : scalar(node, single, where);
    }

    private Object scalar(Node node, Class<?> type, String where) throws IOException {
        if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
            throw mistake(node, where, "must be " + kind(type));
        }
        String text = scalar.getValue();
        try {
            if (type == String.class) {
                return text;
            } else if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return finite(text);
            } else if (type == LocalDate.class) {
                return LocalDate.parse(text);
            } else if (type == Duration.class) {
                return Duration.parse(text);
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw mistake(node, where, "must be %s, got '%s'".formatted(kind(type), text));
        }
        throw new IllegalStateException(type + " cannot be read from YAML");
    }

    private static double finite(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    private static String kind(Class<?> type) {
        if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        } else if (type == Duration.class) {
            return "a duration such as PT1H30M";
        } else if (type == double.class) {
            return "a number";
        }
        return type == String.class ? "a text" : "a whole number";
    }

    private Map<String, Node> pairs(Node node, String where) throws IOException {
        if (!(node instanceof MappingNode mapping)) {
            throw mistake(node, where, "must be pairs of 'field: value'");
        }
        Map<String, Node> pairs = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                throw mistake(pair.getKeyNode(), where, "the name of a field must be a text");
            }
            if (pairs.put(key.getValue(), pair.getValueNode()) != null) {
                throw mistake(key, where, "'%s' is given twice".formatted(key.getValue()));
            }
        }
        return pairs;
    }

    private IOException mistake(Node node, String where, String text) {
        return new IOException(
                "%s:%d: %s%s".formatted(source, node.getStartMark().getLine() + 1, where, text));
    }

    /** A value in terms of maps, lists, texts and numbers; empty lists and maps in records are left out. */
    private static Object plain(Object value) {
        if (value instanceof Record record) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object field = read(component, record);
                boolean empty = field instanceof Collection<?> list && list.isEmpty()
                        || field instanceof Map<?, ?> map && map.isEmpty();
                if (!empty) {
                    fields.put(kebabCase(component.getName()), plain(field));
                }
            }
            return fields;
        } else if (value instanceof List<?> list) {
            return list.stream().map(RecordYaml::plain).toList();
        }
        return value instanceof LocalDate || value instanceof Duration ? value.toString() : value;
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** {@code longestSide} as {@code longest-side}, {@code dataSha256} as {@code data-sha256}. */
    private static String kebabCase(String name) {
        StringBuilder kebab = new StringBuilder();
        for (char letter : name.toCharArray()) {
            if (Character.isUpperCase(letter)) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(letter));
        }
        return kebab.toString();
    }
}
