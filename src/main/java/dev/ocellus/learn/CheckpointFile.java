package dev.ocellus.learn;

import dev.ocellus.files.PendingFile;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one file from which a training goes on: {@value #NAME} in its folder. A checkpoint is written whole and moved into place, so that a kill or a
 * full disk at any moment leaves the one before.
 */
public final class CheckpointFile {
    public static final String NAME = "checkpoint.safetensors";

    private final Path file;
    private final String training;
    private final Writer writer;
    private long kept = -1;

    /** Writes tensors and texts to a file, whole or not at all. */
    @FunctionalInterface
    interface Writer {
        void write(Path file, Map<String, Tensor> tensors, Map<String, String> texts) throws IOException;
    }

    /**
     * @param folder made where it is missing, with the first checkpoint
     * @param training fingerprint of settings and data; the checkpoint of another training is refused
     */
    public CheckpointFile(Path folder, String training) {
        this(folder, training, Safetensors::write);
    }

    CheckpointFile(Path folder, String training, Writer writer) {
        this.file = folder.toAbsolutePath().resolve(NAME);
        this.training = training;
        this.writer = writer;
    }

    /**
     * The last checkpoint; nothing where there is none yet. What a process left that was killed while it wrote one is removed.
     *
     * @throws IOException where the file is damaged, or belongs to another training
     */
    public Optional<Checkpoint> read() throws IOException {
        if (!Files.exists(file.getParent())) {
            return Optional.empty();
        }
        PendingFile.removeLeftovers(file.getParent());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Safetensors read = Safetensors.read(file);
        if (!training.equals(read.metadata().get("training"))) {
            throw new IOException(file + " is the checkpoint of a training with other settings or other data;"
                    + " give another folder, or remove it to start anew");
        }
        Checkpoint checkpoint = Checkpoint.of(read);
        kept = checkpoint.steps();
        return Optional.of(checkpoint);
    }

    /**
     * Puts a checkpoint in the place of the last one.
     *
     * @throws DivergedException where a parameter is no longer a number
     * @throws IOException saying how much room there is and which checkpoint is kept, where it cannot be written
     */
    public void write(Checkpoint checkpoint) throws IOException {
        DivergedException.requireFinite(checkpoint.steps(), checkpoint.network());
        Safetensors content = checkpoint.toSafetensors(training);
        try {
            writer.write(file, content.tensors(), content.metadata());
        } catch (IOException e) {
            throw new IOException(
                    "the checkpoint of step %d could not be written, so the training stops: %s (%s); %s"
                            .formatted(checkpoint.steps(), e.getMessage(), room(content), kept() + goOn()),
                    e);
        }
        kept = checkpoint.steps();
    }

    /** Words for the end of a message: which checkpoint there is. */
    public String kept() {
        return kept < 0
                ? "no checkpoint was written before"
                : "the checkpoint of step %d is kept in %s".formatted(kept, file);
    }

    private String goOn() {
        return kept < 0 ? "" : "; the same training goes on from there once it can be written to";
    }

    private String room(Safetensors content) {
        long needed = content.tensors().values().stream()
                .mapToLong(tensor -> (long) Float.BYTES * tensor.size())
                .sum();
        try {
            return "about %s needed, %s free"
                    .formatted(
                            megabytes(needed),
                            megabytes(Files.getFileStore(file.getParent()).getUsableSpace()));
        } catch (IOException e) {
            return "about %s needed, %s".formatted(megabytes(needed), e.getMessage());
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }
}
