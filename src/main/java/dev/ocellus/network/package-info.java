/**
 * The vocabulary of networks: tensors, layers, graphs, heads, losses, cards. May import settings, frame and below; the engines behind the interfaces live in
 * locked rooms of their own (nd4j, onnx, onnxruntime) and are invisible from here. Start with {@link dev.ocellus.network.Graph} and
 * {@link dev.ocellus.network.TrainableNetwork}.
 */
package dev.ocellus.network;
