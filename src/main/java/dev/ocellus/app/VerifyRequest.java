package dev.ocellus.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which two faces somebody wants compared.
 *
 * @param a a picture, or somebody enrolled
 * @param b a picture, or somebody enrolled
 * @param gallery who is enrolled; only needed where somebody is named
 * @param distance the largest at which they match, where it is not to be that of the gallery
 * @param explain where a picture goes that shows what made the distance
 * @param maxPixels pictures with more pixels are rejected
 */
public record VerifyRequest(
        String a, String b, Path gallery, OptionalDouble distance, Optional<Path> explain, long maxPixels) {}
