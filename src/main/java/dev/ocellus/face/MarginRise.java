package dev.ocellus.face;

/**
 * Margins that grow: none at first, when everything is still confused, and the whole one later.
 *
 * @param from progress of the training until which there is none
 * @param to progress from which it is whole
 */
record MarginRise(double from, double to) {
    static final MarginRise STANDARD = new MarginRise(0.25, 0.6);

    /** The share of the margin, in [0, 1]. */
    double at(double progress) {
        return Math.max(0, Math.min(1, (progress - from) / (to - from)));
    }
}
