package dev.ocellus.examine;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Place;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Map;

/** Labels that state another size than their picture has. */
final class SizeCheck {
    /** Sides that agree to this part were rounded. */
    private static final double ROUNDING = 0.01;

    private SizeCheck() {}

    static void of(List<Sighting> sightings, Map<String, Place> places, List<Finding> findings) {
        for (Sighting sighting : sightings) {
            Turn.Verdict turn = sighting.turn().verdict();
            if (turn == Turn.Verdict.STORED
                    || turn == Turn.Verdict.BEFORE_TURNING
                    || sighting.size().isEmpty()) {
                continue; // told elsewhere
            }
            Size size = sighting.size().get();
            sighting.picture().stated().filter(stated -> !stated.equals(size)).ifPresent(stated -> {
                Place place = places.get(sighting.picture().id());
                double across = (double) size.width() / stated.width();
                double down = (double) size.height() / stated.height();
                boolean scaled = Math.abs(across / down - 1) < ROUNDING;
                findings.add(new Finding(
                        Finding.Kind.STATED_SIZE,
                        place.file(),
                        place.lines().isEmpty() ? 0 : place.lines().get(0),
                        Finding.Loss.NOTHING,
                        "the labels say that %s is %s, but it is %s%s"
                                .formatted(
                                        sighting.picture().fileName(),
                                        stated,
                                        size,
                                        scaled
                                                ? ", so it was scaled by %s"
                                                        .formatted(Math.round(1000 * across) / 1000.0)
                                                : ""),
                        scaled ? "scale the boxes, too" : "look whether the boxes fit, and correct the size"));
            });
        }
    }
}
