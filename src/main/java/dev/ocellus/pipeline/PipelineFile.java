package dev.ocellus.pipeline;

import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
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
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new PipelineFileException(List.of(file + ": is not UTF-8 text"));
        }
        return new PipelineFile(file, new PipelineParser(file.toString(), catalogue).parse(text, given));
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
