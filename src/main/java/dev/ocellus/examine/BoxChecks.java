package dev.ocellus.examine;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Finding.Kind;
import dev.ocellus.dataset.Finding.Loss;
import dev.ocellus.dataset.Place;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Boxes that can be meant, but hardly are: held against their pictures, against one another and against others of their class. */
final class BoxChecks {
    /** Farther outside than this, in pixels, a box is not merely counted from another corner. */
    private static final double TOLERATED_OVERHANG = 1;

    private static final double TINY = 2;

    /** A box that leaves less than this of its picture free, in parts of the picture's area, is the picture. */
    private static final double FREE = 0.01;

    /** Where half of a class fills so much of its pictures, one that fills its picture is nothing special. */
    private static final double LARGE_CLASS = 0.3;

    private static final double NEARLY_TWICE = 0.9;
    private static final double TWO_CLASSES = 0.95;

    private final Map<String, Place> places;
    private final Map<String, Double> medianShares;
    private final List<Finding> findings;

    private BoxChecks(Map<String, Place> places, Map<String, Double> medianShares, List<Finding> findings) {
        this.places = places;
        this.medianShares = medianShares;
        this.findings = findings;
    }

    /** Looks at the boxes of all pictures whose size is known. */
    static void of(List<Sighting> sightings, Map<String, Place> places, List<Finding> findings) {
        BoxChecks checks = new BoxChecks(places, medianShares(sightings), findings);
        for (Sighting sighting : sightings) {
            sighting.size().ifPresent(size -> checks.look(sighting, size));
        }
    }

    /** How much of its picture a box of each class covers in the median. */
    private static Map<String, Double> medianShares(List<Sighting> sightings) {
        Map<String, double[]> shares = new HashMap<>();
        for (Sighting sighting : sightings) {
            sighting.size().ifPresent(size -> sighting.picture().truth().boxes().forEach(box -> {
                double share = box.box().area() / size.area();
                shares.merge(box.label(), new double[] {share}, BoxChecks::joined);
            }));
        }
        Map<String, Double> medians = new HashMap<>();
        shares.forEach((label, all) -> {
            Arrays.sort(all);
            medians.put(label, all[all.length / 2]);
        });
        return medians;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private void look(Sighting sighting, Size size) {
        Place place = places.get(sighting.picture().id());
        List<TruthBox> boxes = sighting.picture().truth().boxes();
        boolean sizeWasKnown = sighting.picture().stated().filter(size::equals).isPresent();
        for (int i = 0; i < boxes.size(); i++) {
            int line = place.lines().get(i);
            // boxes that were drawn on the picture before it was turned are told of all together
            if (!sizeWasKnown && sighting.turn().verdict() == Turn.Verdict.NONE) {
                inside(place, line, boxes.get(i).box(), size);
            }
            size(place, line, boxes.get(i), size);
            for (int j = 0; j < i; j++) {
                twice(place, line, boxes.get(i), boxes.get(j), place.lines().get(j));
            }
        }
    }

    private void inside(Place place, int line, Box box, Size size) {
        if (box.clip(size).area() == 0) {
            add(
                    Kind.BOX_OUTSIDE,
                    place,
                    line,
                    Loss.BOX,
                    "a box outside its picture of " + size + ", box left out",
                    "correct the box");
            return;
        }
        double overhang = Math.max(
                Math.max(-box.left(), -box.top()), Math.max(box.right() - size.width(), box.bottom() - size.height()));
        if (overhang > TOLERATED_OVERHANG) {
            add(
                    Kind.BOX_OVERHANG,
                    place,
                    line,
                    Loss.NOTHING,
                    "a box reaching %s pixels beyond its picture of %s, cut off there"
                            .formatted(Math.round(overhang * 10) / 10.0, size),
                    "correct the box");
        }
    }

    private void size(Place place, int line, TruthBox marked, Size size) {
        Box box = marked.box();
        if (box.width() < TINY || box.height() < TINY) {
            add(
                    Kind.TINY_BOX,
                    place,
                    line,
                    Loss.NOTHING,
                    "a %s of %s x %s pixels"
                            .formatted(
                                    marked.label(),
                                    Math.round(box.width() * 10) / 10.0,
                                    Math.round(box.height() * 10) / 10.0),
                    "remove it if it is a slip of the mouse");
        } else if (box.area() > (1 - FREE) * size.area() && medianShares.get(marked.label()) < LARGE_CLASS) {
            add(
                    Kind.HUGE_BOX,
                    place,
                    line,
                    Loss.NOTHING,
                    "a %s that fills its picture of %s, where half of them cover less than %s %% of theirs"
                            .formatted(
                                    marked.label(), size, Math.round(1000 * medianShares.get(marked.label())) / 10.0),
                    "look whether an object was meant");
        }
    }

    private void twice(Place place, int line, TruthBox box, TruthBox before, int lineBefore) {
        double iou = box.box().iou(before.box());
        String where = line == lineBefore ? "" : " of line " + lineBefore;
        if (box.label().equals(before.label()) && iou >= NEARLY_TWICE) {
            add(
                    Kind.BOX_NEARLY_TWICE,
                    place,
                    line,
                    Loss.NOTHING,
                    "a %s that shares %d %% with another one%s".formatted(box.label(), (int) (100 * iou), where),
                    "remove one of them if they are one object");
        } else if (!box.label().equals(before.label()) && iou >= TWO_CLASSES) {
            add(
                    Kind.BOX_OF_TWO_CLASSES,
                    place,
                    line,
                    Loss.NOTHING,
                    "a %s in the place of the %s%s".formatted(box.label(), before.label(), where),
                    "keep the one that it is");
        }
    }

    private void add(Kind kind, Place place, int line, Loss loss, String what, String toDo) {
        findings.add(new Finding(kind, place.file(), line, loss, what, toDo));
    }
}
