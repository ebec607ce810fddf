package dev.ocellus.dataset;

import java.util.List;
import java.util.Objects;

/**
 * The labelled pictures of one folder, in the order of their ids, and what was odd about them.
 *
 * @param name name of the set, for reports
 * @param pictures the usable pictures
 * @param findings what was rejected or looked wrong
 */
public record Dataset(String name, List<LabelledPicture> pictures, List<Finding> findings) {
    public Dataset {
        Objects.requireNonNull(name);
        pictures = List.copyOf(pictures);
        findings = List.copyOf(findings);
    }
}
