package dev.ocellus.report;

import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.PartErrors.Meaning;
import dev.ocellus.evaluate.Suspicion.Why;

/** What the constants of an evaluation are called for people, and what follows from them. */
public final class EvaluationWords {
    private EvaluationWords() {}

    /** A kind of mistake in a word or two. */
    public static String of(ErrorKind kind) {
        return switch (kind) {
            case LOCALISATION -> "localisation";
            case CLASS -> "class";
            case DUPLICATE -> "duplicate";
            case BACKGROUND -> "background";
            case BOTH -> "both";
            case MISSED -> "missed";
        };
    }

    /** What a kind of mistake is. */
    public static String meaning(ErrorKind kind) {
        return switch (kind) {
            case LOCALISATION -> "the right class, but the box overlaps the object by 0.1 to 0.5 only";
            case CLASS -> "a good box (0.5 or more) around an object of another class";
            case DUPLICATE -> "an object that a surer detection had found before";
            case BACKGROUND -> "nothing is marked there (overlap below 0.1)";
            case BOTH -> "the wrong class, and the box overlaps by 0.1 to 0.5 only";
            case MISSED -> "an object for which there is no detection at all";
        };
    }

    /** What may help against a kind of mistake. */
    public static String remedy(ErrorKind kind) {
        return switch (kind) {
            case LOCALISATION ->
                "look whether the boxes of the labels agree with each other; larger input; longer training";
            case CLASS ->
                "more pictures of the classes that are confused; look at the confusion matrix and at the labels";
            case DUPLICATE -> "a lower overlap in suppress";
            case BACKGROUND -> "pictures that show nothing of the kind; look whether objects were left unmarked";
            case BOTH -> "as for class and localisation";
            case MISSED -> "larger input for small objects; more pictures of what is missed; a lower score";
        };
    }

    /** Why a label may be wrong. */
    public static String of(Why why) {
        return switch (why) {
            case NOT_MARKED -> "found most surely but not marked";
            case OTHER_LABEL -> "found most surely in this place as another class";
            case MARKED_TWICE -> "one object marked twice";
        };
    }

    /** What a step between errors is called. */
    public static String of(Meaning meaning) {
        return switch (meaning) {
            case AVOIDABLE_BIAS -> "avoidable bias";
            case VARIANCE -> "variance";
            case DATA_MISMATCH -> "data mismatch";
            case OVERFITTING_TO_DEV -> "overfitting to dev";
        };
    }

    /** What to do about a step between errors. */
    public static String remedy(Meaning meaning) {
        return switch (meaning) {
            case AVOIDABLE_BIAS ->
                "train longer, with a larger network or input, or a better optimiser and rate; "
                        + "augment less; look at the mistakes on the training part";
            case VARIANCE ->
                "more training pictures, more augmentation, an earlier stop, weight decay or a smaller network";
            case DATA_MISMATCH ->
                "bring pictures like those of dev into the training part, or make some: "
                        + "find by the mistakes what dev has and training lacks";
            case OVERFITTING_TO_DEV -> "a larger dev part, as so many choices were made by this one; choose anew on it";
        };
    }
}
