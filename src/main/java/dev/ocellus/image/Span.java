package dev.ocellus.image;

/**
 * Along one axis, the pixels of a result that show the picture, and where they lie in it.
 *
 * @param first the first such pixel of the result
 * @param count how many there are
 * @param start where the first one begins in the picture, in continuous pixels
 * @param step how many pixels of the picture one of them covers
 */
record Span(int first, int count, double start, double step) {
    private static final double WHOLE = 1e-6;

    /** The pixels of the result whose centre lies in the picture. */
    static Span of(double regionStart, double regionLength, int target, int picture) {
        double step = regionLength / target;
        int first = clamp(Math.ceil(-regionStart / step - 0.5), target);
        int end = clamp(Math.ceil((picture - regionStart) / step - 0.5), target);
        return new Span(first, Math.max(0, end - first), regionStart + first * step, step);
    }

    /** Every pixel of something that is taken as it is. */
    static Span whole(int length) {
        return new Span(0, length, 0, 1);
    }

    private static int clamp(double value, int highest) {
        return (int) Math.max(0, Math.min(highest, value));
    }

    private double end() {
        return start + count * step;
    }

    /** The first pixel of the picture that is needed, one more than covered for interpolation. */
    int firstNeeded(int picture) {
        return Math.min(picture - 1, clamp(Math.floor(start) - 1, picture));
    }

    /** The end of the pixels of the picture that are needed. */
    int endNeeded(int picture) {
        return Math.max(firstNeeded(picture) + 1, clamp(Math.ceil(end()) + 1, picture));
    }

    /** The same in a piece of the picture that starts at the given pixel. */
    Span from(int origin) {
        return new Span(first, count, start - origin, step);
    }

    /** The covered part of the picture in its own pixels. */
    Span unscaled() {
        return new Span(0, (int) Math.ceil(count * step - WHOLE), start, 1);
    }

    int wholeStart() {
        return (int) Math.max(0, Math.rint(start));
    }

    /** Whether OpenCV's resize of {@code length} pixels, which cannot start between two pixels, gives exactly this span. */
    boolean resizesExactly(int length) {
        if (start < -WHOLE || Math.abs(start - Math.rint(start)) > WHOLE) {
            return false;
        }
        int available = length - wholeStart();
        double resized = Math.rint(available / step);
        // Where rounding gives the length itself, resize copies and the scale is lost.
        return resized >= count && (resized != available || step == 1);
    }
}
