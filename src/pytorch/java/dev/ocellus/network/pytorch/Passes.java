package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.engine.Computation;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;

/** Batches forward and backward through a graph, on the team's leading thread: PyTorch keeps helpers of its own for each thread that calls it. Every native object is freed as soon as nobody needs it. */
final class Passes implements Computation {
    private final Graph graph;
    private final Plan plan;
    private final Precision precision;
    private final Parameters parameters;
    private final Team team;
    private final Weights weights;
    private final Operations operations;
    /** What the last training pass gave, with PyTorch's memory of how; empty after the pass back. */
    private final List<org.bytedeco.pytorch.Tensor> learned = new ArrayList<>();

    /**
     * @param precision of training; answers are always computed in 32 bits
     * @param seed of dropout
     */
    Passes(Graph graph, Parameters parameters, Precision precision, long seed, Team team) {
        this.graph = graph;
        this.plan = new Plan(graph);
        this.precision = precision;
        this.parameters = parameters;
        this.team = team;
        this.weights = team.lead(() -> new Weights(parameters, team));
        this.operations = new Operations(weights, seed);
    }

    @Override
    public List<Tensor> forward(Tensor batch) {
        return team.lead(() -> {
            List<org.bytedeco.pytorch.Tensor> outputs = new ArrayList<>();
            try (AutoGradMode mode = new AutoGradMode(false)) {
                compute(batch, new Operations.Pass(false, Precision.FLOAT, 0), outputs);
                return outputs.stream().map(Passes::toHeap).toList();
            } finally {
                outputs.forEach(Torch::release);
            }
        });
    }

    @Override
    public List<Tensor> forwardTraining(Tensor batch, int step) {
        return team.lead(() -> {
            forget();
            weights.follow();
            try (AutoGradMode mode = new AutoGradMode(true)) {
                compute(batch, new Operations.Pass(true, precision, step), learned);
            }
            weights.readStatistics();
            return learned.stream().map(Passes::toHeap).toList();
        });
    }

    /** Goes through the graph; the outputs are kept. */
    private void compute(Tensor batch, Operations.Pass pass, List<org.bytedeco.pytorch.Tensor> outputs) {
        Map<String, org.bytedeco.pytorch.Tensor> values = new HashMap<>();
        try {
            try (PointerScope scope = new PointerScope()) {
                values.put(Graph.INPUT, Torch.keep(Torch.channelsLast(Torch.tensor(batch.data(), batch.shape()))));
            }
            for (Plan.Step step : plan.steps()) {
                try (PointerScope scope = new PointerScope()) {
                    List<org.bytedeco.pytorch.Tensor> inputs =
                            step.node().inputs().stream().map(values::get).toList();
                    values.put(
                            step.node().name(),
                            Torch.keep(operations.compute(step.node(), inputs, step.mayOverwrite(), pass)));
                }
                step.released().forEach(name -> Torch.release(values.remove(name)));
            }
            graph.outputs().forEach(output -> outputs.add(Torch.keep(values.get(output))));
        } finally {
            values.values().forEach(Torch::release);
        }
    }

    @Override
    public void backward(List<Tensor> outputGradients) {
        team.lead(() -> {
            try (PointerScope scope = new PointerScope()) {
                List<org.bytedeco.pytorch.Tensor> outputs = new ArrayList<>();
                List<org.bytedeco.pytorch.Tensor> gradients = new ArrayList<>();
                for (int i = 0; i < learned.size(); i++) {
                    if (learned.get(i).requires_grad()) {
                        outputs.add(learned.get(i));
                        gradients.add(toTorch(outputGradients.get(i), learned.get(i)));
                    }
                }
                weights.readGradients(outputs, gradients);
            } finally {
                forget();
            }
            return null;
        });
    }

    private static org.bytedeco.pytorch.Tensor toTorch(Tensor gradient, org.bytedeco.pytorch.Tensor output) {
        return Torch.tensor(gradient.data(), gradient.shape()).to(output.scalar_type());
    }

    private static Tensor toHeap(org.bytedeco.pytorch.Tensor output) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensor.zeros(
                    (int) output.size(0), (int) output.size(1), (int) output.size(2), (int) output.size(3));
            Torch.read(Torch.plain(output), 0, tensor.data(), 0, tensor.size());
            return tensor;
        }
    }

    private void forget() {
        learned.forEach(Torch::release);
        learned.clear();
    }

    @Override
    public void refresh() {
        team.lead(() -> {
            weights.refresh();
            return null;
        });
    }

    @Override
    public void close() {
        team.lead(() -> {
            forget();
            weights.close();
            return null;
        });
    }
}
