package dev.ocellus.network.nd4j;

/**
 * The squares of 2 × 2 pixels of maps, a strip of them at a time: the four values of each square lie in four arrays, so that loops run flat over them.
 * For one thread.
 */
final class Squares {
    /** Works on a strip of squares. */
    @FunctionalInterface
    interface Work {
        /**
         * @param at number of the strip's first value in a map of one pixel for each square
         * @param n values of the strip in each of the four arrays
         */
        void on(int at, int n);
    }

    /** Works on pixels that belong to no square. */
    @FunctionalInterface
    interface Rest {
        void on(float[] x, int n);
    }

    private final float[][] corners;
    private final float[] line;

    /** @param length of a strip, as {@link Strip#length} has it */
    Squares(int length) {
        corners = new float[4][length];
        line = new float[2 * length];
    }

    /** The values of the strip at hand: top left, top right, bottom left, bottom right. */
    float[][] corners() {
        return corners;
    }

    /** Reads all squares. */
    void read(FeatureMap from, Work work) {
        walk(from, null, work);
    }

    /** Reads all squares and writes what the work has made of them; the maps may be the same. */
    void change(FeatureMap from, FeatureMap to, Work work) {
        walk(from, to, work);
    }

    private void walk(FeatureMap from, FeatureMap to, Work work) {
        int channels = from.shape().channels();
        int row = from.shape().width() * channels;
        int squares = from.shape().width() / 2 * channels;
        int at = 0;
        for (int sample = 0; sample < from.samples(); sample++) {
            for (int y = 0; y + 1 < from.shape().height(); y += 2) {
                int top = (sample * from.shape().height() + y) * row;
                for (int done = 0, n; done < squares; done += n, at += n) {
                    n = Math.min(corners[0].length, squares - done);
                    take(from, top + 2 * done, 0, n, channels);
                    take(from, top + row + 2 * done, 2, n, channels);
                    work.on(at, n);
                    if (to != null) {
                        put(to, top + 2 * done, 0, n, channels);
                        put(to, top + row + 2 * done, 2, n, channels);
                    }
                }
            }
        }
    }

    private void take(FeatureMap from, int at, int corner, int n, int channels) {
        from.read(at, line, 2 * n);
        for (int i = 0; i < n; i += channels) {
            System.arraycopy(line, 2 * i, corners[corner], i, channels);
            System.arraycopy(line, 2 * i + channels, corners[corner + 1], i, channels);
        }
    }

    private void put(FeatureMap to, int at, int corner, int n, int channels) {
        for (int i = 0; i < n; i += channels) {
            System.arraycopy(corners[corner], i, line, 2 * i, channels);
            System.arraycopy(corners[corner + 1], i, line, 2 * i + channels, channels);
        }
        to.write(at, line, 2 * n);
    }

    /** Changes the last line and the last column of maps of odd height and width; the maps may be the same. */
    void changeRest(FeatureMap from, FeatureMap to, Rest work) {
        int channels = from.shape().channels();
        int height = from.shape().height();
        int row = from.shape().width() * channels;
        int beside = from.shape().width() / 2 * 2 * channels;
        for (int y = 0; y < from.samples() * height; y++) {
            boolean last = height % 2 == 1 && y % height == height - 1;
            for (int done = last ? 0 : beside, n; done < row; done += n) {
                n = Math.min(corners[0].length, row - done);
                from.read(y * row + done, line, n);
                work.on(line, n);
                to.write(y * row + done, line, n);
            }
        }
    }
}
