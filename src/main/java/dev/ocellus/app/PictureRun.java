package dev.ocellus.app;

import dev.ocellus.frame.Classification;
import dev.ocellus.frame.Detection;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Notice;
import dev.ocellus.image.Reading;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads pictures and has them worked on, several at once; no picture can stop the run, whatever happens to it. Results come in the order of the inputs
 * whatever the number of threads, and at most twice as many pictures as threads are in memory.
 */
final class PictureRun {
    /** Notices that say that the result may be wrong; the rest is good to know. */
    private static final Set<Notice.Kind> WARNINGS = EnumSet.of(
            Notice.Kind.TRUNCATED,
            Notice.Kind.CORRUPT_DATA,
            Notice.Kind.FIRST_FRAME_ONLY,
            Notice.Kind.CMYK_CONVERTED,
            Notice.Kind.MISMATCHED_EXTENSION);

    private final InputFiles inputs;
    private final ImageReader reader;
    private final int threads;
    private final Work work;
    private volatile boolean stopped;

    /** What is done with each picture; from several threads. */
    @FunctionalInterface
    interface Work {
        Outcome of(InputFile input, Image image) throws IOException, RejectedException;
    }

    /**
     * What was found in a picture, or what it was taken for.
     *
     * @param warnings why the result may be wrong
     */
    record Outcome(List<Detection> detections, Optional<Classification> classification, List<Reason> warnings) {
        Outcome(List<Detection> detections, Optional<Classification> classification) {
            this(detections, classification, List.of());
        }
    }

    /** The picture can be read but does not serve. */
    static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reason reason;

        RejectedException(Reason reason) {
            super(reason.text());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** Takes the results, in order and one at a time. */
    @FunctionalInterface
    interface Receiver {
        void accept(PictureResult result) throws IOException;
    }

    PictureRun(InputFiles inputs, long maxPixels, int threads, Work work) {
        this.inputs = inputs;
        this.reader = new ImageReader(maxPixels);
        this.threads = threads;
        this.work = work;
    }

    /**
     * Works on all inputs.
     *
     * @throws IOException the receiver's
     */
    Summary run(Receiver receiver) throws IOException {
        long start = System.nanoTime();
        Summary.Tally tally = new Summary.Tally();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Queue<Future<PictureResult>> inFlight = new ArrayDeque<>();
        Iterator<InputFile> waiting = inputs.files().iterator();
        try {
            while (true) {
                while (waiting.hasNext() && inFlight.size() < 2 * threads && !stopped) {
                    InputFile next = waiting.next();
                    inFlight.add(workers.submit(() -> result(next)));
                }
                if (inFlight.isEmpty()) {
                    break;
                }
                PictureResult result = get(inFlight.remove());
                tally.add(result);
                receiver.accept(result);
            }
        } finally {
            finish(workers);
        }
        return tally.summary(!waiting.hasNext(), inputs.skipped(), (System.nanoTime() - start) / 1e9);
    }

    /** Lets the run end after the pictures that are being worked on; from any thread. */
    void stop() {
        stopped = true;
    }

    private PictureResult result(InputFile input) {
        long start = System.nanoTime();
        try {
            if (input.refusal().isPresent()) {
                return PictureResult.rejected(input.name(), input.refusal().get(), 0);
            }
            Reading reading = reader.read(input.path());
            if (reading instanceof Reading.Rejected rejected) {
                Reason reason = new Reason(rejected.reason().name(), rejected.message());
                return PictureResult.rejected(input.name(), reason, milliseconds(start));
            }
            Reading.Decoded picture = (Reading.Decoded) reading;
            Outcome outcome = work.of(input, picture.image());
            return result(input, picture, outcome, milliseconds(start));
        } catch (RejectedException e) {
            return PictureResult.rejected(input.name(), e.reason(), milliseconds(start));
        } catch (OutOfMemoryError e) {
            Reason reason = new Reason("TOO_LARGE", "memory is too small for this picture; use fewer --threads");
            return PictureResult.rejected(input.name(), reason, milliseconds(start));
        } catch (Throwable e) { // one picture must not end the run, whatever a stage or a library throws
            Reason reason = new Reason("FAILED", e.getMessage() == null ? e.toString() : e.getMessage());
            return PictureResult.rejected(input.name(), reason, milliseconds(start));
        }
    }

    private static PictureResult result(
            InputFile input, Reading.Decoded picture, Outcome outcome, double milliseconds) {
        boolean warning = !outcome.warnings().isEmpty()
                || picture.notices().stream().anyMatch(notice -> WARNINGS.contains(notice.kind()));
        List<Reason> reasons = Stream.concat(
                        outcome.warnings().stream(),
                        picture.notices().stream()
                                .map(notice -> new Reason(notice.kind().name(), notice.message())))
                .toList();
        return new PictureResult(
                input.name(),
                warning ? Status.WARNING : Status.OK,
                Optional.of(picture.image().size()),
                outcome.detections(),
                outcome.classification(),
                reasons,
                milliseconds);
    }

    private static PictureResult get(Future<PictureResult> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a picture was left without a result", e);
        }
    }

    /** Waits for the pictures that are being worked on: what they use must not be closed under them. */
    private static void finish(ExecutorService workers) {
        workers.shutdown();
        try {
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // a picture that takes so long is still being worked on
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
