/**
 * Writes trained networks as ONNX files, which ONNX Runtime and most other engines read. A locked cupboard: protobuf never leaves it. May import
 * network and below. Start with {@link dev.ocellus.network.onnx.OnnxWriter}.
 */
package dev.ocellus.network.onnx;
