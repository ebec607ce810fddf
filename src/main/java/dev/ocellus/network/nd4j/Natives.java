package dev.ocellus.network.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The door to ND4J: the one place that chooses its binary, allocates its arrays and runs its operations.
 *
 * <p>The binary with oneDNN is taken where its jar is on the class path. oneDNN looks at the processor when it runs, so that one binary is fast with
 * AVX-512 and safe without it.
 */
final class Natives {
    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

    static {
        if (System.getProperty(EXTENSION) == null && hasOneDnn()) {
            System.setProperty(EXTENSION, "-onednn");
        }
        // memory outside the heap is bounded by the batch, which the caller chose, not by the size of the heap
        setIfAbsent("org.bytedeco.javacpp.maxbytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        // glibc keeps freed memory up to twice the largest block (of at most 32 MB) that it has seen freed: native
        // operations find their scratch again
        allocate((32 << 18) - 4096).close();
    }

    private Natives() {}

    /** Loads ND4J, so that where it is missing the caller hears of it and no thread of a team dies in silence. */
    static void load() {
        // initialising this class did it
    }

    /** Makes native operations called from the current thread stay on it: the engine itself spreads a batch over threads. */
    static void stayOnThisThread() {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    /** An array of floats outside the heap, first dimension outermost, with undefined content; to be closed. */
    static INDArray allocate(long... shape) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape);
    }

    static void clear(INDArray array) {
        FloatBuffer floats = array.data().asNioFloat();
        float[] zeros = new float[4096];
        for (int at = 0; at < floats.capacity(); at += zeros.length) {
            floats.put(at, zeros, 0, Math.min(zeros.length, floats.capacity() - at));
        }
    }

    static void run(String operation, INDArray[] inputs, INDArray[] outputs, int... settings) {
        Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(settings)
                .build());
    }

    /** The version of the jar that the native operations came from; their classes do not know it. */
    static String version() {
        Properties written = new Properties();
        try (InputStream in =
                Natives.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-native/pom.properties")) {
            if (in != null) {
                written.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of ND4J cannot be read", e);
        }
        return written.getProperty("version", "unknown");
    }

    private static boolean hasOneDnn() {
        String library = "org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.Detector.getPlatform() + "-onednn/"
                + System.mapLibraryName("jnind4jcpu");
        return Natives.class.getClassLoader().getResource(library) != null;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
