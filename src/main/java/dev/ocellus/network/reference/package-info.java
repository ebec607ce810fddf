/**
 * The yardstick: any graph computed in the plainest way, in doubles, far too slowly for work. What the engines are compared with, in tests and by
 * gradient checks. A closed cupboard: may import network and below. Start with {@link dev.ocellus.network.reference.ReferenceNetwork}.
 */
package dev.ocellus.network.reference;
