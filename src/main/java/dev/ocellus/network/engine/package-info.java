/**
 * What the engines that train have in common: all numbers in one flat array with their names and what is frozen, and the optimiser at work on them, and the threads. May
 * import network and below. Start with {@link dev.ocellus.network.engine.Parameters}.
 */
package dev.ocellus.network.engine;
