package dev.ocellus.gallery;

import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.settings.RecordWriter;
import java.nio.charset.StandardCharsets;

/**
 * What made an embedding. Distances mean something only between embeddings of one network that saw faces prepared in one way.
 *
 * @param name of the weights, for people; does not count in a comparison
 * @param modelSha256 of the network's file, 64 hexadecimal digits
 * @param preprocessingSha256 of how a face becomes the network's input, 64 hexadecimal digits
 * @param size how many coordinates an embedding has
 */
public record EncoderIdentity(String name, String modelSha256, String preprocessingSha256, int size) {
    /** More coordinates than any encoder has; keeps a damaged file from asking for all memory. */
    static final int LARGEST_SIZE = 65_536;

    public EncoderIdentity {
        Sha256.require(modelSha256);
        Sha256.require(preprocessingSha256);
        if (size < 1 || size > LARGEST_SIZE) {
            throw new IllegalArgumentException(
                    "an embedding has from 1 to %d coordinates, got %d".formatted(LARGEST_SIZE, size));
        }
    }

    /**
     * The encoder that a card describes.
     *
     * @param alignment how a face is cut out of its picture, in words that change whenever that changes
     * @param size how many coordinates an embedding has
     * @throws IllegalArgumentException where the card knows no hash of the network's file
     */
    public static EncoderIdentity of(ModelCard card, String alignment, int size) {
        String model = card.files().get(WeightsFolder.MODEL);
        if (model == null) {
            throw new IllegalArgumentException(
                    "the card of '%s' names no file %s".formatted(card.name(), WeightsFolder.MODEL));
        }
        String preprocessing = RecordWriter.write(card.input()) + alignment;
        return new EncoderIdentity(card.name(), model, Sha256.of(preprocessing.getBytes(StandardCharsets.UTF_8)), size);
    }

    /** Whether embeddings of both can be compared. */
    public boolean agreesWith(EncoderIdentity other) {
        return modelSha256.equals(other.modelSha256)
                && preprocessingSha256.equals(other.preprocessingSha256)
                && size == other.size;
    }

    /** In words, for people. */
    @Override
    public String toString() {
        return "%s (model %s, preprocessing %s, %d coordinates)"
                .formatted(name, modelSha256.substring(0, 8), preprocessingSha256.substring(0, 8), size);
    }
}
