package dev.ocellus.cli;

import java.util.concurrent.CountDownLatch;

/**
 * From now on Ctrl-C and a polite kill do not end the program at once: the run is asked to stop, and the program goes when this is released.
 */
final class GracefulStop {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    GracefulStop(Runnable stop) {
        // waits for the latch and not for the main thread, which hangs in System.exit once the program is going down
        hook = new Thread(() -> {
            stop.run();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run has ended and left everything in order. */
    void release() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is going down already, with the hook at work
        }
    }
}
