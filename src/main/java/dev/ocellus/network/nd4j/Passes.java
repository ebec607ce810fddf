package dev.ocellus.network.nd4j;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.engine.Computation;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.util.List;

/**
 * Batches forward and backward through a graph. Memory outside the heap holds the values of one training batch and of one batch that is only asked; it is
 * allocated when a batch of another shape comes and freed at the end.
 */
final class Passes implements Computation {
    private final Graph graph;
    private final Plan plan;
    private final Parameters parameters;
    private final long seed;
    private final Team team;
    private final Filters filters;
    private Workspace training;
    private Workspace asking;
    private int step;

    /** @param seed of dropout */
    Passes(Graph graph, Parameters parameters, long seed, Team team) {
        this.graph = graph;
        this.plan = new Plan(graph);
        this.parameters = parameters;
        this.seed = seed;
        this.team = team;
        this.filters = team.lead(() -> new Filters(parameters, team));
    }

    @Override
    public List<Tensor> forward(Tensor batch) {
        return team.lead(() -> {
            asking = fitting(asking, false, batch);
            return asking.forward(batch);
        });
    }

    @Override
    public List<Tensor> forwardTraining(Tensor batch, int number) {
        step = number;
        return team.lead(() -> {
            training = fitting(training, true, batch);
            return training.forward(batch);
        });
    }

    private Workspace fitting(Workspace workspace, boolean forTraining, Tensor batch) {
        int samples = batch.dimension(0);
        Shape input = new Shape(batch.dimension(1), batch.dimension(2), batch.dimension(3));
        if (workspace != null && workspace.fits(samples, input)) {
            return workspace;
        }
        if (workspace != null) {
            workspace.close();
        }
        return new Workspace(graph, plan, parameters, filters, team, this::mask, forTraining, samples, input);
    }

    private DropoutMask mask(String node, double rate) {
        return new DropoutMask(seed, step, node, rate);
    }

    @Override
    public void backward(List<Tensor> outputGradients) {
        team.lead(() -> {
            training.backward(outputGradients);
            return null;
        });
    }

    @Override
    public void refresh() {
        team.lead(() -> {
            filters.refresh(team);
            return null;
        });
    }

    @Override
    public void close() {
        team.lead(() -> {
            if (training != null) {
                training.close();
            }
            if (asking != null) {
                asking.close();
            }
            filters.close();
            return null;
        });
    }
}
