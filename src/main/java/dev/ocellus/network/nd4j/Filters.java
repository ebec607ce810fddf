package dev.ocellus.network.nd4j;

import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The copies outside the heap of what convolutions and dense layers multiply and add, refreshed after every change. */
final class Filters implements AutoCloseable {
    private final Parameters parameters;
    private final Map<String, INDArray> arrays = new HashMap<>();

    Filters(Parameters parameters, Team team) {
        this.parameters = parameters;
        for (Parameters.Slot slot : parameters.slots()) {
            switch (slot.parameter().kind()) {
                case WEIGHT -> {
                    long[] shape = Arrays.stream(slot.parameter().shape())
                            .asLongStream()
                            .toArray();
                    arrays.put(
                            slot.name(),
                            Natives.allocate(shape.length == 2 ? new long[] {shape[0], shape[1], 1, 1} : shape));
                }
                case BIAS -> arrays.put(slot.name(), Natives.allocate(slot.size()));
                default -> {
                    // batch norms run in Java
                }
            }
        }
        refresh(team);
    }

    INDArray array(Parameters.Slot slot) {
        return arrays.get(slot.name());
    }

    /** Copies the parameters' values of now. */
    void refresh(Team team) {
        team.share(
                parameters.values().length,
                (first, end) -> arrays.forEach((name, array) -> {
                    Parameters.Slot slot = parameters.slot(name);
                    int from = Math.max(first, slot.offset());
                    int to = Math.min(end, slot.offset() + slot.size());
                    if (from < to) {
                        FloatBuffer floats = array.data().asNioFloat();
                        floats.put(from - slot.offset(), parameters.values(), from, to - from);
                    }
                }));
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
    }
}
