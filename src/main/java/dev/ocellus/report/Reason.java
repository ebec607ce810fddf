package dev.ocellus.report;

import java.util.Objects;

/**
 * Why an input was rejected or is to be looked at.
 *
 * @param code a short constant name for programs, such as {@code TRUNCATED}
 * @param text the same in plain words
 */
public record Reason(String code, String text) {
    public Reason {
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
    }
}
