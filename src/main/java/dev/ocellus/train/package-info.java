/**
 * Training: what the network is shown, and the loop that shows it. May import dataset, augment, evaluate and below. Start with
 * {@link dev.ocellus.train.TrainingSampler}.
 */
package dev.ocellus.train;
