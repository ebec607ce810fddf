package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import java.util.Map;

/**
 * The best state that a training has measured so far.
 *
 * @param at how many steps or epochs were complete
 * @param parameters by full name
 * @param metrics what was measured, by name
 * @param score by which the best is chosen; higher is better
 */
public record Best(long at, Map<String, Tensor> parameters, Map<String, Double> metrics, double score) {}
