package dev.ocellus.network.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The work of a pass in order: parts that every shard does by itself and parts that need all shards. What a shard does between two meetings it does
 * in one go, while its maps are still in the processor's cache.
 */
final class Schedule {
    private final List<Runnable> parts = new ArrayList<>();
    private final Team team;
    private final List<Worker> workers;
    private List<Consumer<Shard>> local = new ArrayList<>();

    Schedule(Team team, List<Worker> workers) {
        this.team = team;
        this.workers = workers;
    }

    /** Next, every shard does this. */
    void each(Consumer<Shard> task) {
        local.add(task);
    }

    /** Next, once every shard has come this far, one thread does this. */
    void once(Runnable task) {
        meet();
        parts.add(task);
    }

    private void meet() {
        if (!local.isEmpty()) {
            List<Consumer<Shard>> tasks = local;
            local = new ArrayList<>();
            parts.add(() -> team.each(workers.size(), number -> {
                for (Shard shard : workers.get(number).shards()) {
                    tasks.forEach(task -> task.accept(shard));
                }
            }));
        }
    }

    void run() {
        meet();
        parts.forEach(Runnable::run);
    }
}
