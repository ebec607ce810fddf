package dev.ocellus.pipeline;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record that files may fill in: a stage, or a section of settings.
 *
 * @param type the record
 * @param settings in the order of the record's components
 */
public record RecordKind<R>(Class<R> type, List<Setting> settings) {
    static <R> RecordKind<R> of(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        return new RecordKind<>(
                type, Arrays.stream(type.getRecordComponents()).map(Setting::of).toList());
    }

    Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** Names of the settings that a file must give. */
    List<String> required() {
        return settings.stream()
                .filter(setting -> setting.standard().isEmpty())
                .map(Setting::name)
                .toList();
    }

    List<String> names() {
        return settings.stream().map(Setting::name).toList();
    }

    /**
     * A record with the given values by setting name, and the defaults for the rest.
     *
     * @throws IllegalArgumentException the record's own, where it refuses a value
     */
    R create(Map<String, Object> values) {
        List<Object> arguments = new ArrayList<>();
        for (Setting setting : settings) {
            Object value = values.get(setting.name());
            arguments.add(
                    value != null ? value : setting.read(setting.standard().orElseThrow()));
        }
        return construct(arguments);
    }

    /** The same record with one setting changed. */
    R with(Object record, Setting changed, Object value) {
        List<Object> arguments = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            try {
                arguments.add(
                        settings.get(i).equals(changed)
                                ? value
                                : components[i].getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + components[i], e);
            }
        }
        return construct(arguments);
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
