package dev.ocellus.network;

/**
 * How a window slides over a map; convolutions and pools share this arithmetic.
 *
 * @param kernel height and width of the window, in values
 * @param stride from one place of the window to the next
 * @param padding what is laid around the map
 * @param dilation distance between neighbouring values of the window in the map; 1 means that they touch
 */
public record Window(Extent kernel, Extent stride, Padding padding, Extent dilation) {
    /**
     * A window on a map of a certain size: number of places, and what is laid around.
     *
     * @param rows places from top to bottom
     * @param columns places from left to right
     */
    public record Fit(int rows, int columns, int top, int left, int bottom, int right) {}

    /**
     * The places on a map: ⌊(n + p − d·(k − 1) − 1) / s⌋ + 1 along each side.
     *
     * @throws ShapeException where not one window fits
     */
    public Fit over(Shape map) {
        int tall = reach().height();
        int wide = reach().width();
        int top = padding.top();
        int left = padding.left();
        int bottom = padding.bottom();
        int right = padding.right();
        if (padding.same()) {
            int vertical = missing(map.height(), tall, stride.height());
            int horizontal = missing(map.width(), wide, stride.width());
            top = vertical / 2;
            left = horizontal / 2;
            bottom = vertical - top;
            right = horizontal - left;
        }
        int down = map.height() + top + bottom - tall;
        int across = map.width() + left + right - wide;
        if (down < 0 || across < 0) {
            throw new ShapeException(
                    "a window of %dx%d does not fit into %s with padding %s".formatted(tall, wide, map, padding));
        }
        return new Fit(down / stride.height() + 1, across / stride.width() + 1, top, left, bottom, right);
    }

    /** From the window's first value to its last, in values of the map: d·(k − 1) + 1. */
    public Extent reach() {
        return new Extent(reach(kernel.height(), dilation.height()), reach(kernel.width(), dilation.width()));
    }

    private static int reach(int kernel, int dilation) {
        return Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
    }

    /** Values that must be added to a side of n so that ⌈n / stride⌉ windows fit. */
    private static int missing(int length, int reach, int stride) {
        int places = (length + stride - 1) / stride;
        return Math.max(0, (places - 1) * stride + reach - length);
    }
}
