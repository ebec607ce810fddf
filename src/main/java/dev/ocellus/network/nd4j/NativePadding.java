package dev.ocellus.network.nd4j;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import java.util.Optional;

/**
 * A padding in the words of ND4J's convolutions, which know equal padding on opposite sides and TensorFlow's 'same'.
 *
 * @param mode 0 for the numbers beside it, 1 for 'same'
 */
record NativePadding(int mode, int top, int left) {
    /** The padding that puts a window to the same places, if there is one. */
    static Optional<NativePadding> of(Window window, Shape map) {
        if (window.dilation().area() > 1) {
            return Optional.empty(); // ND4J gives oneDNN the padding of a kernel without gaps
        }
        Window.Fit fit = window.over(map);
        Extent kernel = window.kernel();
        Extent stride = window.stride();
        if (equally(map.height(), fit.top(), kernel.height(), stride.height()) == fit.rows()
                && equally(map.width(), fit.left(), kernel.width(), stride.width()) == fit.columns()) {
            return Optional.of(new NativePadding(0, fit.top(), fit.left()));
        }
        Window.Fit same = new Window(window.kernel(), stride, Padding.SAME, window.dilation()).over(map);
        // where a window does not reach the next one, ND4J's 'same' would be a negative padding
        boolean touches = kernel.height() >= stride.height() && kernel.width() >= stride.width();
        return touches && same.equals(fit)
                ? Optional.of(new NativePadding(1, fit.top(), fit.left()))
                : Optional.empty();
    }

    /** How many places there are with equal padding on both sides. */
    private static int equally(int length, int padding, int kernel, int stride) {
        return Math.floorDiv(length + 2 * padding - kernel, stride) + 1;
    }

    /** What the native operations are told: kernel, strides, padding, dilation, padding mode, (N, H, W, C), filters (out, in, height, width). */
    int[] settings(Window window) {
        Extent kernel = window.kernel();
        Extent stride = window.stride();
        return new int[] {kernel.height(), kernel.width(), stride.height(), stride.width(), top, left, 1, 1, mode, 1, 1
        };
    }
}
