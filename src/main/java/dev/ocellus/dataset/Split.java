package dev.ocellus.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A split into a training and a development part that stays the same for ever: the side of a picture depends on its key alone, so pictures can
 * be added or removed without moving the others. Pictures with one key, say cuts of one photo, are on the same side.
 *
 * @param share part of the keys that goes to the development part, in [0, 1]
 */
public record Split(double share) {
    public Split {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the development share must be in [0, 1], got " + share);
        }
    }

    /** What happens to the two sides of a set. */
    public enum Policy {
        /** All pictures are for training. */
        TRAIN_ONLY,
        /** The development and test parts are measured on. */
        HASH,
        /** What is not for training is put aside: never measured on, but its photos may be in the development part of another set. */
        HASH_UNMEASURED,
        /** The set's own lists decide, and what is on none of them is put aside; without a development part a share of the training part becomes it. */
        GIVEN
    }

    /** Whether pictures with this key belong to the development part: their {@link #place} is below the share. */
    public boolean isDevelopment(String key) {
        return place(key) < share;
    }

    /** The place of a key among all keys: the first 53 bits of its SHA-256, as a fraction in [0, 1). */
    static double place(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
