package dev.ocellus.settings;

/** The spelling of Java names in files and on the command line: {@code FocusCrop}, {@code focusCrop} and {@code FOCUS_CROP} are focus-crop. */
public final class KebabCase {
    private KebabCase() {}

    /** {@code longestSide} as {@code longest-side}, {@code dataSha256} as {@code data-sha256}. */
    public static String of(String javaName) {
        StringBuilder kebab = new StringBuilder();
        boolean wordMayEnd = false;
        for (char letter : javaName.toCharArray()) {
            if (wordMayEnd && Character.isUpperCase(letter)) {
                kebab.append('-');
            }
            kebab.append(letter == '_' ? '-' : Character.toLowerCase(letter));
            wordMayEnd = Character.isLowerCase(letter) || Character.isDigit(letter);
        }
        return kebab.toString();
    }
}
