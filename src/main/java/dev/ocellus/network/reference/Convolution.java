package dev.ocellus.network.reference;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Window;
import dev.ocellus.network.reference.ReferenceNetwork.Values;
import java.util.Arrays;

/**
 * A convolution, computed for a few hundred places at a time: for each value of the window, what it meets at all of these places is laid out in one
 * row, and the rows are added up with the weights. Plain, and quick enough for gradient checks of whole networks.
 */
final class Convolution {
    /** Places at a time; the rows of a large window then still fit the processor's cache. */
    private static final int PLACES = 256;

    private final Layer.Conv conv;
    private final Values in;
    private final Values out;
    private final Window.Fit fit;
    private final double[] weight;
    private final double[] bias;
    private final int read;
    private final int window;

    /** @param bias zeros where the convolution has none */
    Convolution(Layer.Conv conv, Values in, Values out, double[] weight, double[] bias) {
        this.conv = conv;
        this.in = in;
        this.out = out;
        this.fit = conv.window().over(in.shape());
        this.weight = weight;
        this.bias = bias;
        this.read = in.shape().channels() / conv.groups();
        this.window = read * conv.kernel().area();
    }

    void compute() {
        double[][] met = new double[window][PLACES];
        double[] sums = new double[PLACES];
        int written = conv.outputs() / conv.groups();
        int places = in.samples() * out.pixels();
        for (int first = 0; first < places; first += PLACES) {
            int count = Math.min(PLACES, places - first);
            for (int output = 0; output < conv.outputs(); output++) {
                if (output % written == 0) {
                    layOut(output / written, first, count, met);
                }
                Arrays.fill(sums, bias[output]);
                for (int i = 0; i < window; i++) {
                    double factor = weight[output * window + i];
                    double[] row = met[i];
                    for (int place = 0; place < count; place++) {
                        sums[place] += factor * row[place];
                    }
                }
                for (int place = 0; place < count; place++) {
                    int sample = (first + place) / out.pixels();
                    out.data()[out.index(sample, output, 0, 0) + (first + place) % out.pixels()] = sums[place];
                }
            }
        }
    }

    /** What each value of a group's window meets at each place; 0 outside the map. */
    private void layOut(int group, int first, int count, double[][] met) {
        int tall = conv.kernel().height();
        int wide = conv.kernel().width();
        for (int i = 0; i < window; i++) {
            int channel = group * read + i / (tall * wide);
            int down = i / wide % tall * conv.dilation().height() - fit.top();
            int right = i % wide * conv.dilation().width() - fit.left();
            for (int place = 0; place < count; place++) {
                int pixel = (first + place) % out.pixels();
                int y = pixel / fit.columns() * conv.stride().height() + down;
                int x = pixel % fit.columns() * conv.stride().width() + right;
                met[i][place] = in.at((first + place) / out.pixels(), channel, y, x);
            }
        }
    }
}
