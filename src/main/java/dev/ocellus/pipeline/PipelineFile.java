package dev.ocellus.pipeline;

import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.settings.RecordKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A pipeline as written down in YAML: {@code stages:} followed by a list of {@code name: {settings}}. Checked as a whole before anything is opened:
 *
 * <pre>{@code
 * stages:
 *   - letterbox: {width: 640, height: 640}
 *   - suppress:
 *       iou: 0.45
 *   - mirror
 * }</pre>
 *
 * @param path where the file lies
 * @param stages the stages in order
 */
public record PipelineFile(Path path, List<StageDefinition> stages) {
    public PipelineFile {
        stages = List.copyOf(stages);
    }

    /**
     * Reads and checks a file.
     *
     * @param catalogue the stages that the file may name
     * @param given what a frame holds before the first stage
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static PipelineFile read(Path file, StageCatalogue catalogue, Set<Part> given) throws IOException {
        return new PipelineFile(file, new PipelineParser(file, catalogue).parse(given));
    }

    /**
     * The stages of a file that holds a section of settings beside them.
     *
     * @param section the settings as a record
     */
    public record WithSection<R>(List<StageDefinition> stages, R section) {}

    /**
     * Reads and checks a file that holds one section of settings beside the stages.
     *
     * @param section its key
     * @param type a record whose components are the section's settings
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static <R> WithSection<R> read(
            Path file, StageCatalogue catalogue, Set<Part> given, String section, Class<R> type) throws IOException {
        return new PipelineParser(file, catalogue).parse(given, section, type);
    }

    /**
     * Reads and checks a file that changes what a program chose by itself: both the stages and the section may be missing, and of the section only
     * what is to be different is written.
     *
     * @param section its key
     * @param base the section where the file says nothing
     * @return no stages where the file has none
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static <R> WithSection<R> readChanges(
            Path file, StageCatalogue catalogue, Set<Part> given, String section, R base, RecordKind<R> kind)
            throws IOException {
        return new PipelineParser(file, catalogue).parseChanges(given, section, base, kind);
    }

    /**
     * The same pipeline with a setting changed in every stage that has it.
     *
     * @param setting as written in the file
     * @param value as written in the file
     * @throws IllegalArgumentException where no stage has the setting, or one refuses the value
     */
    public PipelineFile with(StageCatalogue catalogue, String setting, String value) {
        return new PipelineFile(path, catalogue.with(stages, setting, value));
    }

    /** Opens the stages; relative paths in settings count from the file's folder. */
    public Pipeline open() throws IOException {
        return Pipeline.open(stages, path.toAbsolutePath().getParent());
    }
}
