/**
 * How wrong a network's outputs are: losses of single outputs with their gradients, metrics beside them, and several of them together for networks with
 * several tasks. Plain Java on tensors; a target that is NaN is a missing label. May import network. Start with
 * {@link dev.ocellus.loss.TensorLoss}.
 */
package dev.ocellus.loss;
