package dev.ocellus.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Two pictures of faces that are to be compared, or that were.
 *
 * @param line where the file of pairs names them, counted from 1
 * @param a path of one picture, relative to the folder of the pictures
 * @param b path of the other one
 * @param same whether both show the same person, where the file says so
 * @param fold the part of the file that the pair belongs to, where it has parts
 * @param distance of the faces, where they were compared before
 * @param reason why they could not be compared; empty where nothing is said
 * @param columns everything that the file says about the pair, by column
 */
public record FacePair(
        int line,
        String a,
        String b,
        Optional<Boolean> same,
        OptionalInt fold,
        OptionalDouble distance,
        String reason,
        Map<String, String> columns) {
    public FacePair {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
