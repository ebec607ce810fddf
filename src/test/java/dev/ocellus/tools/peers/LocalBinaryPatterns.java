package dev.ocellus.tools.peers;

/**
 * Faces as histograms of local binary patterns in a grid of cells: which of the eight neighbours of a pixel are at least as bright as it. The 58 patterns with at
 * most two changes around the pixel have a place each, all others share one. The distance is chi squared.
 *
 * @see <a href="https://doi.org/10.1109/TPAMI.2006.244">Ahonen, Hadid and Pietikäinen, 2006</a>
 */
final class LocalBinaryPatterns {
    private static final int CELLS = 8;
    private static final int[] PLACES = places();
    private static final int PATTERNS = 59;
    private static final int[][] NEIGHBOURS = {{-1, -1}, {0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}};

    private LocalBinaryPatterns() {}

    private static int[] places() {
        int[] places = new int[256];
        int next = 0;
        for (int pattern = 0; pattern < 256; pattern++) {
            int turned = (pattern << 1 | pattern >> 7) & 0xff;
            places[pattern] = Integer.bitCount(pattern ^ turned) <= 2 ? next++ : 58;
        }
        return places;
    }

    /** The histograms of a square grey picture, each with the sum 1. */
    static double[] of(double[] grey, int side) {
        double[] histograms = new double[CELLS * CELLS * PATTERNS];
        double[] totals = new double[CELLS * CELLS];
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int pattern = 0;
                for (int i = 0; i < NEIGHBOURS.length; i++) {
                    double neighbour = grey[(y + NEIGHBOURS[i][1]) * side + x + NEIGHBOURS[i][0]];
                    pattern |= neighbour >= grey[y * side + x] ? 1 << i : 0;
                }
                int cell = y * CELLS / side * CELLS + x * CELLS / side;
                histograms[cell * PATTERNS + PLACES[pattern]]++;
                totals[cell]++;
            }
        }
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] /= totals[i / PATTERNS];
        }
        return histograms;
    }

    static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double both = one[i] + other[i];
            sum += both == 0 ? 0 : (one[i] - other[i]) * (one[i] - other[i]) / both;
        }
        return sum;
    }
}
