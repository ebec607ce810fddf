package dev.ocellus.pipeline;

import java.util.Locale;

/** The spelling of Java names in files and on the command line: {@code FocusCrop}, {@code focusCrop} and {@code FOCUS_CROP} are focus-crop. */
final class KebabCase {
    private KebabCase() {}

    static String of(String javaName) {
        return javaName.replace('_', '-')
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
