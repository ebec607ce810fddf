package dev.ocellus.train;

import dev.ocellus.dataset.SplitShares;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureFit;
import dev.ocellus.learn.LearningRate;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.settings.Default;
import dev.ocellus.zoo.ShapeText;

/**
 * Everything beside the stages that decides how a classifier is trained. Each setting has a default, so that a training file, or the command line,
 * gives only what should be different.
 *
 * @param name of the weights; empty takes that of the folder of pictures
 * @param summary what the weights are for, for their card
 * @param licence of the weights, an SPDX identifier where there is one
 * @param terms what else a user of the weights must know
 * @param network a known network or a network file
 * @param input size of the pictures that the network sees: height x width x 3
 * @param fit how pictures are brought to that size
 * @param epochs how often the pictures are gone through, at least 1
 * @param batch pictures a step, at least 1
 * @param rate highest learning rate; it rises over the first twentieth of the steps and falls along half a cosine
 * @param optimiser how gradients change parameters
 * @param average share of the moving average of the parameters kept at each step; the average is what is measured and kept; 0 for none
 * @param labelSmoothing see {@link SoftmaxCrossEntropy}; logistic regression has none
 * @param patience how many epochs in a row may be no better on the development part before the training ends; 0 goes through all epochs
 * @param seed of everything random
 * @param developmentShare how much of each class is held back to choose the best epoch, where the data do not say
 * @param testShare how much of each class is held back to be measured at the end, where the data do not say
 */
public record ClassifierPlan(
        @Default("''") String name,
        @Default("''") String summary,
        @Default("''") String licence,
        @Default("''") String terms,
        @Default("small") String network,
        @Default("64x64x3") String input,
        @Default("crop") PictureFit fit,
        @Default("60") int epochs,
        @Default("32") int batch,
        @Default("0.003") double rate,
        @Default("{adam: {regularisation: {decay: 0.02}}}") Optimiser optimiser,
        @Default("0.97") double average,
        @Default("0.05") double labelSmoothing,
        @Default("20") int patience,
        @Default("1") long seed,
        @Default("0.15") double developmentShare,
        @Default("0.15") double testShare) {
    private static final int CHANNELS = 3;
    private static final double FINAL_SHARE = 0.01;

    public ClassifierPlan {
        Shape shape;
        try {
            shape = ShapeText.parse(input);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("input " + e.getMessage(), e);
        }
        require(shape.channels() == CHANNELS, "input must have 3 channels, red, green and blue, got " + input);
        require(!network.isBlank(), "network must name one");
        require(epochs >= 1 && batch >= 1, "epochs and batch must be at least 1, got " + epochs + " and " + batch);
        require(rate > 0 && Double.isFinite(rate), "rate must be above 0, got " + rate);
        require(average >= 0 && average < 1, "average must be at least 0 and below 1, got " + average);
        require(patience >= 0, "patience must be at least 0, got " + patience);
        new SoftmaxCrossEntropy(labelSmoothing);
        new SplitShares(developmentShare, testShare);
    }

    /** What the network sees. */
    public Shape inputShape() {
        return ShapeText.parse(input);
    }

    /** Size of the pictures that the network sees. */
    public Size inputSize() {
        return new Size(inputShape().width(), inputShape().height());
    }

    /** How large the parts are that are held back. */
    public SplitShares shares() {
        return new SplitShares(developmentShare, testShare);
    }

    /** @param steps length of the whole training */
    LearningRate learningRate(long steps) {
        return new LearningRate.Cosine(rate, FINAL_SHARE, Math.toIntExact(steps / 20));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
