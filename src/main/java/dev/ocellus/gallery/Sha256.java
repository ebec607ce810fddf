package dev.ocellus.gallery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of 64 hexadecimal digits in small letters. */
final class Sha256 {
    private static final int DIGITS = 64;

    private Sha256() {}

    static String of(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException where this is no such hash */
    static void require(String hash) {
        boolean digits = hash.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!digits || hash.length() != DIGITS) {
            throw new IllegalArgumentException("not a SHA-256 of 64 hexadecimal digits: '%s'".formatted(hash));
        }
    }
}
