/**
 * Training a detector or a classifier: samples, checkpoints, evaluation on the dev part while it runs. May import learn, evaluate, dataset, augment,
 * detect, zoo and below; engines come in as functions from app. Start with {@link dev.ocellus.train.DetectorTraining} or
 * {@link dev.ocellus.train.ClassifierTraining}, or, for what is chosen where no file says it, {@link dev.ocellus.train.DetectorPlanner}.
 */
package dev.ocellus.train;
