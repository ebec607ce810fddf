package dev.ocellus.dataset;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The boxes of one picture, each looked at on its own: what cannot be meant is refused, what reaches beyond the picture is cut off. */
final class BoxSieve {
    /** Farther outside the picture than this, in pixels, a box is worth a finding; below, it was merely counted from another corner. */
    private static final double TOLERATED_OVERHANG = 1;

    private final Path file;
    private final Size size;
    private final List<Finding> findings;
    private final Map<TruthBox, Integer> lines = new LinkedHashMap<>();

    /**
     * A sieve for a picture.
     *
     * @param file of the labels, for findings
     * @param size of the picture; null where it is not known, so that boxes cannot be held against it
     */
    BoxSieve(Path file, Size size, List<Finding> findings) {
        this.file = file;
        this.size = size;
        this.findings = findings;
    }

    /**
     * Takes a box.
     *
     * @param line where it stands
     * @throws FaultException where it cannot be meant
     */
    void add(int line, double left, double top, double right, double bottom, String label, boolean difficult)
            throws FaultException {
        add(line, left, top, right, bottom, label, difficult, false);
    }

    /**
     * Takes a box that may be around a crowd.
     *
     * @param line where it stands
     * @throws FaultException where it cannot be meant
     */
    void add(
            int line,
            double left,
            double top,
            double right,
            double bottom,
            String label,
            boolean difficult,
            boolean crowd)
            throws FaultException {
        Box box = box(line, left, top, right, bottom, label);
        take(line, crowd ? TruthBox.ofCrowd(box, label) : new TruthBox(box, label, difficult));
    }

    /**
     * Takes the box of a face with its landmarks.
     *
     * @param line where it stands
     * @throws FaultException where it cannot be meant
     */
    void add(int line, Box around, String label, boolean difficult, Landmarks landmarks) throws FaultException {
        Box box = box(line, around.left(), around.top(), around.right(), around.bottom(), label);
        take(line, new TruthBox(box, label, difficult, Optional.of(landmarks)));
    }

    private Box box(int line, double left, double top, double right, double bottom, String label)
            throws FaultException {
        if (label.isBlank()) {
            throw new FaultException(Finding.Kind.OBJECT_WITHOUT_NAME, line, "an object without a name", "name it");
        }
        if (!(right > left && bottom > top)) {
            throw new FaultException(
                    Finding.Kind.BOX_WITHOUT_AREA,
                    line,
                    "a box without area (%s to %s, %s to %s)".formatted(left, right, top, bottom),
                    "its right and lower edge must lie beyond its left and upper one");
        }
        Box box = new Box(left, top, right, bottom);
        return size == null ? box : inside(line, box);
    }

    private void take(int line, TruthBox marked) throws FaultException {
        Integer first = lines.putIfAbsent(marked, line);
        if (first != null) {
            throw new FaultException(
                    Finding.Kind.BOX_TWICE,
                    line,
                    "the same box twice" + (first == line ? "" : ", first in line " + first),
                    "remove one of them");
        }
    }

    private Box inside(int line, Box box) throws FaultException {
        Box clipped = box.clip(size);
        if (clipped.area() == 0) {
            throw new FaultException(
                    Finding.Kind.BOX_OUTSIDE,
                    line,
                    "a box outside its picture of " + size,
                    "correct the box or the size of the picture");
        }
        double overhang = Math.max(
                Math.max(clipped.left() - box.left(), clipped.top() - box.top()),
                Math.max(box.right() - clipped.right(), box.bottom() - clipped.bottom()));
        if (overhang > TOLERATED_OVERHANG) {
            // tenths of pixels say enough, and hide the rounding of fractions
            findings.add(new Finding(
                    Finding.Kind.BOX_OVERHANG,
                    file,
                    line,
                    Finding.Loss.NOTHING,
                    "a box reaching %s pixels beyond its picture of %s, cut off there"
                            .formatted(Math.round(overhang * 10) / 10.0, size),
                    "correct the box or the size of the picture"));
        }
        return clipped;
    }

    /** What passed, in order. */
    List<TruthBox> boxes() {
        return List.copyOf(lines.keySet());
    }

    /** Where that is written. */
    Place place() {
        return new Place(file, List.copyOf(lines.values()));
    }
}
