package dev.ocellus.train;

import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.TruthBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often pictures are drawn so that rare labels are learned, too. A label that a share f of the pictures has gets the factor
 * max(1, √(t / f)), and a picture the highest factor among its labels: what is rarer than t is met more often, but less than in proportion, for the
 * same few pictures over and over teach little.
 *
 * @see <a href="https://arxiv.org/abs/1908.03195">Gupta, Dollár and Girshick 2019, section 4.2, repeat factor sampling</a>
 */
final class RepeatFactors {
    private RepeatFactors() {}

    /**
     * The factor of each picture, at least 1.
     *
     * @param below the share t of the pictures, in [0, 1]; 0 gives all the factor 1
     */
    static double[] of(List<LabelledPicture> pictures, double below) {
        Map<String, Integer> having = new HashMap<>();
        pictures.forEach(picture -> labels(picture).forEach(label -> having.merge(label, 1, Integer::sum)));
        return pictures.stream()
                .mapToDouble(picture -> labels(picture).stream()
                        .mapToDouble(label -> Math.sqrt(below * pictures.size() / having.get(label)))
                        .reduce(1, Math::max))
                .toArray();
    }

    /** Difficult objects are no lesson, so they do not make a picture precious. */
    private static Set<String> labels(LabelledPicture picture) {
        return picture.truth().boxes().stream()
                .filter(object -> !object.difficult())
                .map(TruthBox::label)
                .collect(Collectors.toSet());
    }
}
