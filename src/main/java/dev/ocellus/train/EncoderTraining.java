package dev.ocellus.train;

import dev.ocellus.dataset.ClassFolders;
import dev.ocellus.dataset.FileOutcome;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.LandmarkTable;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.Split;
import dev.ocellus.dataset.SplitShares;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.face.Alignment;
import dev.ocellus.face.EncoderLoss;
import dev.ocellus.face.People;
import dev.ocellus.face.PeopleSampler;
import dev.ocellus.frame.Embedding;
import dev.ocellus.image.Image;
import dev.ocellus.learn.Batch;
import dev.ocellus.learn.Best;
import dev.ocellus.learn.History;
import dev.ocellus.learn.TrainingLoop;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Trains a face encoder by a plan: reads and aligns the faces, holds some people back, runs the loop with checkpoints, measures on pairs of those held back
 * and keeps the best. A training that was killed goes on from its last checkpoint and ends as if nothing had happened.
 */
public final class EncoderTraining {
    /** Width of the margin around an aligned face in memory as a share of its side: shifted and turned faces show what is there. */
    private static final double MARGIN = 0.125;

    /** How many pictures of a person say where the person's centre starts. */
    private static final int PICTURES_FOR_CENTRES = 4;

    /** The name of the evaluation of all that are held back. */
    public static final String ALL = "all";

    private final EncoderPlan plan;
    private final Path data;
    private final Path folder;
    private final Engines engines;
    private final PictureDecoder decoder;
    private final FaceLocator locator;
    private final Map<String, Tensor> start;
    private final int threads;
    private final TrainingProgress progress;

    /**
     * @param data folder against which the plan's folders are resolved
     * @param folder where checkpoints and the curve are kept; made where it is missing
     * @param locator finds the face of a picture without known landmarks
     * @param start parameters to start from, by full name; empty starts from drawn ones
     * @param threads for decoding and aligning pictures
     */
    public EncoderTraining(
            EncoderPlan plan,
            Path data,
            Path folder,
            Engines engines,
            PictureDecoder decoder,
            FaceLocator locator,
            Map<String, Tensor> start,
            int threads,
            TrainingProgress progress) {
        this.plan = plan;
        this.data = data;
        this.folder = folder;
        this.engines = engines;
        this.decoder = decoder;
        this.locator = locator;
        this.start = start;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * A trained encoder.
     *
     * @param best the best moving average of the parameters
     * @param curve the course
     * @param learned what it learned from
     * @param evaluations of pairs of people that are held back, {@value #ALL} and source by source; none where nobody is held back
     * @param dataSha256 hash over the faces that it learned from
     * @param seconds how long the steps took
     */
    public record Result(
            Graph graph,
            Best best,
            History curve,
            List<Learned> learned,
            Map<String, VerificationEvaluation> evaluations,
            String dataSha256,
            double seconds) {}

    /** What an encoder learned from one source. */
    public record Learned(PeopleSource source, int people, int pictures) {}

    /** Faces to learn from and faces that are held back. */
    private record Sides(List<AlignedFaces.Face> train, List<AlignedFaces.Face> heldBack) {}

    /**
     * Trains to the end of the plan, going on from the checkpoint in the folder if there is one.
     *
     * @throws IOException where data cannot be read, or a checkpoint is of another plan or other data
     */
    public Result run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Finding> findings = new ArrayList<>();
        List<Learned> learned = new ArrayList<>();
        Sides sides = read(learned, findings);
        PeopleIndex index = PeopleIndex.of(sides.train());
        findings.addAll(index.findings());
        int drawn = Math.min(plan.people(), index.drawn());
        PeopleSampler sampler = new PeopleSampler(index.pictures(), drawn, plan.pictures(), plan.seed());
        Graph graph = plan.network().graph();
        EncoderPlan.Course course = plan.course();
        EncoderLoss loss =
                new EncoderLoss(plan.loss(), index.size(), plan.network().embedding(), plan.seed());
        HeldBack heldBack = new HeldBack(plan, sides.heldBack());
        Optional<EncoderMeasurement> measurement = heldBack.measurement();
        String dataSha256 = hash(sides.train());
        try (TrainableNetwork network = engines.trainable(graph, course.optimiser(), plan.seed())) {
            network.load(start);
            EncoderRun run = new EncoderRun(
                    plan.fingerprint() + " " + dataSha256,
                    course,
                    folder,
                    network,
                    loss,
                    average -> measurement
                            .map(of -> HeldBack.measured(engines, graph, average, of::of))
                            .orElse(Map.of()),
                    progress);
            long from = run.restore();
            if (from == 0 && !start.isEmpty() && plan.loss().softmax().weight() > 0) {
                List<AlignedFaces.Face> some = Arrays.stream(index.some(PICTURES_FOR_CENTRES))
                        .mapToObj(sides.train()::get)
                        .toList();
                List<Embedding> known = heldBack.embeddings(engines, graph, start, some, false);
                loss.startAt(index.sums(known, PICTURES_FOR_CENTRES));
            }
            progress.begins(describe(learned, index.size(), sides, graph), findings, from, course.steps());
            TrainingLoop<People> loop = new TrainingLoop<>(
                    network,
                    loss,
                    step -> batch(sampler, sides.train(), step),
                    course.learningRate(),
                    course.steps(),
                    Optional.of(run.average()));
            run.run(loop, from);
            Best best = run.best().orElseThrow();
            Map<String, VerificationEvaluation> evaluations =
                    heldBack.evaluations(engines, graph, best.parameters(), sides.train());
            return new Result(graph, best, run.curve(), learned, evaluations, dataSha256, run.seconds());
        }
    }

    private Sides read(List<Learned> learned, List<Finding> findings) throws IOException, InterruptedException {
        Sides sides = new Sides(new ArrayList<>(), new ArrayList<>());
        Split split = new Split(plan.developmentShare());
        for (PeopleSource source : plan.data()) {
            List<AlignedFaces.Face> own = new ArrayList<>();
            for (AlignedFaces.Face face : faces(source, findings)) {
                boolean back = split.isDevelopment(face.person());
                (back ? sides.heldBack() : sides.train()).add(face);
                if (!back) {
                    own.add(face);
                }
            }
            int people =
                    (int) own.stream().map(AlignedFaces.Face::person).distinct().count();
            learned.add(new Learned(source, people, own.size()));
        }
        return sides;
    }

    private List<AlignedFaces.Face> faces(PeopleSource source, List<Finding> findings)
            throws IOException, InterruptedException {
        Path place = data.resolve(source.folder());
        ClassFolders read = ClassFolders.read(place, new SplitShares(0, 0));
        List<LabelledPicture> pictures = read.parts().get(Part.TRAIN);
        Optional<LandmarkTable> table = source.landmarks().isEmpty()
                ? Optional.empty()
                : Optional.of(LandmarkTable.read(place.resolve(source.landmarks())));
        table.ifPresent(landmarks -> findings.addAll(landmarks.findings()));
        AlignedFaces aligned = AlignedFaces.load(
                pictures,
                picture -> table.flatMap(landmarks -> landmarks.of(picture.id())),
                locator,
                decoder,
                wide(),
                threads,
                source.folder());
        findings.addAll(aligned.findings());
        read.outcomes().stream()
                .filter(outcome -> !outcome.id().equals(source.landmarks()))
                .forEach(outcome -> findings.add(unused(place, outcome)));
        return aligned.faces();
    }

    private static Finding unused(Path place, FileOutcome outcome) {
        return new Finding(
                Finding.Kind.NOT_OF_A_PERSON,
                place.resolve(outcome.id()),
                0,
                Finding.Loss.NOTHING,
                "not used (" + outcome.reason() + ")",
                "put pictures into a folder for each person");
    }

    private Alignment wide() {
        double grown = 1 + 2 * MARGIN;
        return new Alignment((int) Math.round(plan.network().side() * grown), plan.eyeDistance() / grown);
    }

    private Batch<People> batch(PeopleSampler sampler, List<AlignedFaces.Face> faces, long step) {
        List<PeopleSampler.Draw> draws = sampler.of(step);
        SplittableRandom random = new SplittableRandom(plan.seed() + 31 * step);
        List<Image> images = draws.stream()
                .map(draw -> plan.augment()
                        .of(faces.get(draw.picture()).wide(), plan.network().side(), random.split()))
                .toList();
        int[] person = draws.stream().mapToInt(PeopleSampler.Draw::person).toArray();
        return new Batch<>(
                plan.preprocessing().toBatch(images),
                new People(person, step, (double) step / plan.course().steps()));
    }

    private static String hash(List<AlignedFaces.Face> faces) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (AlignedFaces.Face face : faces) {
                hash.update((face.person() + "\n" + face.id() + "\n").getBytes(StandardCharsets.UTF_8));
                hash.update(face.wide().toRgb());
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<String> describe(List<Learned> learned, int people, Sides sides, Graph graph) {
        List<String> lines = new ArrayList<>();
        for (Learned of : learned) {
            lines.add("%s: %d pictures of %d people to learn from"
                    .formatted(of.source().folder(), of.pictures(), of.people()));
        }
        lines.add("%d people in all; %d pictures of %d others held back"
                .formatted(
                        people,
                        sides.heldBack().size(),
                        sides.heldBack().stream()
                                .map(AlignedFaces.Face::person)
                                .distinct()
                                .count()));
        lines.add("network: %,d parameters".formatted(graph.parameterCount()));
        return lines;
    }
}
