package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.face.FaceCrop;
import dev.ocellus.face.LandmarkFinder;
import dev.ocellus.face.LandmarkHead;
import dev.ocellus.face.LandmarkLoss;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Compile;
import dev.ocellus.learn.Fit;
import dev.ocellus.learn.FitListener;
import dev.ocellus.learn.History;
import dev.ocellus.learn.Model;
import dev.ocellus.loss.TaskLosses;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Augmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns landmarks by a plan: reads the marked faces, holds a part of them back, and fits a network with a checkpoint after each epoch. A training that was
 * killed goes on from its last checkpoint and ends as if nothing had happened.
 */
public final class LandmarkTraining {
    /** A picture of which the faces cover more than this has no room for background. */
    private static final double MOST_COVERED = 0.4;

    private final LandmarkFile file;
    private final List<DataSource.Parts> parts;
    private final PictureCache pictures;
    private final String dataSha256;
    private final LandmarkHead head;

    private LandmarkTraining(
            LandmarkFile file, List<DataSource.Parts> parts, PictureCache pictures, String dataSha256) {
        this.file = file;
        this.parts = parts;
        this.pictures = pictures;
        this.dataSha256 = dataSha256;
        this.head = new LandmarkHead(file.crop().side(), LandmarkFinder.MARGIN);
    }

    /**
     * Reads the plan's data.
     *
     * @param data folder against which the plan's folders are resolved
     * @param threads for decoding pictures
     * @throws IOException where data cannot be read, or hold no faces to learn from
     */
    public static LandmarkTraining read(LandmarkFile file, Path data, PictureDecoder decoder, int threads)
            throws IOException, InterruptedException {
        List<DataSource.Parts> parts = new ArrayList<>();
        List<LabelledPicture> all = new ArrayList<>();
        for (DataSource source : file.plan().data()) {
            DataSource.Parts read =
                    source.read(data, new SplitShares(file.plan().developmentShare(), 0));
            parts.add(read);
            all.addAll(read.train());
            all.addAll(read.development());
        }
        LandmarkTraining training =
                new LandmarkTraining(file, parts, PictureCache.load(all, decoder, threads), DataHash.of(parts));
        for (LandmarkExamples.Share share : training.shares()) {
            if (share.faces().isEmpty()) {
                throw new IOException("a set of the training file holds no face with landmarks to learn from");
            }
        }
        return training;
    }

    /**
     * What was learned.
     *
     * @param graph the layers
     * @param parameters the moving average after the last step
     * @param history a row for each epoch
     * @param seconds how long the steps took, over all starts
     */
    public record Result(Graph graph, Map<String, Tensor> parameters, History history, double seconds) {}

    /** A marked face that nothing was learned from, in its picture. */
    public record HeldBack(String id, Image picture, TruthBox face) {}

    /** Learns to the end of the plan, going on from the checkpoint in the folder if there is one. */
    public Result run(Engines engines, Path folder, FitListener listener) throws IOException, InterruptedException {
        LandmarkPlan plan = file.plan();
        LandmarkPlan.Course course = plan.course();
        Compile how = Compile.of(
                        course.optimiser(), course.learningRate(), TaskLosses.of("landmarks", new LandmarkLoss()))
                .withAverage(course.average())
                .withSeed(plan.seed());
        Fit fit =
                Fit.of(course.epochs(), course.batch()).withCheckpoints(folder).withListener(listener);
        LandmarkExamples development = development();
        if (development.size() > 0) {
            fit = fit.withDev(development);
        }
        try (Model model = Model.create(graph(), engines).compile(how)) {
            History history = model.fit(examples(), fit);
            return new Result(graph(), model.parameters(), history, model.seconds());
        }
    }

    public Graph graph() {
        return file.plan().network().graph(head.side());
    }

    /** What is learned from. */
    public List<ModelData> data() {
        return parts.stream()
                .map(part -> new ModelData(
                        part.source(),
                        part.train().size(),
                        faces(part, part.train()).size()))
                .toList();
    }

    /** One set that is learned from. */
    public record ModelData(DataSource source, int pictures, int faces) {}

    /** What was odd in the data. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(pictures.findings());
        parts.forEach(part -> findings.addAll(part.findings()));
        return findings;
    }

    /** SHA-256 over names, pictures and labels of what is learned from. */
    public String dataSha256() {
        return dataSha256;
    }

    /** The faces that are held back, by folder of their set. */
    public Map<String, List<HeldBack>> heldBack() {
        Map<String, List<HeldBack>> sets = new LinkedHashMap<>();
        for (DataSource.Parts part : parts) {
            List<HeldBack> faces = faces(part, part.development()).stream()
                    .map(face -> new HeldBack(face.id(), face.picture(), face.face()))
                    .toList();
            if (!faces.isEmpty()) {
                sets.put(part.source().folder(), faces);
            }
        }
        return sets;
    }

    /** Squares of the pictures held back in which there is no face: what must not pass for one. */
    public List<Frame> heldBackBackground(int count) {
        List<LandmarkExamples.Share> shares = parts.stream()
                .map(part -> share(part, part.development()))
                .filter(share -> !share.roomy().isEmpty())
                .toList();
        LandmarkExamples examples = examples(shares, count, List.of(), 1);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; !shares.isEmpty() && i < count; i++) {
            Frame frame = examples.sample(i, 0);
            if (frame.truth().boxes().get(0).landmarks().isEmpty()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private LandmarkExamples examples() {
        List<Augmentation> stages = new ArrayList<>();
        stages.add(file.crop());
        stages.addAll(file.augmentations());
        return examples(
                shares(), file.plan().course().samples(), stages, file.plan().background());
    }

    /** Faces held back, drawn as those that are learned from, in squares that are off as a detector's boxes would be. */
    private LandmarkExamples development() {
        List<LandmarkExamples.Share> shares = parts.stream()
                .map(part -> share(part, part.development()))
                .filter(share -> !share.faces().isEmpty())
                .toList();
        int faces = shares.stream().mapToInt(share -> share.faces().size()).sum();
        FaceCrop crop = new FaceCrop(head.side(), 0.05, 0.1, 0, 0, head.side());
        return examples(shares, faces, List.of(crop), 0);
    }

    private LandmarkExamples examples(
            List<LandmarkExamples.Share> shares, int samples, List<Augmentation> stages, double background) {
        LandmarkPlan plan = file.plan();
        return new LandmarkExamples(
                shares,
                samples,
                background,
                head,
                plan.preprocessing(),
                stages,
                plan.seed(),
                file.fingerprint() + " " + dataSha256);
    }

    private List<LandmarkExamples.Share> shares() {
        return parts.stream().map(part -> share(part, part.train())).toList();
    }

    private LandmarkExamples.Share share(DataSource.Parts part, List<LabelledPicture> of) {
        List<LandmarkExamples.Face> faces = faces(part, of);
        List<LandmarkExamples.Face> roomy = faces.stream()
                .filter(face -> face.all().stream().mapToDouble(Box::area).sum()
                        < MOST_COVERED * face.picture().size().area())
                .toList();
        return new LandmarkExamples.Share(part.source().weight(), faces, roomy);
    }

    private List<LandmarkExamples.Face> faces(DataSource.Parts part, List<LabelledPicture> of) {
        List<LandmarkExamples.Face> faces = new ArrayList<>();
        for (LabelledPicture picture : of) {
            if (!pictures.holds(picture)) {
                continue;
            }
            Truth truth = part.source().toModel(picture.truth());
            List<Box> outlines =
                    truth.boxes().stream().map(LandmarkTraining::outline).toList();
            for (TruthBox box : truth.boxes()) {
                if (!box.difficult() && box.landmarks().isPresent()) {
                    faces.add(new LandmarkExamples.Face(picture.id(), pictures.image(picture), box, outlines));
                }
            }
        }
        return faces;
    }

    /** What a face covers, also where its box is only the one around its points. */
    private static Box outline(TruthBox face) {
        return face.landmarks().map(LandmarkFinder::boxOf).orElse(face.box());
    }
}
