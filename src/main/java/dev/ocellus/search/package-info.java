/**
 * Random search for settings, coarse to fine: what may be tried, the draws, the trials side by side, the ledger that a killed search goes on from. Knows
 * nothing of what is trained. May import learn, network, settings and files. Start with {@link dev.ocellus.search.SearchPlan} and
 * {@link dev.ocellus.search.RandomSearch}.
 */
package dev.ocellus.search;
