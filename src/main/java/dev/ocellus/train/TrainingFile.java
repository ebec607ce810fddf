package dev.ocellus.train;

import dev.ocellus.augment.Crop;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.RecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A training as written down in YAML: {@code stages:}, the line that pictures go through up to the model, and {@code train:}, the plan. The first
 * stage is a crop, which makes samples of one size; the others are augmentations that keep it.
 *
 * @param path where the file lies
 * @param crop the first stage
 * @param augmentations the other stages, in order
 * @param plan the rest
 */
public record TrainingFile(Path path, Crop crop, List<Augmentation> augmentations, DetectorPlan plan) {
    private static final String SECTION = "train";

    public TrainingFile {
        augmentations = List.copyOf(augmentations);
    }

    /**
     * Reads and checks a file.
     *
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static TrainingFile read(Path file, StageCatalogue catalogue) throws IOException {
        PipelineFile.WithSection<DetectorPlan> read =
                PipelineFile.read(file, catalogue, Set.of(Part.IMAGE, Part.TRUTH), SECTION, DetectorPlan.class);
        return of(file, file, read.stages(), read.section());
    }

    /**
     * The same training as another file wants it, which holds only what is to be different: {@code stages:}, all of them or none, and of
     * {@code train:} some settings.
     *
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public TrainingFile changedBy(Path file, StageCatalogue catalogue) throws IOException {
        PipelineFile.WithSection<DetectorPlan> read = PipelineFile.readChanges(
                file, catalogue, Set.of(Part.IMAGE, Part.TRUTH), SECTION, plan, RecordKind.of(DetectorPlan.class));
        return read.stages().isEmpty()
                ? new TrainingFile(path, crop, augmentations, read.section())
                : of(path, file, read.stages(), read.section());
    }

    /**
     * The same training with other settings of its plan.
     *
     * @param changes values as written in a file, by name; {@code course.steps} is a setting within another
     * @throws IllegalArgumentException saying what is wrong
     */
    public TrainingFile with(Map<String, String> changes) {
        return withPlan(RecordKind.of(DetectorPlan.class).change(plan, changes));
    }

    /** The same training by another plan. */
    TrainingFile withPlan(DetectorPlan other) {
        return new TrainingFile(path, crop, augmentations, other);
    }

    /** @param written the file to blame for mistakes */
    private static TrainingFile of(Path path, Path written, List<StageDefinition> stages, DetectorPlan plan) {
        if (!(stages.get(0) instanceof Crop crop)) {
            throw new PipelineFileException(
                    List.of(
                            written
                                    + ": the first stage of a training must be 'focus-crop' or 'random-crop', which make samples of one size"));
        }
        List<Augmentation> augmentations = new ArrayList<>();
        for (StageDefinition stage : stages.subList(1, stages.size())) {
            if (!(stage instanceof Augmentation augmentation)) {
                throw new PipelineFileException(
                        List.of(written + ": the stages of a training must be augmentations, not " + stage));
            }
            augmentations.add(augmentation);
        }
        return new TrainingFile(path, crop, augmentations, plan);
    }

    /** The text from which {@link #read} makes an equal training, without the path. */
    public String toYaml() {
        List<Map<String, Object>> stages = new ArrayList<>();
        stages.add(written(crop));
        augmentations.forEach(stage -> stages.add(written(stage)));
        return RecordWriter.text(Map.of("stages", stages))
                + RecordWriter.text(Map.of(SECTION, RecordWriter.settings(plan)));
    }

    private static Map<String, Object> written(Augmentation stage) {
        return Map.of(RecordKind.of(stage.getClass()).name(), RecordWriter.settings((Record) stage));
    }

    /** The same training with other augmentations behind the crop. */
    TrainingFile withAugmentations(List<Augmentation> others) {
        return new TrainingFile(path, crop, others, plan);
    }

    /** SHA-256 over everything that decides the outcome, as 64 hexadecimal digits; comments and layout do not count. */
    public String fingerprint() {
        try {
            String all = crop + "\n" + augmentations + "\n" + plan;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
