package dev.ocellus.train;

import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.face.Alignment;
import dev.ocellus.face.FaceEncoder;
import dev.ocellus.face.PairFeatures;
import dev.ocellus.frame.Embedding;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Faces of people that an encoder does not learn from, and what they say of it.
 *
 * @param faces with their margin
 */
record HeldBack(EncoderPlan plan, List<AlignedFaces.Face> faces) {
    /** Pairs of each kind that are measured now and then. */
    private static final int PAIRS = 6000;

    /** Pairs of one person that are measured at the end, and how many of two people for each: rare errors need many. */
    private static final int PAIRS_AT_LAST = 30_000;

    private static final int DIFFERENT_FOR_SAME = 10;

    /** Faces and pairs that a verification head learns from. */
    private static final int FACES_FOR_HEADS = 8000;

    private static final int PAIRS_FOR_HEADS = 20_000;

    HeldBack {
        faces = List.copyOf(faces);
    }

    /** What is measured now and then; nothing where there are no pairs. */
    Optional<EncoderMeasurement> measurement() {
        return measurement(faces, PAIRS, 1);
    }

    /**
     * What is measured at the end: all, source by source where there are several, and the verification heads where the plan wants them.
     *
     * @param learned faces that the encoder learned from
     */
    Map<String, VerificationEvaluation> evaluations(
            Engines engines, Graph graph, Map<String, Tensor> parameters, List<AlignedFaces.Face> learned)
            throws IOException, InterruptedException {
        Map<String, EncoderMeasurement> sets = new LinkedHashMap<>();
        measurement(faces, PAIRS_AT_LAST, DIFFERENT_FOR_SAME).ifPresent(of -> sets.put(EncoderTraining.ALL, of));
        for (PeopleSource source : plan.data()) {
            List<AlignedFaces.Face> own = faces.stream()
                    .filter(face -> face.source().equals(source.folder()))
                    .toList();
            measurement(own, PAIRS_AT_LAST, DIFFERENT_FOR_SAME)
                    .filter(of -> plan.data().size() > 1)
                    .ifPresent(of -> sets.put(source.folder(), of));
        }
        Map<String, VerificationEvaluation> evaluations = new LinkedHashMap<>();
        sets.forEach((set, of) -> evaluations.put(set, measured(engines, graph, parameters, of::evaluation)));
        if (plan.heads() && !sets.isEmpty()) {
            evaluations.putAll(heads(engines, graph, parameters, learned));
        }
        return evaluations;
    }

    private Map<String, VerificationEvaluation> heads(
            Engines engines, Graph graph, Map<String, Tensor> parameters, List<AlignedFaces.Face> learned)
            throws IOException, InterruptedException {
        List<AlignedFaces.Face> some = learned.subList(0, Math.min(learned.size(), FACES_FOR_HEADS));
        List<Embedding> known = embeddings(engines, graph, parameters, some, true);
        List<Embedding> others = embeddings(engines, graph, parameters, faces, true);
        FacePairs lesson = FacePairs.draw(people(some), sources(some), PAIRS_FOR_HEADS, 1, plan.seed());
        FacePairs exam = FacePairs.draw(people(faces), sources(faces), PAIRS, 1, plan.seed());
        Map<String, VerificationEvaluation> heads = new LinkedHashMap<>();
        heads.put("distance", VerificationEvaluation.of(exam.comparisons(others)));
        for (PairFeatures features : PairFeatures.values()) {
            try (VerificationHead head = VerificationHead.learn(features, known, lesson, engines, plan.seed())) {
                String name = features.name().toLowerCase(Locale.ROOT).replace('_', '-');
                heads.put("logistic head on " + name, head.evaluation(others, exam));
            }
        }
        return heads;
    }

    /**
     * Embeddings of faces, which need not be those that are held back.
     *
     * @param mirror whether mirror images are averaged in
     */
    List<Embedding> embeddings(
            Engines engines, Graph graph, Map<String, Tensor> parameters, List<AlignedFaces.Face> of, boolean mirror) {
        List<Image> inner = inner(of);
        return measured(engines, graph, parameters, network -> new FaceEncoder(
                        network, plan.preprocessing(), alignment(), mirror)
                .encode(inner));
    }

    private Optional<EncoderMeasurement> measurement(List<AlignedFaces.Face> of, int mostSame, int differentForSame) {
        FacePairs pairs = FacePairs.draw(people(of), sources(of), mostSame, differentForSame, plan.seed());
        return pairs.same().isEmpty() || pairs.different().isEmpty()
                ? Optional.empty()
                : Optional.of(new EncoderMeasurement(inner(of), pairs, plan.preprocessing(), alignment()));
    }

    private static List<String> people(List<AlignedFaces.Face> faces) {
        return faces.stream().map(AlignedFaces.Face::person).toList();
    }

    private static List<String> sources(List<AlignedFaces.Face> faces) {
        return faces.stream().map(AlignedFaces.Face::source).toList();
    }

    private Alignment alignment() {
        return new Alignment(plan.network().side(), plan.eyeDistance());
    }

    /** What the network sees of faces: the middle of what is kept. */
    private List<Image> inner(List<AlignedFaces.Face> faces) {
        int side = plan.network().side();
        return faces.stream().map(face -> middle(face.wide(), side)).toList();
    }

    private static Image middle(Image wide, int side) {
        Box part = Box.around(new Point(wide.width() / 2.0, wide.height() / 2.0), side, side);
        return Resampling.crop(wide, part, new Size(side, side), 0);
    }

    /** What a measurement says of parameters, run as they will be shipped. */
    static <T> T measured(
            Engines engines, Graph graph, Map<String, Tensor> parameters, Function<Network, T> measurement) {
        try (Network network = engines.open(engines.export(graph, parameters, Map.of()))) {
            return measurement.apply(network);
        }
    }
}
