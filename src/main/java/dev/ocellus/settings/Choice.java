package dev.ocellus.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Several records of which a file gives one: the permitted records of a sealed interface, by their names in kebab-case. */
record Choice(List<RecordKind<?>> kinds) {
    static boolean isOne(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    static Choice of(Class<?> type) {
        return new Choice(Arrays.stream(type.getPermittedSubclasses())
                .<RecordKind<?>>map(Choice::kind)
                .toList());
    }

    private static RecordKind<?> kind(Class<?> record) {
        return RecordKind.of(record);
    }

    Optional<RecordKind<?>> kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    List<String> names() {
        return kinds.stream().map(RecordKind::name).toList();
    }

    /** What is wanted, in a user's words. */
    String words() {
        return "one of " + String.join(", ", names()) + ", alone or as {name: {...}}";
    }
}
