package dev.ocellus.learn;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Prepares the batches of coming steps on a thread of its own while the network works. The batch of a step depends on the step's number alone, so a
 * training that goes on after a break sees what it would have seen.
 */
public final class BatchSource<T> implements AutoCloseable {
    private static final int AHEAD = 3;

    private final LongFunction<Batch<T>> batches;
    private final long end;
    private final ExecutorService worker;
    private final Queue<Future<Batch<T>>> ready = new ArrayDeque<>();
    private long next;

    /**
     * @param batches the batch of a step
     * @param start first step
     * @param end step after the last
     */
    public BatchSource(LongFunction<Batch<T>> batches, long start, long end) {
        this.batches = batches;
        this.next = start;
        this.end = end;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The batch of the next step; waits for it. */
    public Batch<T> take() throws InterruptedException {
        while (ready.size() <= AHEAD && next < end) {
            long step = next++;
            ready.add(worker.submit(() -> batches.apply(step)));
        }
        try {
            return ready.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
