package dev.ocellus.network.dl4j;

/** A network of DL4J has something that our layers cannot say, or is asked for with an input that does not fit it; the message names the layer and its class. */
public final class NotInVocabularyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotInVocabularyException(String message) {
        super(message);
    }
}
