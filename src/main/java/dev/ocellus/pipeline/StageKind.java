package dev.ocellus.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of stage that pipeline files may name: what its record says about itself.
 *
 * @param name kebab-case of the record's name
 * @param description from {@link Describe}; empty where there is none
 * @param fields how its record is filled in
 */
public record StageKind(String name, String description, RecordKind<? extends StageDefinition> fields) {

    static StageKind of(Class<? extends StageDefinition> type) {
        Describe describe = type.getAnnotation(Describe.class);
        return new StageKind(
                KebabCase.of(type.getSimpleName()), describe == null ? "" : describe.value(), RecordKind.of(type));
    }

    /** In the order of the record's components. */
    public List<Setting> settings() {
        return fields.settings();
    }

    public Optional<Setting> setting(String name) {
        return fields.setting(name);
    }

    /** A definition with the given values by setting name, and the defaults for the rest. */
    StageDefinition create(Map<String, Object> values) {
        return fields.create(values);
    }

    /** The same definition with one setting changed. */
    StageDefinition with(StageDefinition definition, Setting changed, Object value) {
        return fields.with(definition, changed, value);
    }
}
