package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The errors of one detector on the parts of its data, and what the steps between them mean. After the way to read them in Andrew Ng's Machine
 * Learning Yearning, chapters 22, 40 and 41.
 *
 * @param target the error that can be hoped for, say that of people, in [0, 1]
 * @param parts the measured ones; all may be missing
 */
public record PartErrors(double target, Map<Role, Measured> parts) {
    /** What a part of the data is for. */
    public enum Role {
        /** Learned from. */
        TRAIN,
        /** As the training part, but held back from it. */
        TRAIN_DEV,
        /** Chosen by. */
        DEV,
        /** Measured on once, at the end. */
        TEST;

        /** {@code train}, {@code train-dev}, {@code dev} or {@code test}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The error on one part.
     *
     * @param error in [0, 1]
     * @param chance how far it may be off because of the pictures that happened to be in the part
     * @param pictures how many
     */
    public record Measured(double error, double chance, int pictures) {}

    /** What a step from one error to the next means. */
    public enum Meaning {
        /** The detector cannot even do what it was shown. */
        AVOIDABLE_BIAS,
        /** It does what it was shown, but not the like of it. */
        VARIANCE,
        /** It does the like of it, but what it is meant for is something else. */
        DATA_MISMATCH,
        /** It was chosen by the development part until it suited that one. */
        OVERFITTING_TO_DEV
    }

    /**
     * A step from one error to the next.
     *
     * @param from the better part; empty for the target
     * @param to the worse part
     * @param size the second error less the first; may be below 0
     * @param chance a step smaller than this may be an accident of the pictures
     */
    public record Step(Meaning meaning, Optional<Role> from, Role to, double size, double chance) {
        /** Whether it is larger than pictures alone explain. */
        public boolean isSure() {
            return size > chance;
        }
    }

    public PartErrors {
        parts = new LinkedHashMap<>(parts);
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("the target error must be in [0, 1], got " + target);
        }
    }

    /** The steps that the measured parts allow, in the order of the parts. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (parts.containsKey(Role.TRAIN)) {
            Measured train = parts.get(Role.TRAIN);
            steps.add(new Step(
                    Meaning.AVOIDABLE_BIAS, Optional.empty(), Role.TRAIN, train.error() - target, train.chance()));
        }
        // without a train-dev part, dev and test tell variance and mismatch together
        List<Role> unseen = List.of(Role.TRAIN_DEV, Role.DEV, Role.TEST);
        unseen.stream()
                .filter(parts::containsKey)
                .findFirst()
                .ifPresent(first -> add(steps, Meaning.VARIANCE, Role.TRAIN, first));
        Role meantFor = parts.containsKey(Role.DEV) ? Role.DEV : Role.TEST;
        add(steps, Meaning.DATA_MISMATCH, Role.TRAIN_DEV, meantFor);
        add(steps, Meaning.OVERFITTING_TO_DEV, Role.DEV, Role.TEST);
        return steps;
    }

    private void add(List<Step> steps, Meaning meaning, Role from, Role to) {
        Measured before = parts.get(from);
        Measured after = parts.get(to);
        if (before != null && after != null) {
            steps.add(new Step(
                    meaning,
                    Optional.of(from),
                    to,
                    after.error() - before.error(),
                    Math.hypot(before.chance(), after.chance())));
        }
    }

    /** The largest step that is larger than chance; what it means is to be mended first. Empty where there is none. */
    public Optional<Step> first() {
        return steps().stream().filter(Step::isSure).max(Comparator.comparingDouble(Step::size));
    }
}
