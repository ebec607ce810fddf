/**
 * Learning, whatever is learned: the loop, batches prepared ahead, learning rates, the moving average of the parameters. May import network and
 * below. Start with {@link dev.ocellus.learn.TrainingLoop}.
 */
package dev.ocellus.learn;
