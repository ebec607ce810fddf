package dev.ocellus.evaluate;

/**
 * What a threshold does.
 *
 * @param threshold two faces whose distance is at most this match
 * @param fmr false matches among impostor comparisons
 * @param fnmr false non-matches among genuine comparisons
 */
public record VerificationPoint(double threshold, ErrorRate fmr, ErrorRate fnmr) {
    /** True acceptances: genuine comparisons that match. */
    public ErrorRate tar() {
        return fnmr.complement();
    }
}
