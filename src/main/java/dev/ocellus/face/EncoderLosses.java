package dev.ocellus.face;

import dev.ocellus.settings.Default;

/**
 * Which losses an encoder learns from together; those with weight 0 are left out.
 *
 * @param softmax tells all people of the training apart
 * @param contrastive each pair of pictures against all other people of the batch
 * @param triplet each pair against one other picture
 */
public record EncoderLosses(
        @Default("{}") MarginSoftmax softmax,
        @Default("{}") ContrastiveLoss contrastive,
        @Default("{weight: 0}") TripletLoss triplet) {
    public EncoderLosses {
        if (softmax.weight() + contrastive.weight() + triplet.weight() == 0) {
            throw new IllegalArgumentException("at least one loss needs a weight above 0");
        }
    }
}
