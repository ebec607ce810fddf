package dev.ocellus.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written down for windows, against its definition place by place. */
class WindowMatrixIT {
    private static final int SAMPLES = 3;

    @ParameterizedTest
    @CsvSource({
        "3x3, 1x1, same, 1x1",
        "3x3, 2x2, same, 1x1",
        "1x7, 1x3, valid, 1x1",
        "5x2, 2x1, 2/0/1/3, 1x1",
        "2x3, 1x2, 1, 3x2",
        "3x3, 3x3, 2, 1x1",
        "1x1, 2x2, valid, 1x1"
    })
    void holdsWhatLiesUnderEachWindowAndAddsItBack(String kernel, String stride, String padding, String dilation) {
        Window window =
                new Window(Extent.parse(kernel), Extent.parse(stride), Padding.parse(padding), Extent.parse(dilation));
        Shape shape = new Shape(5, 6, 8);
        Window.Fit fit = window.over(shape);
        int area = window.kernel().area();
        int places = shape.channels() * area;
        Random random = new Random(3);
        try (FeatureMap x = noise(random, shape);
                FeatureMap back = new FeatureMap(SAMPLES, shape);
                WindowMatrix matrix = new WindowMatrix(shape, window, SAMPLES)) {
            assertTrue(matrix.capacity() >= 2, "samples that fit");
            matrix.fill(x, 1, 3);
            matrix.fold(back, 1, 3);
            float[] map = floats(x);
            float[] sums = new float[map.length];
            for (int sample = 1; sample < 3; sample++) {
                for (int row = 0; row < fit.rows(); row++) {
                    for (int column = 0; column < fit.columns(); column++) {
                        for (int place = 0; place < places; place++) {
                            int k = place % area;
                            int y = row * window.stride().height()
                                    - fit.top()
                                    + k
                                            / window.kernel().width()
                                            * window.dilation().height();
                            int across = column * window.stride().width()
                                    - fit.left()
                                    + k
                                            % window.kernel().width()
                                            * window.dilation().width();
                            boolean inside = y >= 0 && y < shape.height() && across >= 0 && across < shape.width();
                            int at = ((sample * shape.height() + y) * shape.width() + across) * shape.channels()
                                    + place / area;
                            long line = ((sample - 1L) * fit.rows() + row) * fit.columns() + column;
                            assertEquals(inside ? map[at] : 0, matrix.rows(2).getFloat(line, place));
                            if (inside) {
                                sums[at] += map[at];
                            }
                        }
                    }
                }
            }
            float[] folded = floats(back);
            for (int i = shape.size(); i < sums.length; i++) {
                assertEquals(sums[i], folded[i], 1e-5f, "sum " + i);
            }
        }
    }

    private static FeatureMap noise(Random random, Shape shape) {
        FeatureMap map = new FeatureMap(SAMPLES, shape);
        float[] values = new float[map.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        map.write(0, values, values.length);
        return map;
    }

    private static float[] floats(FeatureMap map) {
        float[] values = new float[map.size()];
        map.read(0, values, values.length);
        return values;
    }
}
