/**
 * The engine that trains: any {@link dev.ocellus.network.Graph} on ND4J's raw convolutions, everything else in plain Java. A closed cupboard: may
 * import network and below; no ND4J type leaves it. Start with {@link dev.ocellus.network.nd4j.Nd4jNetwork}, then
 * {@code Plan} (which nodes are computed together), {@code Workspace} (the buffers of one batch shape) and {@code Step}.
 */
package dev.ocellus.network.nd4j;
