package dev.ocellus.gallery;

import java.text.Normalizer;

/**
 * Somebody enrolled.
 *
 * @param id eight letters and digits that stay with the person for good, also through export and import; tells apart two people with one name
 * @param name as it was typed first, in any script
 */
public record Person(String id, String name) {
    /** What stands before an id where a name or an id may be typed. */
    public static final String ID_SIGN = "#";

    private static final int LONGEST_NAME = 200;

    public Person {
        PersonId.require(id);
        requireName(name);
    }

    /**
     * Checks what is to become a name.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be empty");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has at most %d signs".formatted(LONGEST_NAME));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a name must not hold control signs such as line breaks");
        }
    }

    /** The spelling by which names are compared: Unicode's composed form, without blanks around it. Large and small letters differ. */
    static String compared(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    }

    /** Name and id, such as {@code Ann #7k2m9qxd}. */
    @Override
    public String toString() {
        return name + " " + ID_SIGN + id;
    }
}
