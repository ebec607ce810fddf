package dev.ocellus.network.engine;

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
public final class Team implements AutoCloseable {
    /** Numbers that are not worth the handing over to another thread. */
    private static final int FEW = 1 << 15;

    private final ExecutorService leader;
    private final ExecutorService helpers;
    private final int size;

    /** Work on the numbers from {@code first} to {@code end} − 1 of a longer row. */
    @FunctionalInterface
    public interface Part {
        void run(int first, int end);
    }

    /**
     * @param size how many threads, the leading one included, at least 1
     * @param start done first by each of them
     */
    public Team(int size, Runnable start) {
        if (size < 1) {
            throw new IllegalArgumentException("a network needs at least 1 thread, got " + size);
        }
        this.size = size;
        this.leader = threads(1, "ocellus-leader", start);
        this.helpers = size > 1 ? threads(size - 1, "ocellus-helper", start) : null;
    }

    public int size() {
        return size;
    }

    /** Runs a whole pass on the leading thread and waits for it. */
    public <T> T lead(Callable<T> pass) {
        return await(leader.submit(pass));
    }

    /** Runs the task for 0 … {@code tasks} − 1, from within {@link #lead}, and waits for all of them. */
    public void each(int tasks, IntConsumer task) {
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < tasks; i++) {
            int index = i;
            others.add(helpers.submit(() -> task.accept(index)));
        }
        task.accept(0);
        others.forEach(Team::await);
    }

    /**
     * Deals {@code count} numbers out to all threads, from within {@link #lead}, in parts of about equal length, and waits for all of them. For work on
     * each number by itself, whose result does not depend on how it is dealt out.
     */
    public void share(int count, Part part) {
        int parts = count < FEW ? 1 : size;
        each(parts, i -> part.run((int) ((long) count * i / parts), (int) ((long) count * (i + 1) / parts)));
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

    private static ExecutorService threads(int count, String name, Runnable start) {
        return Executors.newFixedThreadPool(count, body -> {
            Thread thread = new Thread(
                    () -> {
                        start.run();
                        body.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
