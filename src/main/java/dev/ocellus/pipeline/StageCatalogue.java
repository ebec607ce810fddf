package dev.ocellus.pipeline;

import dev.ocellus.settings.RecordKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of stages that pipeline files may name. The list is written down in one place of the program; nothing is looked up by class name.
 */
public final class StageCatalogue {
    private final Map<String, RecordKind<? extends StageDefinition>> kinds;

    private StageCatalogue(Map<String, RecordKind<? extends StageDefinition>> kinds) {
        this.kinds = Collections.unmodifiableMap(kinds);
    }

    /**
     * The catalogue of the given records, in this order.
     *
     * @throws IllegalArgumentException where a class is no record, or two have one name
     */
    public static StageCatalogue of(List<Class<? extends StageDefinition>> types) {
        Map<String, RecordKind<? extends StageDefinition>> kinds = new LinkedHashMap<>();
        for (Class<? extends StageDefinition> type : types) {
            RecordKind<? extends StageDefinition> kind = RecordKind.of(type);
            if (kinds.put(kind.name(), kind) != null) {
                throw new IllegalArgumentException("two stages are called '" + kind.name() + "'");
            }
        }
        return new StageCatalogue(kinds);
    }

    public Collection<RecordKind<? extends StageDefinition>> kinds() {
        return kinds.values();
    }

    public Optional<RecordKind<? extends StageDefinition>> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /**
     * The definitions with a setting changed in every stage that has it.
     *
     * @param setting kebab-case
     * @param value as in a pipeline file
     * @throws IllegalArgumentException where no stage has the setting, or one refuses the value
     */
    public List<StageDefinition> with(List<StageDefinition> definitions, String setting, String value) {
        List<StageDefinition> changed = new ArrayList<>();
        boolean found = false;
        for (StageDefinition definition : definitions) {
            RecordKind<? extends StageDefinition> kind = RecordKind.of(definition.getClass());
            boolean own = kind.setting(setting).isPresent();
            found |= own;
            changed.add(own ? kind.with(definition, setting, value) : definition);
        }
        if (!found) {
            throw new IllegalArgumentException("no stage of this pipeline has a setting '" + setting + "'");
        }
        return changed;
    }

    /** The stages as a table in Markdown: name, what it does, its settings with their defaults. */
    public String toMarkdown() {
        StringBuilder table = new StringBuilder("| stage | what it does | settings (default) |\n|---|---|---|\n");
        for (RecordKind<? extends StageDefinition> kind : kinds()) {
            List<String> settings = kind.settings().stream()
                    .map(s -> "`%s` %s (%s)"
                            .formatted(s.name(), s.description(), s.standard().orElse("must be given")))
                    .toList();
            table.append(
                    "| `%s` | %s | %s |\n".formatted(kind.name(), kind.description(), String.join("; ", settings)));
        }
        return table.toString();
    }
}
