package dev.ocellus.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A component of a record as files give it. Whole numbers, numbers, booleans, texts, enums, dates, durations, lists and maps of these, records with
 * settings of their own, and a choice among such records (a sealed interface) can be settings.
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

    /**
     * The value written as text, on the command line or as a default.
     *
     * @throws IllegalArgumentException saying what is wanted, where the text is something else
     */
    Object read(String text) {
        Mistakes mistakes = new Mistakes("");
        return YamlFile.compose(text, "has no value; it must be " + words(type), mistakes)
                .flatMap(node -> new RecordReader(mistakes, "setting").value(node, type, "", ""))
                .orElseThrow(() -> new IllegalArgumentException(
                        String.join("; ", mistakes.texts()).strip()));
    }

    /** Whether it is a list of numbers, of which one may also be written by itself. */
    static boolean mayBeOneNumber(Type type) {
        return type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == Double.class;
    }

    /** A kind of value in a user's words: {@code a number}, {@code one of left, right}. */
    static String words(Type type) {
        if (mayBeOneNumber(type)) {
            return "a number or a list of numbers";
        } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "a list, each " + words(list.getActualTypeArguments()[0]);
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return "pairs {name: value}, each value " + words(map.getActualTypeArguments()[1]);
        } else if (type instanceof Class<?> choice && Choice.isOne(choice)) {
            return Choice.of(choice).words();
        } else if (type instanceof Class<?> record && record.isRecord() && !Scalars.isText(record)) {
            return RecordKind.of(record).names().stream().collect(Collectors.joining(": ..., ", "{", ": ...}"));
        }
        return Scalars.words((Class<?>) type);
    }
}
