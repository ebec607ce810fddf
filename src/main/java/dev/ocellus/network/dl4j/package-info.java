/**
 * Networks of Deeplearning4j, brought over: a saved model or an architecture of its zoo becomes a {@link dev.ocellus.network.Graph} with its weights. A
 * closed cupboard: may import network and below; no type of DL4J or ND4J leaves it. Start with {@link dev.ocellus.network.dl4j.Dl4jModel}, then
 * {@code GraphTranslation} (how vertices are joined) and {@code LayerTranslation} (what each layer becomes).
 */
package dev.ocellus.network.dl4j;
