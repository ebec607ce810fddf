package dev.ocellus.evaluate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One figure is to be as good as can be, all others just good enough: of the candidates that satisfy every requirement, the best. After Andrew Ng's
 * Machine Learning Yearning, chapter 9.
 *
 * @param best the figure that decides
 * @param lowerIsBetter whether a lower one is better
 * @param candidates all of them, the best that satisfies everything first, then the others in the order of that figure
 */
public record Choice(String best, boolean lowerIsBetter, List<Candidate> candidates) {
    /**
     * One that may be chosen.
     *
     * @param name for people
     * @param figures by name
     * @param unsatisfied the requirements that it does not satisfy
     */
    public record Candidate(String name, Map<String, Double> figures, List<Requirement> unsatisfied) {
        public Candidate {
            figures = new LinkedHashMap<>(figures);
            unsatisfied = List.copyOf(unsatisfied);
        }
    }

    public Choice {
        candidates = List.copyOf(candidates);
    }

    /**
     * Chooses.
     *
     * @param figures of each candidate, by its name
     */
    public static Choice of(
            Map<String, Map<String, Double>> figures,
            String best,
            boolean lowerIsBetter,
            List<Requirement> requirements) {
        double sign = lowerIsBetter ? 1 : -1;
        List<Candidate> ordered = figures.entrySet().stream()
                .map(one -> new Candidate(
                        one.getKey(),
                        one.getValue(),
                        requirements.stream()
                                .filter(requirement -> !requirement.holds(one.getValue()))
                                .toList()))
                // what is not defined comes last
                .sorted(Comparator.comparing((Candidate c) -> !c.unsatisfied().isEmpty())
                        .thenComparing(c -> Double.isNaN(figure(c, best)))
                        .thenComparingDouble(c -> sign * figure(c, best))
                        .thenComparing(Candidate::name))
                .toList();
        return new Choice(best, lowerIsBetter, ordered);
    }

    private static double figure(Candidate candidate, String name) {
        return candidate.figures().getOrDefault(name, Double.NaN);
    }

    /** The chosen one; empty where none satisfies every requirement or the deciding figure is not defined. */
    public Optional<Candidate> chosen() {
        return candidates.stream()
                .findFirst()
                .filter(first -> first.unsatisfied().isEmpty() && !Double.isNaN(figure(first, best)));
    }

    /** Why a candidate was not chosen; empty for the chosen one. */
    public String refusal(Candidate candidate) {
        if (chosen().filter(candidate::equals).isPresent()) {
            return "";
        }
        if (!candidate.unsatisfied().isEmpty()) {
            return "not "
                    + String.join(
                            ", not ",
                            candidate.unsatisfied().stream()
                                    .map(Requirement::toString)
                                    .toList());
        }
        return Double.isNaN(figure(candidate, best)) ? best + " is not defined" : best + " is not the best";
    }
}
