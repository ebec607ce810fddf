package dev.ocellus.examine;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Part;
import dev.ocellus.image.PictureHash;
import dev.ocellus.image.PictureHash.Likeness;
import java.util.List;
import java.util.Map;

/**
 * Pictures that are there twice. On two sides of a split they make a detector look better than it is; on one side they only weigh more. Each
 * picture is told of once, with the first one that it is most like, one of another part before one of its own.
 */
final class Twins {
    private final Map<String, Part> parts;
    private final List<Finding> findings;

    private Twins(Map<String, Part> parts, List<Finding> findings) {
        this.parts = parts;
        this.findings = findings;
    }

    /**
     * Compares each picture with all before it; the time grows with the square of their number, a second for some ten thousand.
     *
     * @param parts what pictures are for, by their ids
     */
    static void of(List<Sighting> sightings, Map<String, Part> parts, List<Finding> findings) {
        List<Sighting> seen = sightings.stream()
                .filter(sighting -> sighting.hash().isPresent())
                .toList();
        PictureHash[] hashes =
                seen.stream().map(sighting -> sighting.hash().orElseThrow()).toArray(PictureHash[]::new);
        Twins twins = new Twins(parts, findings);
        for (int i = 0; i < hashes.length; i++) {
            int best = -1;
            int rank = Integer.MAX_VALUE;
            for (int j = 0; j < i; j++) {
                Likeness likeness = hashes[i].likeness(hashes[j]);
                if (likeness != Likeness.NONE) {
                    int here =
                            likeness.ordinal() + (twins.apart(seen.get(i), seen.get(j)) ? 0 : Likeness.values().length);
                    if (here < rank) {
                        rank = here;
                        best = j;
                    }
                }
            }
            if (best >= 0) {
                twins.tell(seen.get(i), seen.get(best), hashes[i].likeness(hashes[best]));
            }
        }
    }

    /** Whether it is known that the two are for different things. */
    private boolean apart(Sighting one, Sighting other) {
        Part first = parts.get(one.picture().id());
        Part second = parts.get(other.picture().id());
        return first != null && second != null && first != second;
    }

    private void tell(Sighting picture, Sighting twin, Likeness likeness) {
        boolean apart = apart(picture, twin);
        boolean same = likeness == Likeness.SAME;
        int boxes = picture.picture().truth().boxes().size();
        int others = twin.picture().truth().boxes().size();
        findings.add(new Finding(
                same
                        ? apart ? Finding.Kind.SAME_PICTURE_ACROSS_PARTS : Finding.Kind.SAME_PICTURE
                        : apart ? Finding.Kind.SIMILAR_PICTURE_ACROSS_PARTS : Finding.Kind.SIMILAR_PICTURE,
                picture.picture().file(),
                0,
                Finding.Loss.NOTHING,
                "%s%s %s%s%s"
                        .formatted(
                                apart ? "is for " + parts.get(picture.picture().id()) + " and " : "",
                                switch (likeness) {
                                    case SAME -> "is the same picture as";
                                    case SIMILAR -> "can hardly be told from";
                                    default -> "is nearly the mirror image of";
                                },
                                twin.picture().id(),
                                apart
                                        ? ", which is for "
                                                + parts.get(twin.picture().id())
                                        : "",
                                boxes == others ? "" : "; it has %d boxes, the other one %d".formatted(boxes, others)),
                apart ? "put both on one side of the split, or remove one" : "remove one, or keep both on one side"));
    }
}
