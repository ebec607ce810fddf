package dev.ocellus.examine;

import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.Place;
import dev.ocellus.frame.TruthBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How often each class is marked, and classes that are unused, rare or written in two ways. */
final class ClassChecks {
    /** A class this many times as frequent as another one makes it hard to learn. */
    private static final int RARE = 100;

    private final Dataset dataset;
    private final Path folder;
    private final List<Finding> findings;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    /** A class while it is counted. */
    private static final class Count {
        private final Place firstPlace;
        private final int firstLine;
        private final Map<Part, Long> byPart = new EnumMap<>(Part.class);
        private long boxes;
        private long difficult;
        private int pictures;

        private Count(Place firstPlace, int firstLine) {
            this.firstPlace = firstPlace;
            this.firstLine = firstLine;
        }
    }

    private ClassChecks(Dataset dataset, Path folder, List<Finding> findings) {
        this.dataset = dataset;
        this.folder = folder;
        this.findings = findings;
    }

    /** Counts; the classes come most frequent first. */
    static List<ClassCount> of(Dataset dataset, Path folder, List<Finding> findings) {
        ClassChecks checks = new ClassChecks(dataset, folder, findings);
        dataset.pictures()
                .forEach(picture -> checks.count(picture, dataset.parts().get(picture.id())));
        checks.tellUnused();
        checks.tellRare();
        checks.tellSpellings();
        return checks.counts.entrySet().stream()
                .map(of -> new ClassCount(
                        of.getKey(),
                        of.getValue().boxes,
                        of.getValue().difficult,
                        of.getValue().pictures,
                        of.getValue().byPart))
                .sorted(Comparator.comparingLong(ClassCount::boxes).reversed().thenComparing(ClassCount::label))
                .toList();
    }

    private void count(LabelledPicture picture, Part part) {
        Place place = dataset.places().get(picture.id());
        Set<String> here = new HashSet<>();
        List<TruthBox> boxes = picture.truth().boxes();
        for (int i = 0; i < boxes.size(); i++) {
            int line = place.lines().get(i);
            Count count = counts.computeIfAbsent(boxes.get(i).label(), label -> new Count(place, line));
            count.boxes++;
            count.difficult += boxes.get(i).difficult() ? 1 : 0;
            if (part != null) {
                count.byPart.merge(part, 1L, Long::sum);
            }
            if (here.add(boxes.get(i).label())) {
                count.pictures++;
            }
        }
    }

    private void tellUnused() {
        for (String label : dataset.classes()) {
            if (!counts.containsKey(label)) {
                findings.add(new Finding(
                        Finding.Kind.CLASS_UNUSED,
                        folder,
                        0,
                        Finding.Loss.NOTHING,
                        "class '" + label + "' has no box",
                        "label some, or take it off the list"));
            }
        }
    }

    private void tellRare() {
        long most =
                counts.values().stream().mapToLong(count -> count.boxes).max().orElse(0);
        counts.forEach((label, count) -> {
            if (count.boxes * RARE < most) {
                tell(
                        Finding.Kind.CLASS_RARE,
                        count,
                        "class '%s' has %d boxes where the most frequent one has %d"
                                .formatted(label, count.boxes, most),
                        "label more of it, or expect little of it");
            }
        });
    }

    private void tellSpellings() {
        Map<String, List<String>> byForm = new HashMap<>();
        counts.keySet().forEach(label -> byForm.computeIfAbsent(form(label), form -> new ArrayList<>())
                .add(label));
        for (List<String> alike : byForm.values()) {
            alike.sort(Comparator.comparingLong((String label) -> counts.get(label).boxes)
                    .reversed()
                    .thenComparing(label -> label));
            for (String label : alike.subList(1, alike.size())) {
                tell(
                        Finding.Kind.CLASS_SPELLING,
                        counts.get(label),
                        "class '%s', %d boxes, beside '%s', %d boxes"
                                .formatted(
                                        label, counts.get(label).boxes, alike.get(0), counts.get(alike.get(0)).boxes),
                        "call both by one name if they are one class");
            }
        }
        Set<String> listed = new HashSet<>();
        for (String label : dataset.classes()) {
            if (!listed.add(label)) {
                findings.add(new Finding(
                        Finding.Kind.CLASS_SPELLING,
                        folder,
                        0,
                        Finding.Loss.NOTHING,
                        "class '" + label + "' is listed twice",
                        "give each number a name of its own"));
            }
        }
    }

    /** A name without what people write now one way, now another; empty ones stand for themselves. */
    private static String form(String label) {
        String form = label.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-.]+", "");
        return form.isEmpty() ? label : form;
    }

    private void tell(Finding.Kind kind, Count count, String what, String toDo) {
        findings.add(new Finding(kind, count.firstPlace.file(), count.firstLine, Finding.Loss.NOTHING, what, toDo));
    }
}
