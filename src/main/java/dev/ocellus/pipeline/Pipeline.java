package dev.ocellus.pipeline;

import dev.ocellus.frame.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opened stages in a row. It owns them: closing the pipeline closes each of them. Safe from several threads. */
public final class Pipeline implements AutoCloseable {
    private final List<Stage> stages;

    private Pipeline(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    /**
     * Opens every stage; where one cannot be opened, those opened before are closed.
     *
     * @param folder against which relative paths in settings are resolved
     */
    public static Pipeline open(List<StageDefinition> definitions, Path folder) throws IOException {
        List<Stage> opened = new ArrayList<>();
        try {
            for (StageDefinition definition : definitions) {
                opened.add(definition.open(folder));
            }
            return new Pipeline(opened);
        } catch (IOException | RuntimeException | Error e) {
            closeAll(opened, e);
            throw e;
        }
    }

    /** The frame after all stages. */
    public Frame apply(Frame frame) {
        Frame current = frame;
        for (Stage stage : stages) {
            current = stage.apply(current);
        }
        return current;
    }

    /** Closes the stages, the last one first; a stage that fails to close does not keep the others open. */
    @Override
    public void close() {
        RuntimeException failed = new IllegalStateException("stages could not be closed");
        closeAll(stages, failed);
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static void closeAll(List<Stage> stages, Throwable reason) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            try {
                stages.get(i).close();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
