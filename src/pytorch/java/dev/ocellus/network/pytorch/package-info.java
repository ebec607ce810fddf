/**
 * A second engine that trains: any {@link dev.ocellus.network.Graph} on PyTorch's C++ library, in 32-bit floats or, where the processor is faster so, with
 * 16-bit brain floats between the layers. Compiled only with the Maven profile {@code pytorch}. A closed cupboard: may import network and below; no PyTorch
 * type leaves it. Start with {@link dev.ocellus.network.pytorch.PyTorchEngine}, then {@code Passes} (a batch forward and backward) and {@code Operations}
 * (what each layer is in PyTorch's words).
 */
package dev.ocellus.network.pytorch;
