package dev.ocellus.pipeline;

import dev.ocellus.frame.Frame;
import dev.ocellus.settings.KebabCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opened stages in a row. It owns them: closing the pipeline closes each of them. Safe from several threads. */
public final class Pipeline implements AutoCloseable {
    private final List<Stage> stages;
    private final List<String> names;

    private Pipeline(List<Stage> stages, List<String> names) {
        this.stages = List.copyOf(stages);
        this.names = List.copyOf(names);
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
            return new Pipeline(opened, names(definitions));
        } catch (IOException | RuntimeException | Error e) {
            closeAll(opened, e);
            throw e;
        }
    }

    /**
     * The frame after all stages.
     *
     * @throws IllegalStateException naming the stage that failed and the frame
     */
    public Frame apply(Frame frame) {
        Frame current = frame;
        for (int i = 0; i < stages.size(); i++) {
            try {
                current = stages.get(i).apply(current);
            } catch (RuntimeException e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                throw new IllegalStateException(
                        "stage %d '%s' failed on '%s': %s".formatted(i + 1, names.get(i), frame.id(), reason), e);
            }
        }
        return current;
    }

    private static List<String> names(List<StageDefinition> definitions) {
        return definitions.stream()
                .map(definition -> KebabCase.of(definition.getClass().getSimpleName()))
                .toList();
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
