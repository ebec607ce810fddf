package dev.ocellus.train;

import dev.ocellus.augment.Crop;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
                PipelineFile.read(file, catalogue, Set.of(Part.IMAGE, Part.TRUTH), "train", DetectorPlan.class);
        List<StageDefinition> stages = read.stages();
        if (!(stages.get(0) instanceof Crop crop)) {
            throw new PipelineFileException(
                    List.of(
                            file
                                    + ": the first stage of a training must be 'focus-crop' or 'random-crop', which make samples of one size"));
        }
        List<Augmentation> augmentations = new ArrayList<>();
        for (StageDefinition stage : stages.subList(1, stages.size())) {
            if (!(stage instanceof Augmentation augmentation)) {
                throw new PipelineFileException(
                        List.of(file + ": the stages of a training must be augmentations, not " + stage));
            }
            augmentations.add(augmentation);
        }
        return new TrainingFile(file, crop, augmentations, read.section());
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
