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
 * A kind of stage that pipeline files may name: what its record says about itself.
 *
 * @param name kebab-case of the record's name
 * @param description from {@link Describe}; empty where there is none
 * @param settings in the order of the record's components
 * @param type the record
 */
public record StageKind(
        String name, String description, List<Setting> settings, Class<? extends StageDefinition> type) {

    static StageKind of(Class<? extends StageDefinition> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        Describe describe = type.getAnnotation(Describe.class);
        return new StageKind(
                KebabCase.of(type.getSimpleName()),
                describe == null ? "" : describe.value(),
                Arrays.stream(type.getRecordComponents()).map(Setting::of).toList(),
                type);
    }

    public Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** Names of the settings that a file must give. */
    List<String> required() {
        return settings.stream()
                .filter(setting -> setting.standard().isEmpty())
                .map(Setting::name)
                .toList();
    }

    /**
     * A definition with the given values by setting name, and the defaults for the rest.
     *
     * @throws IllegalArgumentException the record's own, where it refuses a value
     */
    StageDefinition create(Map<String, Object> values) {
        List<Object> arguments = new ArrayList<>();
        for (Setting setting : settings) {
            Object value = values.get(setting.name());
            arguments.add(
                    value != null ? value : setting.read(setting.standard().orElseThrow()));
        }
        return construct(arguments);
    }

    /** The same definition with one setting changed. */
    StageDefinition with(StageDefinition definition, Setting changed, Object value) {
        List<Object> arguments = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            try {
                arguments.add(
                        settings.get(i).equals(changed)
                                ? value
                                : components[i].getAccessor().invoke(definition));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + components[i], e);
            }
        }
        return construct(arguments);
    }

    private StageDefinition construct(List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends StageDefinition> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make a " + name, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + name, e);
        }
    }
}
