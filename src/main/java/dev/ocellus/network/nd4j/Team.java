package dev.ocellus.network.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that work on a batch together: one leads and runs whole passes, the others help it inside {@link #each}. Passes asked for
 * from several threads run one after another.
 */
final class Team implements AutoCloseable {
    private final ExecutorService leader = threads(1, "ocellus-leader");
    private final ExecutorService helpers;
    private final int size;

    Team(int size) {
        Natives.load();
        this.size = size;
        this.helpers = size > 1 ? threads(size - 1, "ocellus-helper") : null;
    }

    int size() {
        return size;
    }

    /** Runs a whole pass on the leading thread and waits for it. */
    <T> T lead(Callable<T> pass) {
        return await(leader.submit(pass));
    }

    /** Runs the task for 0 … {@code tasks} − 1, from within {@link #lead}, and waits for all of them. */
    void each(int tasks, IntConsumer task) {
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < tasks; i++) {
            int index = i;
            others.add(helpers.submit(() -> task.accept(index)));
        }
        task.accept(0);
        others.forEach(Team::await);
    }

    @Override
    public void close() {
        leader.shutdown();
        if (helpers != null) {
            helpers.shutdown();
        }
    }

    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true; // native work cannot be abandoned half-way
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    if (e.getCause() instanceof Error cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ExecutorService threads(int count, String name) {
        return Executors.newFixedThreadPool(count, body -> {
            Thread thread = new Thread(
                    () -> {
                        Natives.stayOnThisThread();
                        body.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
