package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a detector must satisfy to be chosen at all, such as {@code p95-ms<=30}. However much better than that it is does not count.
 *
 * @param metric name of the figure
 * @param relation how it is compared
 * @param bound with what
 */
public record Requirement(String metric, Relation relation, double bound) {
    private static final Pattern PART =
            Pattern.compile("\\s*([A-Za-z0-9-]+)\\s*(<=|>=|<|>)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*");

    /** How a figure is compared with a bound. */
    public enum Relation {
        AT_MOST("<="),
        AT_LEAST(">="),
        BELOW("<"),
        ABOVE(">");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        private boolean holds(double value, double bound) {
            return switch (this) {
                case AT_MOST -> value <= bound;
                case AT_LEAST -> value >= bound;
                case BELOW -> value < bound;
                case ABOVE -> value > bound;
            };
        }

        private static Relation of(String sign) {
            for (Relation relation : values()) {
                if (relation.sign.equals(sign)) {
                    return relation;
                }
            }
            throw new IllegalArgumentException("no relation " + sign);
        }
    }

    /**
     * Reads requirements: {@code METRIC RELATION NUMBER}, several with commas.
     *
     * @param metrics the names that are known
     * @throws IllegalArgumentException pointing at the first mistake
     */
    public static List<Requirement> parse(String text, List<String> metrics) {
        List<Requirement> requirements = new ArrayList<>();
        int start = 0;
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw mistake(text, start + blanks(part), "expected METRIC<=NUMBER (or >=, <, >), such as p95-ms<=30");
            }
            String metric = matcher.group(1).toLowerCase(Locale.ROOT);
            if (!metrics.contains(metric)) {
                throw mistake(
                        text,
                        start + matcher.start(1),
                        "there is no figure '%s'; there are %s".formatted(metric, String.join(", ", metrics)));
            }
            requirements.add(
                    new Requirement(metric, Relation.of(matcher.group(2)), Double.parseDouble(matcher.group(3))));
            start += part.length() + 1;
        }
        return requirements;
    }

    private static int blanks(String part) {
        return part.length() - part.stripLeading().length();
    }

    private static IllegalArgumentException mistake(String text, int at, String what) {
        return new IllegalArgumentException("%s%n  %s%n  %s^".formatted(what, text, " ".repeat(at)));
    }

    /** Whether figures satisfy it; what is not defined does not. */
    public boolean holds(Map<String, Double> figures) {
        return relation.holds(figures.getOrDefault(metric, Double.NaN), bound);
    }

    /** As it is written. */
    @Override
    public String toString() {
        double whole = Math.rint(bound);
        return metric + relation.sign + (whole == bound ? Long.toString((long) whole) : Double.toString(bound));
    }
}
