package dev.ocellus.app;

import dev.ocellus.gallery.EncoderIdentity;

/** An encoder in one word, by which distances that were written down are known to be its own. */
final class EncoderName {
    private static final int DIGITS = 16;

    private EncoderName() {}

    /** The first digits of the hashes of its model and of its preprocessing. */
    static String of(EncoderIdentity encoder) {
        return encoder.modelSha256().substring(0, DIGITS)
                + "-"
                + encoder.preprocessingSha256().substring(0, DIGITS);
    }
}
