/**
 * Learning, whatever is learned: examples and models in the manner of create, compile, fit, evaluate, predict; below them the loop, batches prepared
 * ahead, learning rates, the moving average of the parameters, checkpoints and the course of a training; the proof of gradients; what a frozen front
 * says, kept on disk. May import loss, network with its safetensors and its reference, settings and files. Start with
 * {@link dev.ocellus.learn.Model}, or with {@link dev.ocellus.learn.TrainingLoop} for targets that are not tensors.
 */
package dev.ocellus.learn;
