package dev.ocellus.face;

import dev.ocellus.frame.Embedding;
import dev.ocellus.image.Image;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns aligned faces into embeddings. Safe from several threads where the network is.
 *
 * @param network whose first output is (N, D, 1, 1); it is not closed here
 * @param preprocessing what the network sees of a picture
 * @param mirror whether a face and its mirror image are both encoded and the mean direction is taken, which costs twice the time and errs less
 */
public record Encoder(Network network, Preprocessing preprocessing, boolean mirror) {
    /** More pictures at once make nothing faster. */
    private static final int BATCH = 32;

    /**
     * The embeddings of faces.
     *
     * @param aligned all of the size that the network sees
     */
    public List<Embedding> of(List<Image> aligned) {
        List<Embedding> embeddings = new ArrayList<>();
        for (int from = 0; from < aligned.size(); from += BATCH) {
            List<Image> part = aligned.subList(from, Math.min(aligned.size(), from + BATCH));
            float[][] values = rows(part);
            if (mirror) {
                float[][] mirrored = rows(part.stream().map(Image::mirrored).toList());
                for (int i = 0; i < values.length; i++) {
                    for (int k = 0; k < values[i].length; k++) {
                        values[i][k] += mirrored[i][k];
                    }
                }
            }
            Arrays.stream(values).map(Embedding::normalised).forEach(embeddings::add);
        }
        return embeddings;
    }

    private float[][] rows(List<Image> images) {
        Tensor output = network.forward(preprocessing.toBatch(images)).get(0);
        int width = output.size() / images.size();
        float[][] rows = new float[images.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(output.data(), i * width, (i + 1) * width);
        }
        return rows;
    }
}
