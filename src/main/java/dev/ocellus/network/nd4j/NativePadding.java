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
        Window.Fit fit = window.over(map);
        Padding equal = new Padding(false, fit.top(), fit.left(), fit.top(), fit.left());
        Window.Fit equally = with(equal, window).over(map);
        if (equally.rows() == fit.rows() && equally.columns() == fit.columns()) {
            return Optional.of(new NativePadding(0, fit.top(), fit.left()));
        }
        boolean same = with(Padding.SAME, window).over(map).equals(fit)
                && touches(
                        window.kernel().height(),
                        window.dilation().height(),
                        window.stride().height())
                && touches(
                        window.kernel().width(),
                        window.dilation().width(),
                        window.stride().width());
        return same ? Optional.of(new NativePadding(1, fit.top(), fit.left())) : Optional.empty();
    }

    private static Window with(Padding padding, Window window) {
        return new Window(window.kernel(), window.stride(), padding, window.dilation());
    }

    /** Whether a window reaches the next one; where it does not, ND4J's 'same' would be a negative padding. */
    private static boolean touches(int kernel, int dilation, int stride) {
        return dilation * (kernel - 1) + 1 >= stride;
    }

    /** What the native operations are told: kernel, strides, padding, dilation, padding mode, (N, H, W, C), filters (out, in, height, width). */
    int[] settings(Window window) {
        Extent kernel = window.kernel();
        Extent stride = window.stride();
        Extent dilation = window.dilation();
        return new int[] {
            kernel.height(),
            kernel.width(),
            stride.height(),
            stride.width(),
            top,
            left,
            dilation.height(),
            dilation.width(),
            mode,
            1,
            1
        };
    }
}
