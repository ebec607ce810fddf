package dev.ocellus.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes records down as YAML. What equals its default is left out. */
public final class RecordWriter {
    private RecordWriter() {}

    /** The text that {@link RecordReader} turns into an equal record. */
    public static String write(Record record) {
        return text(plain(record));
    }

    /** The settings of a record that differ from their defaults, by name, in terms of maps, lists, texts, numbers and booleans. */
    public static Map<String, Object> settings(Record record) {
        return fields(RecordKind.of(record.getClass()), record);
    }

    /** YAML of a value in terms of maps, lists, texts, numbers and booleans; the innermost maps and lists take one line each. */
    public static String text(Object plain) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(120);
        options.setAllowUnicode(true);
        return new Yaml(options).dumpAs(plain, Tag.MAP, null);
    }

    /** A value in terms of maps, lists, texts, numbers and booleans. */
    private static Object plain(Object value) {
        if (value instanceof Record record && !Scalars.isText(record.getClass())) {
            return fields(RecordKind.of(record.getClass()), record);
        } else if (value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Double) {
            return list.get(0);
        } else if (value instanceof List<?> list) {
            return list.stream().map(RecordWriter::plain).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> pairs = new LinkedHashMap<>();
            map.forEach((name, of) -> pairs.put(name, plain(of)));
            return pairs;
        }
        return Scalars.write(value);
    }

    private static Map<String, Object> fields(RecordKind<?> kind, Record record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Object> values = kind.values(record);
        for (int i = 0; i < values.size(); i++) {
            Setting setting = kind.settings().get(i);
            Object value = values.get(i);
            if (setting.standard().isEmpty()
                    || !setting.read(setting.standard().get()).equals(value)) {
                boolean choice = setting.type() instanceof Class<?> type && Choice.isOne(type);
                fields.put(setting.name(), choice ? chosen((Record) value) : plain(value));
            }
        }
        return fields;
    }

    /** The name of a record that is one of several, with its settings where they differ from their defaults. */
    private static Object chosen(Record record) {
        RecordKind<?> kind = RecordKind.of(record.getClass());
        Map<String, Object> fields = fields(kind, record);
        return fields.isEmpty() ? kind.name() : Map.of(kind.name(), fields);
    }
}
