package dev.ocellus.face;

import dev.ocellus.settings.Default;

/**
 * How an encoder learns to tell all people of its training apart: softmax over scale·(cos(embedding, centre) − margin of the right person). Comparing with all
 * people costs too much for a processor, so each step compares with those of its batch and some others.
 *
 * @param weight of this loss among others, at least 0; 0 leaves it out
 * @param scale how much a difference of cosines counts
 * @param margin in cosine, once the training has come as far as {@link MarginRise} says
 * @param classes how many people a step compares with, those of its batch among them
 * @see <a href="https://arxiv.org/abs/1801.09414">Wang and others 2018, CosFace</a>
 * @see <a href="https://arxiv.org/abs/2203.15565">An and others 2022, on samples of classes</a>
 */
public record MarginSoftmax(
        @Default("1") double weight,
        @Default("32") double scale,
        @Default("0.25") double margin,
        @Default("2048") int classes) {
    public MarginSoftmax {
        if (!(weight >= 0) || !(scale > 0) || !(margin >= 0) || classes < 2) {
            throw new IllegalArgumentException(
                    "weight and margin must be at least 0, scale above 0 and classes at least 2, got %s, %s, %s and %d"
                            .formatted(weight, margin, scale, classes));
        }
    }
}
