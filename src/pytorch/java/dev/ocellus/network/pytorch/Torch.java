package dev.ocellus.network.pytorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The door to PyTorch: loads it and moves numbers between its tensors and the heap. */
final class Torch {
    static {
        // memory outside the heap is bounded by the batch, which the caller chose, not by the size of the heap
        setIfAbsent("org.bytedeco.javacpp.maxbytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
        unpack("torch_cpu");
        // glibc keeps freed memory up to twice the largest block (of at most 32 MB) that it has seen freed: the maps of
        // a step find the memory of the last
        allocate((32 << 18) - 4096).close();
    }

    private Torch() {}

    /** Loads PyTorch, so that where it is missing the caller hears of it and no thread of a team dies in silence. */
    static void load() {
        // initialising this class did it
    }

    /** The version of the jar. */
    static String version() {
        return Objects.requireNonNullElse(Tensor.class.getPackage().getImplementationVersion(), "unknown");
    }

    /** Lets operations called from the current thread use this many threads. */
    static void useThreads(int threads) {
        torch.set_num_threads(threads);
    }

    /** Keeps a tensor beyond the {@link org.bytedeco.javacpp.PointerScope} that it was made in, until it is released. */
    static Tensor keep(Tensor tensor) {
        return tensor.retainReference();
    }

    /** Frees a tensor that was kept. */
    static void release(Tensor tensor) {
        tensor.releaseReference();
    }

    /** Floats of undefined content, row-major. */
    static Tensor allocate(int... shape) {
        return torch.empty(Arrays.stream(shape).asLongStream().toArray());
    }

    /** A copy of an array, row-major. */
    static Tensor tensor(float[] values, int... shape) {
        Tensor tensor = allocate(shape);
        write(values, 0, values.length, tensor, 0);
        return tensor;
    }

    /** Copies a part of an array into a part of a row-major tensor. */
    static void write(float[] values, int offset, int count, Tensor tensor, int at) {
        if (count > 0) {
            floats(tensor, at, count).put(values, offset, count);
        }
    }

    /** Copies a part of a row-major tensor into a part of an array. */
    static void read(Tensor tensor, int at, float[] values, int offset, int count) {
        if (count > 0) {
            floats(tensor, at, count).get(values, offset, count);
        }
    }

    /** The numbers of a tensor from one on; the library does not check bounds. */
    private static FloatPointer floats(Tensor tensor, int at, int count) {
        if (at < 0 || at + count > tensor.numel()) {
            throw new IllegalArgumentException(
                    "a tensor holds %d values, not %d from %d on".formatted(tensor.numel(), count, at));
        }
        return tensor.data_ptr_float().getPointer(at);
    }

    /** The same values as 32-bit floats, row-major. */
    static Tensor plain(Tensor tensor) {
        return tensor.to(ScalarType.Float).contiguous();
    }

    /** The same map with the channels of each pixel side by side in memory, as PyTorch's convolutions like it. */
    static Tensor channelsLast(Tensor map) {
        return map.contiguous(MemoryFormat.ChannelsLast);
    }

    /**
     * Brings a library to the disk, where it is not there yet. On the first start on a machine JavaCPP loads a library that needs this one before it has
     * unpacked it, and the process ends.
     */
    private static void unpack(String library) {
        String resource = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + System.mapLibraryName(library);
        try {
            Loader.cacheResources(Tensor.class, resource);
        } catch (IOException e) {
            throw new UncheckedIOException("PyTorch cannot be unpacked; is the disk full?", e);
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
