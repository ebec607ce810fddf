package dev.ocellus.gallery;

import java.security.SecureRandom;

/** Ids of people: forty random bits in letters and digits that nobody confuses (no i, l, o, u). */
final class PersonId {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PersonId() {}

    static String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static boolean isOne(String text) {
        return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** @throws IllegalArgumentException where this is no id */
    static void require(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("not a person's id: '%s'".formatted(text));
        }
    }
}
