package dev.ocellus.dataset;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is left out of a set because of faults, counted. A box that is left out never costs its picture.
 *
 * @param boxes by the kind of fault
 * @param pictures pictures or their labels, by the kind of fault
 */
public record Rejects(Map<Finding.Kind, Long> boxes, Map<Finding.Kind, Long> pictures) {
    public Rejects {
        boxes = Map.copyOf(boxes);
        pictures = Map.copyOf(pictures);
    }

    /** What these findings cost. */
    public static Rejects of(Collection<Finding> findings) {
        return new Rejects(count(findings, Finding.Loss.BOX), count(findings, Finding.Loss.PICTURE));
    }

    private static Map<Finding.Kind, Long> count(Collection<Finding> findings, Finding.Loss loss) {
        return findings.stream()
                .filter(finding -> finding.loss() == loss)
                .collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
    }

    public long boxCount() {
        return sum(boxes);
    }

    public long pictureCount() {
        return sum(pictures);
    }

    /** Boxes and pictures together. */
    public long total() {
        return boxCount() + pictureCount();
    }

    private static long sum(Map<Finding.Kind, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people: {@code 3 boxes (2 box-outside, 1 unknown-class) and 1 picture (1 unreadable-picture)}. */
    @Override
    public String toString() {
        return "%d %s%s and %d %s%s"
                .formatted(
                        boxCount(),
                        boxCount() == 1 ? "box" : "boxes",
                        kinds(boxes),
                        pictureCount(),
                        pictureCount() == 1 ? "picture" : "pictures",
                        kinds(pictures));
    }

    private static String kinds(Map<Finding.Kind, Long> counts) {
        if (counts.isEmpty()) {
            return "";
        }
        Map<Finding.Kind, Long> ordered = new EnumMap<>(counts);
        return ordered.entrySet().stream()
                .sorted(Map.Entry.<Finding.Kind, Long>comparingByValue().reversed())
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
