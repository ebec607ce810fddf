package dev.ocellus.evaluate;

/**
 * What kind of mistake a false or missing detection is. With the overlap to a truth called near from 0.1 and enough from 0.5, a false detection is the
 * first that fits, in the order of the constants but for {@link #BOTH}, which is what remains.
 *
 * @see <a href="https://arxiv.org/abs/2008.08115">Bolya et al., TIDE: A General Toolbox for Identifying Object Detection Errors, section 2.2</a>
 */
public enum ErrorKind {
    /** The right label near a truth, but not overlapping enough. */
    LOCALISATION,
    /** Overlapping a truth of another label enough. */
    CLASS,
    /** Right, but another detection with a higher score found that truth before. */
    DUPLICATE,
    /** Near no truth. */
    BACKGROUND,
    /** Near a truth of another label: the wrong label and not overlapping enough. */
    BOTH,
    /** A truth that was not found, and on which no detection was wrong in place or label alone. */
    MISSED
}
