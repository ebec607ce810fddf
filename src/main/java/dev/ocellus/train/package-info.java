/**
 * Training: samples, the loop, checkpoints, evaluation on the dev part while it runs. May import evaluate, dataset, augment, detect and below;
 * engines come in as functions from app. Start with {@link dev.ocellus.train.TrainingLoop}.
 */
package dev.ocellus.train;
