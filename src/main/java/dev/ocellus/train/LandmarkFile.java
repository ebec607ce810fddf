package dev.ocellus.train;

import dev.ocellus.face.FaceCrop;
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
 * A training of landmarks as written down in YAML: {@code stages:}, of which the first cuts faces out and the others change them, and {@code train:}, the
 * plan.
 *
 * @param path where the file lies
 * @param crop the first stage
 * @param augmentations the other stages, in order
 * @param plan the rest
 */
public record LandmarkFile(Path path, FaceCrop crop, List<Augmentation> augmentations, LandmarkPlan plan) {
    public LandmarkFile {
        augmentations = List.copyOf(augmentations);
    }

    /**
     * Reads and checks a file.
     *
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static LandmarkFile read(Path file, StageCatalogue catalogue) throws IOException {
        PipelineFile.WithSection<LandmarkPlan> read =
                PipelineFile.read(file, catalogue, Set.of(Part.IMAGE, Part.TRUTH), "train", LandmarkPlan.class);
        List<StageDefinition> stages = read.stages();
        if (!(stages.get(0) instanceof FaceCrop crop)) {
            throw new PipelineFileException(
                    List.of(file + ": the first stage must be 'face-crop', which cuts out faces with their landmarks"));
        }
        List<Augmentation> augmentations = new ArrayList<>();
        for (StageDefinition stage : stages.subList(1, stages.size())) {
            if (!(stage instanceof Augmentation augmentation)) {
                throw new PipelineFileException(
                        List.of(file + ": the stages of a training must be augmentations, not " + stage));
            }
            augmentations.add(augmentation);
        }
        return new LandmarkFile(file, crop, augmentations, read.section());
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
