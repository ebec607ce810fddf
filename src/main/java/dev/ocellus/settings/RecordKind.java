package dev.ocellus.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says about how files fill it in.
 *
 * @param type the record; public, as are the records in it
 * @param name kebab-case of the record's name
 * @param description from {@link Describe}; empty where there is none
 * @param settings in the order of the record's components
 */
public record RecordKind<R>(Class<R> type, String name, String description, List<Setting> settings) {
    /** @throws IllegalArgumentException where the class is no record */
    public static <R> RecordKind<R> of(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        Describe describe = type.getAnnotation(Describe.class);
        return new RecordKind<>(
                type,
                KebabCase.of(type.getSimpleName()),
                describe == null ? "" : describe.value(),
                Arrays.stream(type.getRecordComponents()).map(Setting::of).toList());
    }

    public Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    List<String> names() {
        return settings.stream().map(Setting::name).toList();
    }

    /**
     * The same record with one setting changed.
     *
     * @param changed name of the setting
     * @param text its value as written in a file
     * @throws IllegalArgumentException saying what is wanted, where the text is something else; the record's own, where it refuses the value
     */
    public R with(Object record, String changed, String text) {
        List<Object> arguments = new ArrayList<>(values(record));
        Setting setting = setting(changed).orElseThrow();
        arguments.set(settings.indexOf(setting), setting.read(text));
        return construct(arguments);
    }

    /** The same record with other values by setting name; throws what the record's constructor throws. */
    R with(Object record, Map<String, Object> others) {
        List<Object> arguments = new ArrayList<>(values(record));
        for (int i = 0; i < arguments.size(); i++) {
            arguments.set(i, others.getOrDefault(settings.get(i).name(), arguments.get(i)));
        }
        return construct(arguments);
    }

    /**
     * The same record with settings changed that are written as in a file, in records within it too.
     *
     * @param changes value by name; a dot leads into a record within: {@code course.steps}
     * @throws IllegalArgumentException saying everything that is wrong
     */
    public R change(R record, Map<String, String> changes) {
        R changed = record;
        for (Map.Entry<String, String> change : changes.entrySet()) {
            List<String> path = List.of(change.getKey().split("\\.", -1));
            String text = change.getValue();
            for (int i = path.size() - 1; i >= 0; i--) {
                text = "{%s: %s}".formatted(path.get(i), text);
            }
            changed = change(changed, change.getKey(), text);
        }
        return changed;
    }

    private R change(R record, String name, String written) {
        Mistakes mistakes = new Mistakes("");
        return YamlFile.compose(written, "has no value", mistakes)
                .flatMap(node -> new RecordReader(mistakes, "setting").change(record, node, this, ""))
                .orElseThrow(() -> new IllegalArgumentException(name + ": " + String.join("; ", mistakes.texts())));
    }

    /**
     * A record with the given values by setting name, and the defaults for the rest.
     *
     * @throws IllegalArgumentException the record's own, where it refuses a value
     */
    public R create(Map<String, Object> values) {
        List<Object> arguments = new ArrayList<>();
        for (Setting setting : settings) {
            Object value = values.get(setting.name());
            arguments.add(
                    value != null ? value : setting.read(setting.standard().orElseThrow()));
        }
        return construct(arguments);
    }

    /** What the record holds, in the order of the settings. */
    List<Object> values(Object record) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                values.add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return values;
    }

    private R construct(List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make a " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }
}
