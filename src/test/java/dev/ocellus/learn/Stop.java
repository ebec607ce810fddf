package dev.ocellus.learn;

/** What a test ends a fit with. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
