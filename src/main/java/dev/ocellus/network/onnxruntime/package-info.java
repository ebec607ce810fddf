/**
 * The engine that runs trained networks: ONNX Runtime on the processor. A locked cupboard: its native objects never leave it. May import network and
 * below. Start with {@link dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork}.
 */
package dev.ocellus.network.onnxruntime;
