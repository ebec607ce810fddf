package dev.ocellus.network.pytorch;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Sliding windows where PyTorch's own padding, equal on opposite sides and at most half a pool's kernel, does not do: the map is padded before. */
final class Windows {
    private static final long[] NONE = {0, 0};
    private static final long[] DENSE = {1, 1};

    /**
     * A map with the padding that is left to do.
     *
     * @param padding above and below, left and right
     */
    private record Padded(Tensor map, long[] padding) {}

    private Windows() {}

    /**
     * A convolution, kept away from what oneDNN 3.7 does wrong: windows that lie wholly in the padding and gaps in a kernel of one value end the process,
     * a map of one channel that does not say how far its rows are apart gets another stride, where each channel has several filters of its own, all but one
     * of a kernel's values are lost unless the map is row-major, and a kernel of one value with a stride writes past the end of its memory.
     */
    static Tensor convolved(Tensor map, Tensor kernel, TensorOptional bias, Layer.Conv conv) {
        long[] dilation = sides(conv.dilation());
        long[] most = {
            dilation[0] * (conv.kernel().height() - 1),
            dilation[1] * (conv.kernel().width() - 1)
        };
        Padded padded = padded(map, conv.window(), 0, most);
        for (int side = 0; side < dilation.length; side++) {
            dilation[side] = most[side] == 0 ? 1 : dilation[side];
        }
        Tensor read = padded.map();
        boolean several = conv.groups() > 1 && kernel.size(1) == 1 && conv.outputs() > conv.groups();
        if (read.size(1) == 1) {
            read = read.flatten(0, 1).unsqueeze(1);
        } else if (several) {
            read = read.contiguous();
        }
        long[] stride = sides(conv.stride());
        if (most[0] == 0 && most[1] == 0) {
            read = thinned(read, stride);
            stride = DENSE;
        }
        return torch.conv2d(read, kernel, bias, stride, padded.padding(), dilation, conv.groups());
    }

    /** Every stride-th pixel along both sides, from the first. */
    private static Tensor thinned(Tensor map, long[] stride) {
        Tensor thin = map;
        for (int side = 0; side < stride.length; side++) {
            if (stride[side] > 1) {
                LongOptional end = new LongOptional(map.size(side + 2));
                thin = thin.slice(side + 2, new LongOptional(0), end, stride[side]);
            }
        }
        return thin;
    }

    static Tensor largest(Tensor map, Window window) {
        Padded padded = forPool(map, window, Double.NEGATIVE_INFINITY);
        return torch.max_pool2d(
                padded.map(), sides(window.kernel()), sides(window.stride()), padded.padding(), DENSE, false);
    }

    /** The mean of what lies in the map: the mean with zeros around it, divided by the share that is not padding. */
    static Tensor mean(Tensor map, Window window) {
        Padded padded = forPool(map, window, 0);
        Tensor mean = mean(padded, window);
        if (padded.map() == map) {
            return mean;
        }
        Tensor ones = torch.ones(1, 1, map.size(2), map.size(3)).to(map.scalar_type());
        return mean.div(mean(new Padded(surrounded(ones, fit(map, window), 0), NONE), window));
    }

    private static Tensor mean(Padded padded, Window window) {
        return averaged(padded, window, new LongOptional());
    }

    /** (Σ |x|^power)^(1/power). Sums are kept off 0, where the root has no slope, by less than a float resolves. */
    static Tensor norm(Tensor map, Window window, int power) {
        Tensor sums = averaged(forPool(map.abs().pow(new Scalar(power)), window, 0), window, new LongOptional(1));
        return sums.clamp_min(new Scalar(Float.MIN_NORMAL)).pow(new Scalar(1.0 / power));
    }

    private static Tensor averaged(Padded padded, Window window, LongOptional divisor) {
        return torch.avg_pool2d(
                padded.map(), sides(window.kernel()), sides(window.stride()), padded.padding(), false, false, divisor);
    }

    private static Padded forPool(Tensor map, Window window, double value) {
        return padded(
                map,
                window,
                value,
                window.kernel().height() / 2,
                window.kernel().width() / 2);
    }

    /** @param most padding above or below, and left or right, that may be left to do */
    private static Padded padded(Tensor map, Window window, double value, long... most) {
        Window.Fit fit = fit(map, window);
        boolean even = fit.top() == fit.bottom() && fit.left() == fit.right();
        return even && fit.top() <= most[0] && fit.left() <= most[1]
                ? new Padded(map, new long[] {fit.top(), fit.left()})
                : new Padded(surrounded(map, fit, value), NONE);
    }

    private static Tensor surrounded(Tensor map, Window.Fit fit, double value) {
        long[] sides = {fit.left(), fit.right(), fit.top(), fit.bottom()};
        return torch.constant_pad_nd(map, sides, new Scalar(value));
    }

    /** Height and width in PyTorch's order. */
    private static long[] sides(Extent extent) {
        return new long[] {extent.height(), extent.width()};
    }

    private static Window.Fit fit(Tensor map, Window window) {
        return window.over(new Shape((int) map.size(1), (int) map.size(2), (int) map.size(3)));
    }
}
