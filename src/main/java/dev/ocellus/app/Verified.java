package dev.ocellus.app;

import dev.ocellus.frame.Identity.FalseMatch;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison of two faces came to.
 *
 * @param distance of the faces
 * @param rule from which distance on they match
 * @param notes what is good to know
 */
public record Verified(double distance, MatchRule rule, List<String> notes) {
    public Verified {
        notes = List.copyOf(notes);
    }

    public boolean match() {
        return rule.matches(distance);
    }

    /** How often faces of two different people are as near as these. */
    public Optional<FalseMatch> falseMatch() {
        return rule.falseMatch(distance);
    }
}
