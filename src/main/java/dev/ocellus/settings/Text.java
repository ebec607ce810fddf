package dev.ocellus.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that files write as one word: its static {@code parse(String)} reads what its {@code toString()} writes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Text {
    /** What is wanted, in a user's words, with an example. */
    String value();
}
