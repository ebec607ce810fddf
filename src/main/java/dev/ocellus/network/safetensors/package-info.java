/**
 * Named tensors in a file, in the safetensors format: a JSON header and plain numbers, nothing that could run. May import network and below. Start
 * with {@link dev.ocellus.network.safetensors.Safetensors}.
 */
package dev.ocellus.network.safetensors;
