package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's copy of {@link Parameters}: one tensor for each, kernels with the channels last. What is trained flows from the heap to the tensors, gradients
 * and running statistics flow back.
 */
final class Weights implements AutoCloseable {
    private static final int KERNEL = 4;

    private final Parameters parameters;
    private final Team team;
    /** All numbers in the heap's order: a station on the way between heap and tensors. */
    private final Tensor flat;

    /** The same memory as {@link #flat}, in the shapes of the parameters. */
    private final Map<String, Tensor> parts = new LinkedHashMap<>();

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    Weights(Parameters parameters, Team team) {
        this.parameters = parameters;
        this.team = team;
        try (PointerScope scope = new PointerScope()) {
            flat = Torch.keep(Torch.allocate(parameters.values().length));
            for (Parameters.Slot slot : parameters.slots()) {
                int[] shape = slot.parameter().shape();
                Tensor part = flat.narrow(0, slot.offset(), slot.size())
                        .view(Arrays.stream(shape).asLongStream().toArray());
                Tensor own = Torch.allocate(shape);
                parts.put(slot.name(), Torch.keep(part));
                tensors.put(slot.name(), Torch.keep(shape.length == KERNEL ? Torch.channelsLast(own) : own));
            }
        }
        refresh();
    }

    /** One of a node's parameters, or null where the node has none of that name. */
    Tensor get(Graph.Node node, String parameter) {
        return tensors.get(node.name() + "." + parameter);
    }

    /** Whether a parameter is kept as it is. */
    boolean isFrozen(Graph.Node node, String parameter) {
        return parameters.isFrozen(node.name() + "." + parameter);
    }

    /** Takes over the heap's values. */
    void refresh() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            float[] values = parameters.values();
            team.share(values.length, (first, end) -> Torch.write(values, first, end - first, flat, first));
            tensors.forEach((name, tensor) -> tensor.copy_(parts.get(name)));
        }
    }

    /** Makes PyTorch follow the gradients of those that learn, and of no others. */
    void follow() {
        for (Parameters.Slot slot : parameters.slots()) {
            tensors.get(slot.name()).set_requires_grad(parameters.learns(slot));
        }
    }

    /** Brings the running statistics to the heap. */
    void readStatistics() {
        for (Parameters.Slot slot : parameters.slots()) {
            if (!slot.parameter().kind().trained()) {
                Torch.read(tensors.get(slot.name()), 0, parameters.values(), slot.offset(), slot.size());
            }
        }
    }

    /** Computes the gradients of those that learn and brings them to the heap. */
    void readGradients(List<Tensor> outputs, List<Tensor> outputGradients) {
        List<String> learning = new ArrayList<>();
        for (Parameters.Slot slot : parameters.slots()) {
            if (parameters.learns(slot)) {
                learning.add(slot.name());
            }
        }
        flat.zero_();
        if (!outputs.isEmpty() && !learning.isEmpty()) {
            TensorVector gradients = torch.grad(
                    vector(outputs),
                    vector(learning.stream().map(tensors::get).toList()),
                    vector(outputGradients),
                    new BoolOptional(false),
                    false,
                    true);
            for (int i = 0; i < learning.size(); i++) {
                Tensor gradient = gradients.get(i);
                if (gradient.defined()) {
                    parts.get(learning.get(i)).copy_(gradient);
                }
            }
        }
        float[] gradients = parameters.gradients();
        team.share(gradients.length, (first, end) -> Torch.read(flat, first, gradients, first, end - first));
    }

    private static TensorVector vector(List<Tensor> tensors) {
        return new TensorVector(tensors.toArray(Tensor[]::new));
    }

    @Override
    public void close() {
        tensors.values().forEach(Torch::release);
        parts.values().forEach(Torch::release);
        Torch.release(flat);
    }
}
