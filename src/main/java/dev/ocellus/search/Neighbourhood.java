package dev.ocellus.search;

import java.util.List;

/**
 * A part of the stretch from 0 to 1.
 *
 * @param from at least 0
 * @param to at most 1
 */
record Neighbourhood(double from, double to) {
    /** What is added on both sides as a share of the widest, so that the best may also lie just outside of what was tried. */
    private static final double MARGIN = 0.2;

    /**
     * From the lowest to the highest of the best positions and a margin on both sides; around the very best where that is too wide, as it is where the
     * setting hardly matters.
     *
     * @param best the very best first, each in [0, 1]
     * @param widest length that it has at most
     */
    static Neighbourhood of(List<Double> best, double widest) {
        double from = best.stream().mapToDouble(p -> p).min().orElseThrow() - MARGIN * widest;
        double to = best.stream().mapToDouble(p -> p).max().orElseThrow() + MARGIN * widest;
        if (to - from > widest) {
            from = best.get(0) - widest / 2;
            to = best.get(0) + widest / 2;
        }
        return new Neighbourhood(Math.max(0, from), Math.min(1, to));
    }
}
