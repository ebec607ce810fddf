package dev.ocellus.train;

import dev.ocellus.dataset.ClassPictures;
import dev.ocellus.dataset.ClassPictures.Picture;
import dev.ocellus.dataset.Part;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.learn.ActivationCache;
import dev.ocellus.learn.Compile;
import dev.ocellus.learn.Examples;
import dev.ocellus.learn.Fit;
import dev.ocellus.learn.FitListener;
import dev.ocellus.learn.FrozenFront;
import dev.ocellus.learn.History;
import dev.ocellus.learn.Model;
import dev.ocellus.loss.Logistic;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.loss.TaskLosses;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Augmentation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a classifier: measures the pixels of the training part, fits a network to it, and keeps the epoch that does best on the development part. A
 * training that was killed goes on from its last checkpoint and ends as if nothing had happened.
 *
 * @param file what to do
 * @param pictures in the size that the network sees, of two classes or more
 * @param graph ends in one score a class, or in a single one where there are two classes
 * @param start where the network starts from, where it has learned something before
 * @param folder gets the checkpoint and the curve; made where it is missing
 */
public record ClassifierTraining(
        ClassifierFile file, ClassPictures pictures, Graph graph, Optional<TransferStart> start, Path folder) {
    /** What turns scores into probabilities; added behind the last layer once it has learned. */
    private static final String PROBABILITIES = "probabilities";

    /** How many steps of an epoch are at most between checkpoints. */
    private static final int STEPS_BETWEEN_CHECKPOINTS = 500;

    /**
     * A trained classifier.
     *
     * @param graph what was trained
     * @param parameters of the best epoch
     * @param preprocessing what the network sees of a picture
     * @param history a row for each epoch
     * @param bestEpoch counted from 1
     * @param seconds how long all steps took, over all starts
     */
    public record Result(
            Graph graph,
            Map<String, Tensor> parameters,
            Preprocessing preprocessing,
            History history,
            long bestEpoch,
            double seconds) {
        /** The network that says probabilities. */
        public Graph answering() {
            return withProbabilities(graph);
        }
    }

    public ClassifierTraining {
        if (pictures.labels().size() < 2) {
            throw new IllegalArgumentException("a classifier needs two classes, got " + pictures.labels());
        }
        requireOutput(graph, pictures.labels().size());
    }

    /** How many steps there are, unless the training ends early. */
    public long steps() {
        ClassifierPlan plan = file.plan();
        return (long) plan.epochs() * ((train().size() + plan.batch() - 1) / plan.batch());
    }

    /** SHA-256 over everything that decides the outcome beside the pictures, as 64 hexadecimal digits. */
    public String fingerprint() {
        String all = file.words() + "\n" + graph + "\n"
                + start.map(TransferStart::words).orElse("");
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(hash.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Trains to the end, going on from the checkpoint in the folder if there is one.
     *
     * @param caching hears how the cache of what frozen layers say is filled, where there is one
     * @throws IOException where a checkpoint or the cache cannot be written or is of another training
     */
    public Result run(Engines engines, FitListener listener, ActivationCache.Listener caching)
            throws IOException, InterruptedException {
        Preprocessing preprocessing = preprocessing();
        Lesson whole = lesson(preprocessing);
        Optional<GraphCut> cut = start.flatMap(from -> from.cut(graph));
        if (cut.isEmpty()) {
            return learned(whole, Map.of(), preprocessing, engines, listener);
        }
        FrozenFront front = FrozenFront.of(cut.get(), whole.first);
        int variants = start.orElseThrow().cachedVariants();
        Path cache = folder.resolve("cache");
        try (CachedParts parts =
                CachedParts.open(cache, front, variants, whole.train, whole.development, engines, caching)) {
            Lesson rest = whole.behind(cut.get(), parts);
            return learned(rest, front.parameters(), preprocessing, engines, listener);
        }
    }

    /**
     * What a model is given to learn.
     *
     * @param first where its parameters start
     * @param freezeUpTo name of the layer up to which nothing is learned
     */
    private record Lesson(
            Graph graph,
            Map<String, Tensor> first,
            Optional<String> freezeUpTo,
            Examples train,
            Optional<Examples> development) {
        /** For the layers behind a cut alone. */
        Lesson behind(GraphCut cut, CachedParts parts) {
            Map<String, Tensor> own = new LinkedHashMap<>(first);
            own.keySet().retainAll(cut.rest().parameters().keySet());
            return new Lesson(cut.rest(), own, Optional.empty(), parts.train(), parts.development());
        }
    }

    private Lesson lesson(Preprocessing preprocessing) {
        Map<String, Tensor> first = Initialisation.HE.draw(graph, file.plan().seed());
        start.ifPresent(from -> first.putAll(from.parameters()));
        List<Picture> heldBack = pictures.parts().get(Part.DEVELOPMENT);
        return new Lesson(
                graph,
                first,
                start.flatMap(TransferStart::freezeUpTo),
                examples(train(), preprocessing, ColourFit.fit(file.augmentations(), colourAxes())),
                heldBack.isEmpty() ? Optional.empty() : Optional.of(examples(heldBack, preprocessing, List.of())));
    }

    /** @param others parameters of layers that are not in the lesson */
    private Result learned(
            Lesson lesson,
            Map<String, Tensor> others,
            Preprocessing preprocessing,
            Engines engines,
            FitListener listener)
            throws IOException, InterruptedException {
        ClassifierPlan plan = file.plan();
        Compile how = Compile.of(plan.optimiser(), plan.learningRate(steps()), TaskLosses.of(loss()))
                .withAverage(plan.average())
                .withSeed(plan.seed());
        try (Model model = Model.create(lesson.graph, engines).compile(how)) {
            model.loadParameters(lesson.first);
            lesson.freezeUpTo.ifPresent(model::freezeUpTo);
            Fit fit = Fit.of(plan.epochs(), plan.batch())
                    .withCheckpoints(folder, STEPS_BETWEEN_CHECKPOINTS)
                    .withListener(listener);
            if (lesson.development.isPresent()) {
                // patience as long as the training itself never ends it, but the best epoch is kept
                int patience = plan.patience() == 0 ? plan.epochs() : plan.patience();
                fit = fit.withDev(lesson.development.get()).withEarlyStopping("accuracy", patience);
            }
            History history = model.fit(lesson.train, fit);
            Map<String, Tensor> parameters = new LinkedHashMap<>(others);
            parameters.putAll(model.parameters());
            return new Result(graph, parameters, preprocessing, history, bestEpoch(history), model.seconds());
        }
    }

    /** What the network sees of a picture: mean 0 and deviation 1 over the training part, or what it saw before. */
    public Preprocessing preprocessing() {
        return start.map(TransferStart::preprocessing)
                .orElseGet(() -> ChannelStatistics.of(
                        train().stream().map(Picture::image).toList()));
    }

    /** The axes on which the colours of the training part vary; none where no augmentation needs them. */
    public List<ColourAxis> colourAxes() {
        return ColourFit.axes(
                file.augmentations(), () -> train().stream().map(Picture::image).toList());
    }

    private List<Picture> train() {
        return pictures.parts().get(Part.TRAIN);
    }

    private ClassExamples examples(List<Picture> of, Preprocessing preprocessing, List<Augmentation> augmentations) {
        String words = pictures.sha256() + " " + fingerprint();
        return new ClassExamples(of, preprocessing, augmentations, file.plan().seed(), words);
    }

    private TensorLoss loss() {
        return isLogistic(graph)
                ? new Logistic()
                : new SoftmaxCrossEntropy(file.plan().labelSmoothing());
    }

    /** The epoch whose parameters were kept: the most right, of these the lowest loss; without a development part the last. */
    private static long bestEpoch(History history) {
        History.Row best = null;
        for (History.Row row : history.rows()) {
            if (best == null || row.dev().isEmpty() || isBetter(row.dev(), best.dev())) {
                best = row;
            }
        }
        return best == null ? 0 : best.at();
    }

    private static boolean isBetter(Map<String, Double> row, Map<String, Double> best) {
        int byAccuracy = Double.compare(row.get("accuracy"), best.get("accuracy"));
        return byAccuracy > 0 || byAccuracy == 0 && row.get("loss") < best.get("loss");
    }

    private static boolean isLogistic(Graph graph) {
        return outputShape(graph).channels() == 1;
    }

    private static Shape outputShape(Graph graph) {
        return graph.shapes().get(graph.outputs().get(0));
    }

    private static void requireOutput(Graph graph, int classes) {
        Shape output = outputShape(graph);
        boolean fits = output.equals(Shape.vector(classes)) || classes == 2 && output.equals(Shape.vector(1));
        if (graph.outputs().size() != 1 || !fits) {
            throw new ShapeException("the network must end in one score for each of the %d classes, it ends in %s"
                    .formatted(classes, graph.outputs().size() == 1 ? output : graph.outputs()));
        }
    }

    private static Graph withProbabilities(Graph graph) {
        List<Graph.Node> nodes = new ArrayList<>(graph.nodes());
        Layer last = isLogistic(graph) ? new Layer.Activation(Layer.Activation.Function.SIGMOID) : new Layer.Softmax();
        nodes.add(new Graph.Node(PROBABILITIES, last, graph.outputs()));
        return new Graph(graph.input(), nodes, List.of(PROBABILITIES));
    }
}
