package dev.ocellus.train;

import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.face.Alignment;
import dev.ocellus.face.FaceEncoder;
import dev.ocellus.frame.Embedding;
import dev.ocellus.image.Image;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures an encoder on pairs of faces of people that it does not learn from.
 *
 * @param faces aligned, of the size that the network sees
 * @param pairs of them
 */
record EncoderMeasurement(List<Image> faces, FacePairs pairs, Preprocessing preprocessing, Alignment alignment) {
    /** Share of the pairs that are told right at the distance that tells most of them right; by this the best state is chosen. */
    static final String ACCURACY = "accuracy";

    /** Share of the pairs of one person that are known at the distance at which 1 % of the other pairs are taken for one person. */
    static final String TAR = "TAR at FMR 1%";

    EncoderMeasurement {
        faces = List.copyOf(faces);
    }

    Map<String, Double> of(Network network) {
        List<Embedding> embeddings = embeddings(network);
        double[] same = pairs.sameDistances(embeddings);
        double[] different = pairs.differentDistances(embeddings);
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put(ACCURACY, accuracy(same, different));
        double limit = different[different.length / 100];
        measured.put(TAR, (double) below(same, limit) / same.length);
        return measured;
    }

    /** Everything that these pairs say. */
    VerificationEvaluation evaluation(Network network) {
        return VerificationEvaluation.of(pairs.comparisons(embeddings(network)));
    }

    private List<Embedding> embeddings(Network network) {
        return new FaceEncoder(network, preprocessing, alignment, true).encode(faces);
    }

    /** At the best limit between the two kinds; each kind counts half. */
    private static double accuracy(double[] same, double[] different) {
        double best = 0;
        for (double limit : same) {
            double right = (double) (below(same, limit) + 1) / same.length
                    + 1
                    - (double) below(different, limit) / different.length;
            best = Math.max(best, right / 2);
        }
        return Math.min(1, best);
    }

    /** How many of the ascending values are smaller. */
    private static int below(double[] ascending, double limit) {
        int at = Arrays.binarySearch(ascending, limit);
        int place = at < 0 ? -at - 1 : at;
        while (place > 0 && ascending[place - 1] == limit) {
            place--;
        }
        return place;
    }
}
