package dev.ocellus.train;

import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of a classifier's training by name, as a search draws them: those of {@link ClassifierPlan}, parts of them behind a dot
 * ({@code optimiser.adam.beta1}), and {@value #AUGMENT}. All parts of a setting are given together; those left out have the defaults of that part.
 */
public final class ClassifierSettings {
    /** One of {@link Augmenting}, by name. */
    public static final String AUGMENT = "augment";

    private ClassifierSettings() {}

    /**
     * A training with other settings.
     *
     * @throws IllegalArgumentException naming the setting that is unknown or has a value that cannot be used
     */
    public static ClassifierFile with(ClassifierFile file, Map<String, String> settings) {
        ClassifierFile changed = file;
        for (Map.Entry<String, Object> setting : nested(settings).entrySet()) {
            changed = with(changed, setting.getKey(), String.valueOf(setting.getValue()));
        }
        return changed;
    }

    private static ClassifierFile with(ClassifierFile file, String name, String value) {
        if (name.equals(AUGMENT)) {
            return file.withAugmentations(augmenting(value).stages());
        }
        RecordKind<ClassifierPlan> plan = RecordKind.of(ClassifierPlan.class);
        if (plan.setting(name).isEmpty()) {
            List<String> known = new ArrayList<>(List.of(AUGMENT));
            plan.settings().forEach(setting -> known.add(setting.name()));
            throw new IllegalArgumentException(
                    "unknown setting '%s'; %s".formatted(name, Suggestion.among(known, name)));
        }
        try {
            return file.with(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s %s: %s".formatted(name, value, e.getMessage()), e);
        }
    }

    private static Augmenting augmenting(String value) {
        List<String> names = Arrays.stream(Augmenting.values())
                .map(how -> how.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(value)) {
            throw new IllegalArgumentException(
                    "unknown %s '%s'; %s".formatted(AUGMENT, value, Suggestion.among(names, value)));
        }
        return Augmenting.valueOf(value.toUpperCase(Locale.ROOT));
    }

    /** Names before the first dot with their values; values with parts are maps of maps, whose texts are YAML. */
    private static Map<String, Object> nested(Map<String, String> settings) {
        Map<String, Object> nested = new Parts();
        settings.forEach((name, value) -> {
            List<String> path = new ArrayList<>(List.of(name.split("\\.")));
            String last = path.remove(path.size() - 1);
            Map<String, Object> place = nested;
            for (String part : path) {
                Object below = place.computeIfAbsent(part, key -> new Parts());
                if (!(below instanceof Parts parts)) {
                    throw new IllegalArgumentException("'%s' is given whole and in parts: %s".formatted(part, name));
                }
                place = parts;
            }
            if (place.put(last, value) != null) {
                throw new IllegalArgumentException("'%s' is given whole and in parts".formatted(name));
            }
        });
        return nested;
    }

    /** A map that writes itself as YAML. */
    private static final class Parts extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            List<String> pairs = new ArrayList<>();
            forEach((name, value) -> pairs.add(name + ": " + value));
            return "{" + String.join(", ", pairs) + "}";
        }
    }
}
