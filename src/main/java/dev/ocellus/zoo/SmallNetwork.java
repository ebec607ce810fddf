package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;

/**
 * Four blocks of convolution, batch norm and ReLU, each twice as wide as the one before and, as long as the map has 8 pixels a side, halved behind; then
 * the mean of each channel and one dense layer. Trains in minutes on a laptop.
 */
final class SmallNetwork {
    private static final int[] WIDTHS = {16, 32, 64, 128};
    private static final int SMALLEST_TO_HALVE = 8;

    /** Short trainings need running statistics that follow soon. */
    private static final double MOMENTUM = 0.9;

    private SmallNetwork() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        Line backbone = line.branch("backbone");
        for (int i = 0; i < WIDTHS.length; i++) {
            String number = Integer.toString(i + 1);
            backbone.then("conv" + number, new Layer.Conv(WIDTHS[i], 3, 1, 1, false))
                    .then("norm" + number, new Layer.BatchNorm(MOMENTUM, 1e-3))
                    .relu("relu" + number);
            Shape map = backbone.shape();
            if (Math.min(map.height(), map.width()) >= SMALLEST_TO_HALVE && i < WIDTHS.length - 1) {
                backbone.then("pool" + number, new Pool.MaxPool(2, 2, 0));
            }
        }
        backbone.then("mean", new Pool.GlobalAveragePool());
        return line.after(backbone)
                .branch("head")
                .then("dense", new Layer.Dense(classes))
                .build();
    }
}
