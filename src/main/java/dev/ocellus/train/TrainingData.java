package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.RejectBudget;
import dev.ocellus.dataset.Rejects;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The pictures of a training, read and decoded once.
 *
 * @param parts what was read of each set
 * @param pictures all of them, decoded
 * @param findings what was odd
 */
public record TrainingData(List<DataSource.Parts> parts, PictureCache pictures, List<Finding> findings) {
    public TrainingData {
        parts = List.copyOf(parts);
        findings = List.copyOf(findings);
    }

    /**
     * Reads sets and decodes their pictures.
     *
     * @param root folder against which the folders of the sets are resolved
     * @param shares how large the parts are that are held back
     * @param budget how many boxes and pictures may be left out
     * @param threads for decoding
     * @throws IOException where a set cannot be read, or more than the budget is left out
     */
    public static TrainingData read(
            List<DataSource> sources,
            Path root,
            SplitShares shares,
            RejectBudget budget,
            PictureDecoder decoder,
            int threads)
            throws IOException, InterruptedException {
        List<DataSource.Parts> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (DataSource source : sources) {
            DataSource.Parts read = source.read(root, shares);
            parts.add(read);
            findings.addAll(read.findings());
        }
        String place =
                sources.size() == 1 ? root.resolve(sources.get(0).folder()).toString() : root.toString();
        budget.require(Rejects.of(findings), place);
        List<LabelledPicture> all = new ArrayList<>();
        for (DataSource.Parts part : parts) {
            all.addAll(part.train());
            all.addAll(part.development());
            all.addAll(part.test());
        }
        PictureCache pictures = PictureCache.load(all, decoder, threads);
        findings.addAll(pictures.findings());
        budget.require(Rejects.of(findings), place);
        return new TrainingData(parts, pictures, findings);
    }

    /** The usable pictures to learn from, of all sets. */
    public List<LabelledPicture> train() {
        return parts.stream()
                .flatMap(part -> part.train().stream())
                .filter(pictures::holds)
                .toList();
    }

    /** The labels of the pictures to learn from and to choose by, in alphabetical order. */
    public List<String> labels() {
        TreeSet<String> labels = new TreeSet<>();
        for (DataSource.Parts part : parts) {
            for (List<LabelledPicture> pictures : List.of(part.train(), part.development())) {
                pictures.forEach(picture -> part.source().toModel(picture.truth()).boxes().stream()
                        .map(TruthBox::label)
                        .forEach(labels::add));
            }
        }
        return List.copyOf(labels);
    }

    /** Frames to measure on while learning, by the folder of their set; sets without any are missing. */
    public Map<String, List<Frame>> development() {
        return frames(DataSource.Parts::development);
    }

    /** Frames to measure on at the end, by the folder of their set; sets without any are missing. */
    public Map<String, List<Frame>> test() {
        return frames(DataSource.Parts::test);
    }

    private Map<String, List<Frame>> frames(Function<DataSource.Parts, List<LabelledPicture>> side) {
        Map<String, List<Frame>> sets = new LinkedHashMap<>();
        for (DataSource.Parts part : parts) {
            List<Frame> frames = side.apply(part).stream()
                    .filter(pictures::holds)
                    .map(p -> frame(p.id(), pictures.image(p), part.source().toModel(p.truth())))
                    .toList();
            if (!frames.isEmpty()) {
                sets.put(part.source().folder(), frames);
            }
        }
        return sets;
    }

    /** Boxes brought to another convention may reach beyond the picture, where nothing can be found. */
    private static Frame frame(String id, Image image, Truth truth) {
        return Frame.of(id, image).withTruth(truth.within(image.size()));
    }
}
