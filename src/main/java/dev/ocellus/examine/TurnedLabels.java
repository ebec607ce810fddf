package dev.ocellus.examine;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Place;
import dev.ocellus.examine.Turn.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Labels and pictures that do not agree on which way is up.
 *
 * @param marked pictures with a mark in EXIF that turns them
 * @param upright of these, how many have boxes that fit the upright picture
 * @param stored of these, how many have boxes that fit the pixels in the file
 */
public record TurnedLabels(int marked, int upright, int stored) {
    /** So many boxes that all gain by the same hypothesis are no chance. */
    private static final int FEWEST = 4;

    /** From how many standard errors on the mean gain is no chance. */
    private static final double SIGNIFICANT = 3;

    private static final double LEAST_ERROR = 0.02;

    /** Of how many pictures nobody can tell. */
    public int unsettled() {
        return marked - upright - stored;
    }

    /** Judges all pictures of a set; what does not fit becomes a finding. */
    static TurnedLabels of(List<Sighting> sightings, Map<String, Place> places, List<Finding> findings) {
        Verdict together = together(sightings);
        int marked = 0;
        int upright = 0;
        int stored = 0;
        for (Sighting sighting : sightings) {
            Verdict verdict = sighting.turn().verdict();
            if (verdict == Verdict.BEFORE_TURNING) {
                findings.add(beforeTurning(sighting, places));
            } else if (verdict != Verdict.NONE) {
                marked++;
                boolean hasBoxes = !sighting.picture().truth().boxes().isEmpty();
                Verdict settled = verdict == Verdict.UNSETTLED ? (hasBoxes ? together : Verdict.UPRIGHT) : verdict;
                upright += settled == Verdict.UPRIGHT ? 1 : 0;
                if (settled == Verdict.STORED) {
                    stored++;
                    findings.add(stored(sighting, places, verdict));
                }
            }
        }
        return new TurnedLabels(marked, upright, stored);
    }

    /** What the edges of all boxes say together. */
    private static Verdict together(List<Sighting> sightings) {
        List<Double> gains = new ArrayList<>();
        sightings.forEach(sighting -> gains.addAll(sighting.turn().gains()));
        if (gains.size() < FEWEST) {
            return Verdict.UNSETTLED;
        }
        double mean = gains.stream().mapToDouble(gain -> gain).average().orElseThrow();
        double squares = gains.stream()
                .mapToDouble(gain -> (gain - mean) * (gain - mean))
                .sum();
        double error = Math.max(LEAST_ERROR, Math.sqrt(squares / (gains.size() - 1.0) / gains.size()));
        if (Math.abs(mean) < SIGNIFICANT * error) {
            return Verdict.UNSETTLED;
        }
        return mean > 0 ? Verdict.STORED : Verdict.UPRIGHT;
    }

    private static Finding stored(Sighting sighting, Map<String, Place> places, Verdict bySize) {
        int orientation = sighting.header().orElseThrow().orientation();
        return finding(
                sighting,
                places,
                "boxes drawn on the picture as it lies in the file; EXIF orientation %d turns it, and programs that heed that, as this one does, see them elsewhere (%s)"
                        .formatted(
                                orientation,
                                bySize == Verdict.STORED
                                        ? "the stated size, or boxes beyond the edge, say so"
                                        : "the edges of all boxes of turned pictures together say so"),
                "turn the boxes with the picture, or remove the mark from the picture and draw it as it lies");
    }

    private static Finding beforeTurning(Sighting sighting, Map<String, Place> places) {
        return finding(
                sighting,
                places,
                "labels for a picture of %s, but it is %s: it was turned after they were made, or they were made by a program that turned it"
                        .formatted(
                                sighting.picture().stated().orElseThrow(),
                                sighting.size().orElseThrow()),
                "turn the boxes by 90 degrees as the picture was, or bring back the picture as it was");
    }

    private static Finding finding(Sighting sighting, Map<String, Place> places, String what, String toDo) {
        Place place = places.get(sighting.picture().id());
        int line = place.lines().isEmpty() ? 0 : place.lines().get(0);
        return new Finding(Finding.Kind.UNTURNED_LABELS, place.file(), line, Finding.Loss.NOTHING, what, toDo);
    }
}
