package dev.ocellus.settings;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values as they are written in files. */
final class Scalars {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private Scalars() {}

    /**
     * The value that a text stands for.
     *
     * @throws RuntimeException where it is none of that type
     */
    static Object read(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        } else if (type == long.class || type == Long.class) {
            return Long.parseLong(text);
        } else if (type == double.class || type == Double.class) {
            return finite(Double.parseDouble(text));
        } else if (type == boolean.class || type == Boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false");
            };
        } else if (type == LocalDate.class) {
            return LocalDate.parse(text);
        } else if (type == Duration.class) {
            return Duration.parse(text);
        } else if (isText(type)) {
            return parse(text, type);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** The value as {@link #read} takes it, or as numbers and booleans, which YAML writes by itself. */
    static Object write(Object value) {
        if (value instanceof Enum<?>) {
            return name(value);
        }
        if (isText(value.getClass())) {
            String text = value.toString();
            // a number stays without quotes
            return WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : text;
        }
        return value instanceof LocalDate || value instanceof Duration ? value.toString() : value;
    }

    /** The kind of value in a user's words. */
    static String words(Class<?> type) {
        if (type == String.class) {
            return "a text";
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        } else if (type == double.class || type == Double.class) {
            return "a number";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        } else if (type == Duration.class) {
            return "a duration such as PT1H30M";
        } else if (isText(type)) {
            return type.getAnnotation(Text.class).value();
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Scalars::name)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        throw new IllegalStateException(type + " cannot be a setting");
    }

    /** Whether files write the type as one word. */
    static boolean isText(Class<?> type) {
        return type.isAnnotationPresent(Text.class);
    }

    private static Object parse(String text, Class<?> type) {
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot read a " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no public static parse(String)", e);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not finite");
        }
        return number;
    }

    private static String name(Object constant) {
        return KebabCase.of(((Enum<?>) constant).name());
    }
}
