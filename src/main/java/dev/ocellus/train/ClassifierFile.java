package dev.ocellus.train;

import dev.ocellus.augment.Crop;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.settings.RecordKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The training of a classifier as written down in YAML: {@code stages:}, the augmentations that pictures of the network's size go through in
 * training, and {@code train:}, the plan.
 *
 * @param source name of the file, or where else the settings come from
 * @param augmentations in order; they keep the size of the pictures
 * @param plan the rest
 */
public record ClassifierFile(String source, List<Augmentation> augmentations, ClassifierPlan plan) {
    /** Crops are always of the size that the network sees, whatever is written of their size. */
    public ClassifierFile {
        augmentations = augmentations.stream()
                .map(stage -> stage instanceof Crop crop ? crop.sized(plan.inputSize()) : stage)
                .toList();
    }

    /**
     * Reads and checks a file.
     *
     * @throws PipelineFileException naming every mistake in the file
     * @throws IOException where the file cannot be read
     */
    public static ClassifierFile read(Path file, StageCatalogue catalogue) throws IOException {
        PipelineFile.WithSection<ClassifierPlan> read =
                PipelineFile.read(file, catalogue, Set.of(Part.IMAGE, Part.TRUTH), "train", ClassifierPlan.class);
        List<Augmentation> augmentations = new ArrayList<>();
        for (StageDefinition stage : read.stages()) {
            if (!(stage instanceof Augmentation augmentation)) {
                throw new PipelineFileException(
                        List.of(file + ": the stages of a training must be augmentations, not " + stage));
            }
            augmentations.add(augmentation);
        }
        return new ClassifierFile(file.getFileName().toString(), augmentations, read.section());
    }

    /** A training without a file: every setting has its default. */
    public static ClassifierFile of(Augmenting augmenting) {
        ClassifierPlan plan = RecordKind.of(ClassifierPlan.class).create(Map.of());
        return new ClassifierFile("command line", augmenting.stages(), plan);
    }

    /**
     * The same training with another setting of its plan.
     *
     * @param setting as written in a file
     * @param value as written in a file
     * @throws IllegalArgumentException saying what is wanted, where the value cannot be used
     */
    public ClassifierFile with(String setting, String value) {
        return new ClassifierFile(
                source, augmentations, RecordKind.of(ClassifierPlan.class).with(plan, setting, value));
    }

    public ClassifierFile withAugmentations(List<Augmentation> others) {
        return new ClassifierFile(source, others, plan);
    }

    /** Everything that decides the outcome, in words. */
    String words() {
        return augmentations + "\n" + plan;
    }
}
