package dev.ocellus.dataset;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The labelled pictures of one folder, in the order of their ids, and what was odd about them.
 *
 * @param name name of the set, for reports
 * @param pictures the usable pictures
 * @param findings what was rejected or looked wrong
 * @param classes the classes that the set lists, in its order, whether there are boxes of them or not; empty where it lists none
 * @param places where the labels of the pictures are written, by their ids
 * @param parts what the set says its pictures are for, by their ids; those of which it says nothing are missing
 */
public record Dataset(
        String name,
        List<LabelledPicture> pictures,
        List<Finding> findings,
        List<String> classes,
        Map<String, Place> places,
        Map<String, Part> parts) {
    public Dataset {
        Objects.requireNonNull(name);
        pictures = List.copyOf(pictures);
        findings = List.copyOf(findings);
        classes = List.copyOf(classes);
        places = Map.copyOf(places);
        parts = Map.copyOf(parts);
    }

    /** The set with other parts. */
    public Dataset withParts(Map<String, Part> parts) {
        return new Dataset(name, pictures, findings, classes, places, parts);
    }
}
