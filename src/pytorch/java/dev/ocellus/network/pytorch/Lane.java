package dev.ocellus.network.pytorch;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The one thread that speaks to PyTorch for a network: PyTorch keeps a team of helpers for each thread that calls it. */
final class Lane implements AutoCloseable {
    private final ExecutorService thread;

    /** @param threads how many an operation may use, the lane's own included */
    Lane(int threads) {
        thread = Executors.newSingleThreadExecutor(body -> {
            Thread lane = new Thread(
                    () -> {
                        Torch.useThreads(threads);
                        body.run();
                    },
                    "ocellus-pytorch");
            lane.setDaemon(true);
            return lane;
        });
    }

    /** Runs something on the lane and waits for it. */
    <T> T run(Callable<T> work) {
        Future<T> result = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
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

    @Override
    public void close() {
        thread.shutdown();
    }
}
