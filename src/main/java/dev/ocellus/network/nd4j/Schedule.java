package dev.ocellus.network.nd4j;

import dev.ocellus.network.engine.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The work of a pass in order: parts that every shard does by itself and parts that need all shards. Between two meetings a shard waits for no other.
 */
final class Schedule {
    private final List<Runnable> parts = new ArrayList<>();
    private final Team team;
    private final List<Shard> shards;
    private List<Consumer<Shard>> local = new ArrayList<>();

    Schedule(Team team, List<Shard> shards) {
        this.team = team;
        this.shards = shards;
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
            parts.add(() -> team.each(shards.size(), number -> tasks.forEach(task -> task.accept(shards.get(number)))));
        }
    }

    void run() {
        meet();
        parts.forEach(Runnable::run);
    }
}
