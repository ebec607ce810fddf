package dev.ocellus.network.pytorch;

import dev.ocellus.network.engine.Team;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Finds out by trying whether this processor trains faster with brain floats: without instructions for them it is several times slower. What counts is
 * the time that one thread computes, so that other work on the machine does not decide.
 */
final class BrainFloatRace {
    private static final int ROUNDS = 5;
    /** What brain floats must gain to be worth the lost digits. */
    private static final double WORTH = 1.2;

    private static final int[] MAP = {8, 64, 40, 40};
    private static final int[] KERNEL = {64, 64, 3, 3};
    private static final long[] ONE = {1, 1};

    private BrainFloatRace() {}

    /** Why not, as a sentence for users; empty where they are faster. Takes about half a second. */
    static Optional<String> obstacle() {
        Torch.load();
        double gain;
        try (Team alone = new Team(1, () -> Torch.useThreads(1))) {
            gain = alone.lead(BrainFloatRace::gain);
        }
        return gain >= WORTH
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "this processor trains at %.1f times its speed with 16-bit brain floats; take 'pytorch', which uses 32 bits",
                        gain));
    }

    /** The speed with brain floats over that with 32-bit floats, each at its best. */
    private static double gain() {
        try (PointerScope scope = new PointerScope();
                AutoGradMode mode = new AutoGradMode(true)) {
            Tensor map = ones(MAP);
            Tensor kernel = ones(KERNEL);
            long single = Long.MAX_VALUE;
            long brain = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                single = Math.min(single, nanoseconds(map, kernel, Precision.FLOAT));
                brain = Math.min(brain, nanoseconds(map, kernel, Precision.BRAIN_FLOAT));
            }
            return (double) single / brain;
        }
    }

    private static Tensor ones(int... shape) {
        Tensor tensor = Torch.channelsLast(Torch.allocate(shape));
        tensor.fill_(new Scalar(1));
        tensor.set_requires_grad(true);
        return tensor;
    }

    /** A convolution forward and backward, with the changes from and to 32 bits that training makes. */
    private static long nanoseconds(Tensor map, Tensor kernel, Precision precision) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try (PointerScope scope = new PointerScope()) {
            Tensor result =
                    torch.conv2d(precision.of(map), precision.of(kernel), new TensorOptional(), ONE, ONE, ONE, 1);
            torch.grad(
                    new TensorVector(result),
                    new TensorVector(map, kernel),
                    new TensorVector(result.detach()),
                    new BoolOptional(false),
                    false,
                    false);
        }
        return threads.getCurrentThreadCpuTime() - start;
    }
}
