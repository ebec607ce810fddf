/**
 * Measures face detectors beside one another on the same pictures: those that others made, run from their ONNX files,
 * and ours. Not part of the program; started by {@code tools/compare-face-detectors}. Start with {@link
 * dev.ocellus.tools.peers.CompareFaceDetectors}.
 */
package dev.ocellus.tools.peers;
