package dev.ocellus.network.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.ocellus.network.Network;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network stored as ONNX, computed by ONNX Runtime. It takes one input of floats and gives floats; batch, height and width may differ from call to
 * call where the model leaves them open. Several threads may ask it at once; memory follows the largest inputs in flight and is given back by
 * {@link #close}.
 */
public final class OnnxRuntimeNetwork implements Network {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String source;
    private final String inputName;
    private final long[] inputShape;
    private final List<String> outputNames;
    private final Map<String, String> metadata;
    private final DirectBuffers buffers = new DirectBuffers();
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxRuntimeNetwork(OrtEnvironment environment, OrtSession session, String source) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.source = source;
        if (session.getNumInputs() != 1) {
            throw new IllegalArgumentException(
                    "%s: a model must have one input, this one has %s".formatted(source, session.getInputNames()));
        }
        Map.Entry<String, NodeInfo> input =
                session.getInputInfo().entrySet().iterator().next();
        if (!(input.getValue().getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
            throw new IllegalArgumentException("%s: the input '%s' must be a tensor of 32-bit floats, it is %s"
                    .formatted(source, input.getKey(), input.getValue().getInfo()));
        }
        this.inputName = input.getKey();
        this.inputShape = info.getShape();
        this.outputNames = List.copyOf(session.getOutputNames());
        this.metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
    }

    /**
     * Opens a model file.
     *
     * @param threads how many threads compute one batch; 1 where the caller already works on several pictures at once
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException where it is no model that can be run; the message names the file
     */
    public static OnnxRuntimeNetwork open(Path file, int threads) throws IOException {
        return open(Files.readAllBytes(file), threads, file.toString());
    }

    /**
     * Opens a model held in memory, for example bytes whose checksum was just verified.
     *
     * @param model the bytes of an ONNX file
     * @param threads how many threads compute one batch, at least 1
     * @param source what to call the model in messages
     * @throws IllegalArgumentException where it is no model that can be run
     */
    public static OnnxRuntimeNetwork open(byte[] model, int threads, String source) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        OrtSession session = null;
        try (OrtSession.SessionOptions options = SessionSettings.options(threads)) {
            OrtEnvironment environment = SessionSettings.environment();
            session = environment.createSession(model, options);
            return new OnnxRuntimeNetwork(environment, session, source);
        } catch (OrtException e) {
            close(session);
            throw new IllegalArgumentException(
                    "%s: ONNX Runtime cannot use this model: %s".formatted(source, e.getMessage()), e);
        } catch (RuntimeException e) {
            close(session);
            throw e;
        }
    }

    /** The version of ONNX Runtime. */
    public static String version() {
        return Objects.requireNonNullElse(OrtEnvironment.class.getPackage().getImplementationVersion(), "unknown");
    }

    /** What the model's author stored beside the weights (ONNX {@code metadata_props}); empty for most models found elsewhere. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Names of the outputs in the order of {@link #forward}'s results. */
    public List<String> outputNames() {
        return outputNames;
    }

    /** The input's shape as the model declares it, (N, C, H, W); −1 where any size is taken. */
    public long[] inputShape() {
        return inputShape.clone();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Models made elsewhere may give outputs of other ranks; these come as they are.
     */
    @Override
    public List<Tensor> forward(Tensor batch) {
        requireFit(batch);
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(source + ": the network is closed");
            }
            return run(batch);
        } catch (OrtException e) {
            throw new ShapeException("%s cannot take a batch of shape %s: %s"
                    .formatted(source, Arrays.toString(batch.shape()), e.getMessage()));
        } finally {
            open.readLock().unlock();
        }
    }

    private List<Tensor> run(Tensor batch) throws OrtException {
        FloatBuffer input = buffers.filledWith(batch.data());
        long[] shape = Arrays.stream(batch.shape()).asLongStream().toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            List<Tensor> outputs = new ArrayList<>(outputNames.size());
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.add(onHeap(output.getKey(), output.getValue()));
            }
            return outputs;
        } finally {
            buffers.giveBack(input);
        }
    }

    private Tensor onHeap(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
            throw new IllegalStateException(
                    "%s: the output '%s' must be a tensor of 32-bit floats, it is %s".formatted(source, name, value));
        }
        int[] shape = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return new Tensor(tensor.getFloatBuffer().array(), shape);
    }

    private void requireFit(Tensor batch) {
        int[] shape = batch.shape();
        boolean fits = shape.length == inputShape.length && batch.size() > 0;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = inputShape[i] < 0 || inputShape[i] == shape[i];
        }
        if (!fits) {
            throw new ShapeException("%s takes %s (-1 = any size), got %s"
                    .formatted(source, Arrays.toString(inputShape), Arrays.toString(shape)));
        }
    }

    /** Waits for passes that are still running, then frees the model. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                close(session);
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private static void close(OrtSession session) {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not free a model: " + e.getMessage(), e);
        }
    }
}
