/**
 * Networks that have a name of their own, written in the vocabulary of {@code network}, and the files in which people write networks of theirs. May
 * import network and settings. Start with {@link dev.ocellus.zoo.KnownNetwork}.
 */
package dev.ocellus.zoo;
