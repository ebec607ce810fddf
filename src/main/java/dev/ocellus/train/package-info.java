/**
 * Training a detector: samples, checkpoints, evaluation on the dev part while it runs. May import learn, evaluate, dataset, augment, detect and
 * below; engines come in as functions from app. Start with {@link dev.ocellus.train.DetectorTraining}.
 */
package dev.ocellus.train;
