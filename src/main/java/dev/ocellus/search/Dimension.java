package dev.ocellus.search;

import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.List;

/**
 * The values of one setting that may be tried, with the scale on which they are drawn evenly. Values are texts as files and command lines have them;
 * a position is 0 at the low end and 1 at the high end.
 */
public sealed interface Dimension {
    /** The value at a position in [0, 1]. */
    String at(double position);

    /** Where a value lies. */
    double position(String value);

    /**
     * The part of this dimension around the best values, never beyond it.
     *
     * @param best the very best first; it is in the result
     * @param widest share of this dimension that the part is at most, but for rounding
     */
    Dimension around(List<String> best, double widest);

    /** Numbers drawn evenly. */
    @Describe("numbers drawn evenly")
    record Uniform(double low, double high) implements Dimension {
        public Uniform {
            requireOrder(low, high);
        }

        @Override
        public String at(double position) {
            return Scale.text(scale().at(position));
        }

        @Override
        public double position(String value) {
            return scale().position(Double.parseDouble(value));
        }

        @Override
        public Uniform around(List<String> best, double widest) {
            Scale near = scale().around(numbers(best), widest);
            return new Uniform(near.low(), near.high());
        }

        private Scale scale() {
            return Scale.even(low, high);
        }
    }

    /** Numbers above 0 of which every factor of ten is as likely: learning rates, decays. */
    @Describe("numbers of which every factor of ten is as likely")
    record Log(double low, double high) implements Dimension {
        public Log {
            requireOrder(low, high);
            require(low > 0, "low must be above 0 on a log scale, got " + low);
        }

        @Override
        public String at(double position) {
            return Scale.text(scale().at(position));
        }

        @Override
        public double position(String value) {
            return scale().position(Double.parseDouble(value));
        }

        @Override
        public Log around(List<String> best, double widest) {
            Scale near = scale().around(numbers(best), widest);
            return new Log(near.low(), near.high());
        }

        private Scale scale() {
            return Scale.logarithmic(low, high);
        }
    }

    /**
     * Shares β in [0, 1) of which 1 − β is drawn on a log scale: from 0.9 to 0.999, half of them are above 0.99. A mean with share β looks back over
     * 1 / (1 − β) steps, and that is what matters.
     */
    @Describe("shares whose distance from 1 is drawn on a log scale")
    record OneMinusLog(double low, double high) implements Dimension {
        public OneMinusLog {
            requireOrder(low, high);
            require(low >= 0 && high < 1, "low must be at least 0 and high below 1, got " + low + " and " + high);
        }

        @Override
        public String at(double position) {
            return Scale.text(scale().at(position));
        }

        @Override
        public double position(String value) {
            return scale().position(Double.parseDouble(value));
        }

        @Override
        public OneMinusLog around(List<String> best, double widest) {
            Scale near = scale().around(numbers(best), widest);
            return new OneMinusLog(near.low(), near.high());
        }

        private Scale scale() {
            return Scale.oneMinusLogarithmic(low, high);
        }
    }

    /**
     * Whole numbers, both ends among them.
     *
     * @param log whether every doubling is as likely, rather than every number
     */
    @Describe("whole numbers")
    record Whole(int low, int high, @Default("false") boolean log) implements Dimension {
        public Whole {
            requireOrder(low, high);
            require(!log || low > 0, "low must be above 0 on a log scale, got " + low);
        }

        @Override
        public String at(double position) {
            double from = measure(low);
            double real = from + position * (measure(high + 1.0) - from);
            // exp(log(low)) may fall just short of low
            return Integer.toString((int) Math.max(low, Math.min(high, Math.floor(log ? Math.exp(real) : real))));
        }

        /** The middle of the stretch that belongs to the number. */
        @Override
        public double position(String value) {
            int number = Integer.parseInt(value);
            double from = measure(low);
            double middle = (measure(number) + measure(number + 1.0)) / 2;
            return (middle - from) / (measure(high + 1.0) - from);
        }

        @Override
        public Whole around(List<String> best, double widest) {
            Neighbourhood near =
                    Neighbourhood.of(best.stream().map(this::position).toList(), widest);
            return new Whole(Integer.parseInt(at(near.from())), Integer.parseInt(at(near.to())), log);
        }

        private double measure(double number) {
            return log ? Math.log(number) : number;
        }
    }

    /** One of some values that have no order; those that none of the best had are not tried again. */
    @Describe("one of some values")
    record Choice(List<String> of) implements Dimension {
        public Choice {
            of = List.copyOf(of);
            require(!of.isEmpty(), "of must name at least one value");
        }

        @Override
        public String at(double position) {
            return of.get(Math.min(of.size() - 1, (int) (position * of.size())));
        }

        @Override
        public double position(String value) {
            return (of.indexOf(value) + 0.5) / of.size();
        }

        @Override
        public Choice around(List<String> best, double widest) {
            return new Choice(of.stream().filter(best::contains).toList());
        }
    }

    private static List<Double> numbers(List<String> values) {
        return values.stream().map(Double::valueOf).toList();
    }

    private static void requireOrder(double low, double high) {
        require(low <= high, "low must not be above high, got " + low + " and " + high);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
