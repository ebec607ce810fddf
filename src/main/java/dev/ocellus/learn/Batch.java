package dev.ocellus.learn;

import dev.ocellus.network.Tensor;

/**
 * One step's worth of training input.
 *
 * @param input (N, C, H, W), ready for the network
 * @param target what the network should say, as its head encodes it
 */
public record Batch<T>(Tensor input, T target) {}
