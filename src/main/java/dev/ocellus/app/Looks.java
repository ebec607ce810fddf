package dev.ocellus.app;

import dev.ocellus.app.PictureRun.RejectedException;
import dev.ocellus.frame.Embedding;
import dev.ocellus.image.Image;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks once at each of many pictures, several at a time. */
final class Looks {
    private final FaceReader reader;
    private final PictureRun run;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    Looks(InputFiles inputs, FaceReader reader, int threads, long maxPixels) {
        this.reader = reader;
        this.run = new PictureRun(inputs, maxPixels, threads, this::look);
    }

    /**
     * Looks at all.
     *
     * @param listener told of each picture, in order
     */
    Summary run(Consumer<PictureResult> listener) throws IOException {
        return run.run(result -> {
            if (result.status() == Status.REJECTED) {
                String reasons = result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "));
                looks.put(result.name(), new Look(Optional.empty(), result.name() + ": " + reasons));
            }
            listener.accept(result);
        });
    }

    void stop() {
        run.stop();
    }

    /** What became of a picture, by its name. */
    Look of(String name) {
        return looks.get(name);
    }

    private PictureRun.Outcome look(InputFile input, Image image) throws RejectedException {
        FaceReader.Face face = reader.prominent(input.name(), image);
        Embedding embedding = face.embedding();
        looks.put(input.name(), new Look(Optional.of(embedding), ""));
        return new PictureRun.Outcome(List.of(face.found()), Optional.empty());
    }
}
