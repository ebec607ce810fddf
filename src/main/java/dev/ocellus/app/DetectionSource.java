package dev.ocellus.app;

import dev.ocellus.dataset.DetectionsFile;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.Suppress;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where the detections come from that are judged. */
public sealed interface DetectionSource {
    /** Detections that score less are not asked for: they come too late in the order to change a figure. */
    double LOWEST_SCORE = 0.01;

    /** The file or folder, for people. */
    Path path();

    /**
     * Makes everything ready.
     *
     * @param pictures that will be asked for
     * @throws WrongUsageException where something is missing or does not fit
     */
    Opened open(StageCatalogue catalogue, Path labels, List<LabelledPicture> pictures)
            throws WrongUsageException, IOException;

    /** A source that gives detections; from several threads. */
    interface Opened extends AutoCloseable {
        List<Detection> of(String id, Image image);

        /** The labels that can be said; empty where that is not known. */
        Set<String> labels();

        /** What was odd about it. */
        default List<Finding> findings() {
            return List.of();
        }

        @Override
        default void close() {}
    }

    /**
     * Trained weights, with the stages that every detector needs around it.
     *
     * @param path a folder of weights, or of a run with one such folder in it
     * @param octaves how many times a picture is searched, each time at half the size of the time before
     * @param longestSide to which pictures are scaled, in pixels; 0 takes the card's
     */
    record Weights(Path path, int octaves, int longestSide) implements DetectionSource {
        @Override
        public Opened open(StageCatalogue catalogue, Path labels, List<LabelledPicture> pictures)
                throws WrongUsageException, IOException {
            Path folder = LocatedWeights.in(path);
            ModelCard card = WeightsFolder.open(folder).card();
            if (!card.task().equals(ModelCard.DETECT)) {
                throw new WrongUsageException(
                        "%s does not find objects: its card says it can %s".formatted(folder, card.task()));
            }
            int side = longestSide > 0 ? longestSide : card.input().longestSide();
            try {
                Pipeline pipeline = Pipeline.open(
                        List.of(
                                new Letterbox(side, true),
                                new Detect(folder.toAbsolutePath().toString(), LOWEST_SCORE, octaves),
                                new Suppress(card.thresholds().iou(), false)),
                        folder);
                return new OfPipeline(pipeline, Set.copyOf(card.labels()));
            } catch (IOException | IllegalArgumentException e) {
                throw new WrongUsageException("%s cannot be run: %s".formatted(folder, e.getMessage()));
            }
        }
    }

    /**
     * A pipeline file; its own lowest score does not count.
     *
     * @param path the file
     */
    record Stages(Path path) implements DetectionSource {
        @Override
        public Opened open(StageCatalogue catalogue, Path labels, List<LabelledPicture> pictures)
                throws WrongUsageException, IOException {
            if (!Files.isRegularFile(path)) {
                throw new WrongUsageException("there is no pipeline file '" + path + "'");
            }
            PipelineFile file = PipelineFile.read(path, catalogue, Set.of(Part.IMAGE));
            try {
                return new OfPipeline(
                        file.with(catalogue, "score", Double.toString(LOWEST_SCORE))
                                .open(),
                        Set.of());
            } catch (IOException | IllegalArgumentException e) {
                throw new WrongUsageException("%s cannot be run: %s".formatted(path, e.getMessage()));
            }
        }
    }

    /**
     * Detections that were written down.
     *
     * @param path the file, see {@link DetectionsFile}
     */
    record Written(Path path) implements DetectionSource {
        @Override
        public Opened open(StageCatalogue catalogue, Path labels, List<LabelledPicture> pictures)
                throws WrongUsageException {
            try {
                DetectionsFile file = DetectionsFile.read(path, labels);
                List<String> unknown = new ArrayList<>();
                Map<String, List<Detection>> byId = file.of(pictures, unknown);
                if (byId.isEmpty() && !file.byPicture().isEmpty()) {
                    throw new WrongUsageException(
                            "%s speaks of none of the pictures to be judged, but of %d others, such as %s"
                                    .formatted(path, unknown.size(), unknown.get(0)));
                }
                List<Finding> findings = new ArrayList<>(file.findings());
                if (!unknown.isEmpty()) {
                    findings.add(new Finding(
                            Finding.Kind.UNKNOWN_PICTURE,
                            path,
                            0,
                            Finding.Loss.NOTHING,
                            "detections of %d pictures that are not judged, such as %s, passed over"
                                    .formatted(unknown.size(), unknown.get(0)),
                            "look whether the names are those of the labelled pictures"));
                }
                return new OfFile(byId, findings);
            } catch (IOException e) {
                throw new WrongUsageException(e.getMessage());
            }
        }
    }

    /** Stages at work. */
    record OfPipeline(Pipeline pipeline, Set<String> labels) implements Opened {
        @Override
        public List<Detection> of(String id, Image image) {
            return pipeline.apply(Frame.of(id, image)).detections();
        }

        @Override
        public void close() {
            pipeline.close();
        }
    }

    /** What a file says. */
    record OfFile(Map<String, List<Detection>> byId, List<Finding> findings) implements Opened {
        @Override
        public List<Detection> of(String id, Image image) {
            return byId.getOrDefault(id, List.of());
        }

        @Override
        public Set<String> labels() {
            Set<String> labels = new TreeSet<>();
            byId.values().forEach(detections -> detections.forEach(d -> labels.add(d.label())));
            return labels;
        }
    }
}
