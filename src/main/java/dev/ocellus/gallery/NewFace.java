package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import java.util.Objects;
import java.util.Optional;

/**
 * A face that is to be enrolled.
 *
 * @param embedding what the encoder made of it
 * @param source name of the picture's file, without its folders
 * @param pictureSha256 of the bytes of that file, 64 hexadecimal digits
 * @param box where in the picture, in source pixels
 * @param landmarks in source pixels
 * @param quality how well it can be seen
 * @param thumbnail the upright face as a PNG file, where the user chose to keep it
 */
public record NewFace(
        Embedding embedding,
        String source,
        String pictureSha256,
        Box box,
        Optional<Landmarks> landmarks,
        Quality quality,
        Optional<byte[]> thumbnail) {
    public NewFace {
        Objects.requireNonNull(embedding);
        Objects.requireNonNull(source);
        Sha256.require(pictureSha256);
        Objects.requireNonNull(box);
        Objects.requireNonNull(landmarks);
        Objects.requireNonNull(quality);
        thumbnail = thumbnail.map(byte[]::clone);
    }
}
