package dev.ocellus.network.nd4j;

/** A window's way over a map: line of windows by line of windows, and for each the values under one place of the kernel after the other. */
final class Walk {
    /** What happens at a place of the kernel. */
    @FunctionalInterface
    interface Place {
        /**
         * @param values those under the place, one after another for all windows of the line; may be overwritten
         * @param row of the kernel; rows over lines of padding are left out
         */
        void at(float[] values, int row, int column);
    }

    private final Sliding sliding;
    private final FeatureMap map;
    private final float outside;
    private final float[] line;
    private final float[] values;

    /** @param outside what the padding holds */
    Walk(Sliding sliding, FeatureMap map, float outside) {
        this.sliding = sliding;
        this.map = map;
        this.outside = outside;
        this.line = new float[sliding.length()];
        this.values = new float[sliding.windows()];
    }

    /** Goes through the places of the kernel for line y of the windows on a sample. */
    void along(int sample, int y, Place place) {
        for (int row = 0; row < sliding.window().kernel().height(); row++) {
            int down = sliding.line(y, row);
            if (sliding.hasLine(down)) {
                map.read((sample * sliding.from().height() + down) * line.length, line, line.length);
                for (int column = 0; column < sliding.window().kernel().width(); column++) {
                    sliding.gather(line, column, values, outside);
                    place.at(values, row, column);
                }
            }
        }
    }
}
