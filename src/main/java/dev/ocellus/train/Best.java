package dev.ocellus.train;

import dev.ocellus.network.Tensor;
import java.util.Map;

/**
 * The best state that a training has measured so far.
 *
 * @param parameters the moving average of the parameters by full name
 * @param steps number of steps after which it was taken
 * @param ap50 of each held-back set
 * @param mean of the sets, by which the best is chosen
 */
public record Best(Map<String, Tensor> parameters, long steps, Map<String, Double> ap50, double mean) {}
