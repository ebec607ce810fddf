package dev.ocellus.report;

import java.util.Locale;

/** HTML as it grows. What comes from outside goes through {@link #text}, so that no name of a file or class can become markup. */
final class Html {
    private final StringBuilder html = new StringBuilder();

    /** Adds markup. */
    Html add(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds markup with values, of which texts are escaped. */
    Html add(String format, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof String string ? text(string) : values[i];
        }
        html.append(String.format(Locale.ROOT, format, safe));
        return this;
    }

    /** A text as it is written into elements and quoted attributes. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }

    /** A figure in [0, 1] with three decimals; a dash where it is not defined. */
    static String figure(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A number without needless decimals. */
    static String coordinate(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
