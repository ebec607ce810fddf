package dev.ocellus.report;

import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorAnalysis;
import dev.ocellus.evaluate.Suspicion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The errors in the order in which they are to be looked at, counted from 1: those that may be wrong labels, then the others by kind and score. */
final class ErrorNumbers {
    private final List<DetectionError> ordered = new ArrayList<>();
    private final Map<DetectionError, Integer> numbers = new IdentityHashMap<>();
    private final Map<DetectionError, Suspicion> suspicions = new IdentityHashMap<>();

    ErrorNumbers(ErrorAnalysis analysis, List<Suspicion> suspicions) {
        for (Suspicion suspicion : suspicions) {
            this.suspicions.put(suspicion.error(), suspicion);
            add(suspicion.error());
        }
        analysis.errors().stream()
                .filter(error -> !numbers.containsKey(error))
                .sorted(Comparator.comparing(DetectionError::kind)
                        .thenComparing(Comparator.comparingDouble(DetectionError::score)
                                .reversed())
                        .thenComparing(DetectionError::frame))
                .forEach(this::add);
    }

    private void add(DetectionError error) {
        ordered.add(error);
        numbers.put(error, ordered.size());
    }

    List<DetectionError> ordered() {
        return ordered;
    }

    int of(DetectionError error) {
        return numbers.get(error);
    }

    Optional<Suspicion> suspicion(DetectionError error) {
        return Optional.ofNullable(suspicions.get(error));
    }
}
