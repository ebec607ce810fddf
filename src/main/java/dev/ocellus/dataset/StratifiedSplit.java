package dev.ocellus.dataset;

import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Deals the pictures of a set out into parts such that each class has its share in each. A group counts for its rarest class; within a class the
 * groups are ordered by a hash of their names, and the first of this order are held back for development, the next for the test and the last as
 * like training. So a new picture moves few others, and one that is in a list to keep moves never. Groups are not torn. A class with a single group
 * is learnt from; classes too small to have their share in each part are dealt out together.
 */
public final class StratifiedSplit {
    private static final List<Part> FROM_THE_FRONT = List.of(Part.DEVELOPMENT, Part.TEST);

    private final SplitShares shares;
    private final SplitList keep;
    private final Map<String, Long> picturesOfClass;
    private final Map<String, Part> parts = new TreeMap<>();

    /** Pictures that stay together. */
    private record Group(String name, double place, List<LabelledPicture> pictures, String rarest) {
        int size() {
            return pictures.size();
        }
    }

    private StratifiedSplit(SplitShares shares, SplitList keep, Map<String, Long> picturesOfClass) {
        this.shares = shares;
        this.keep = keep;
        this.picturesOfClass = picturesOfClass;
    }

    /**
     * What each picture is for, by its id.
     *
     * @param groups which pictures belong together
     * @param keep parts that are settled, of pictures that may be there or not
     */
    public static Map<String, Part> of(Dataset dataset, SplitList groups, SplitShares shares, SplitList keep) {
        Map<String, Long> picturesOfClass = new HashMap<>();
        Map<String, List<LabelledPicture>> byGroup = new TreeMap<>();
        for (LabelledPicture picture : dataset.pictures()) {
            classes(picture).forEach(label -> picturesOfClass.merge(label, 1L, Long::sum));
            byGroup.computeIfAbsent(groups.group(picture), name -> new ArrayList<>())
                    .add(picture);
        }
        StratifiedSplit split = new StratifiedSplit(shares, keep, picturesOfClass);
        Map<String, List<Group>> strata = new TreeMap<>();
        byGroup.forEach((name, pictures) -> {
            Group group = new Group(name, Split.place(name), pictures, split.rarest(pictures));
            strata.computeIfAbsent(group.rarest(), label -> new ArrayList<>()).add(group);
        });
        List<Group> together = new ArrayList<>();
        for (List<Group> stratum : strata.values()) {
            if (stratum.size() == 1) {
                split.deal(stratum, new SplitShares(0, 0));
            } else if (split.isSmall(stratum)) {
                together.addAll(stratum);
            } else {
                split.deal(stratum, shares);
            }
        }
        split.deal(together, shares);
        return split.parts;
    }

    private static Set<String> classes(LabelledPicture picture) {
        Set<String> classes = new HashSet<>();
        for (TruthBox box : picture.truth().boxes()) {
            classes.add(box.label());
        }
        return classes;
    }

    /** The class of which the fewest pictures show something; empty where the pictures show nothing. */
    private String rarest(Collection<LabelledPicture> pictures) {
        return pictures.stream()
                .flatMap(picture -> classes(picture).stream())
                .min(Comparator.comparingLong((String label) -> picturesOfClass.get(label))
                        .thenComparing(label -> label))
                .orElse("");
    }

    /** Whether some part would have less than one picture of it. */
    private boolean isSmall(List<Group> stratum) {
        int pictures = pictures(stratum);
        return List.of(shares.development(), shares.test(), shares.trainDevelopment()).stream()
                .anyMatch(share -> share > 0 && share * pictures < 1);
    }

    private static int pictures(List<Group> groups) {
        return groups.stream().mapToInt(Group::size).sum();
    }

    private void deal(List<Group> groups, SplitShares shares) {
        Map<Part, Double> lacking = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            lacking.put(part, shares.of(part) * pictures(groups));
        }
        List<Group> open = new LinkedList<>();
        for (Group group : groups) {
            Optional<Part> settled = settled(group);
            settled.ifPresent(part -> lacking.merge(part, (double) -group.size(), Double::sum));
            settled.ifPresentOrElse(part -> put(group, part), () -> open.add(group));
        }
        open.sort(Comparator.comparingDouble(Group::place).thenComparing(Group::name));
        for (Part part : FROM_THE_FRONT) {
            fill(part, lacking.get(part), open);
        }
        Collections.reverse(open);
        fill(Part.TRAIN_DEVELOPMENT, lacking.get(Part.TRAIN_DEVELOPMENT), open);
        open.forEach(group -> put(group, Part.TRAIN));
    }

    /** Moves groups into a part as long as that brings it nearer to what it lacks. */
    private void fill(Part part, double lacking, List<Group> open) {
        double left = lacking;
        for (Iterator<Group> groups = open.iterator(); groups.hasNext() && left > 0; ) {
            Group group = groups.next();
            if (group.size() < 2 * left) {
                put(group, part);
                groups.remove();
                left -= group.size();
            }
        }
    }

    /** The part that a group is kept in. Where the list itself has torn it, what was learnt from stays so. */
    private Optional<Part> settled(Group group) {
        return group.pictures().stream()
                .flatMap(picture -> keep.part(picture).stream())
                .min(Comparator.naturalOrder());
    }

    private void put(Group group, Part part) {
        for (LabelledPicture picture : group.pictures()) {
            parts.put(picture.id(), keep.part(picture).orElse(part));
        }
    }
}
