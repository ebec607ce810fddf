package dev.ocellus.evaluate;

/** What may be said about a false-match rate that somebody wants. */
public sealed interface FmrClaim {
    /** The rate that was wanted, above 0 to 1. */
    double wanted();

    /**
     * There were enough impostor comparisons.
     *
     * @param point the largest threshold at which no larger share of them matched than was wanted
     */
    record Supported(double wanted, VerificationPoint point) implements FmrClaim {}

    /**
     * Nothing can be said: even without any false match the true rate might be higher than the wanted one.
     *
     * @param impostors how many impostor comparisons there were
     * @param needed how many there must be
     */
    record Unsupported(double wanted, long impostors, long needed) implements FmrClaim {}
}
