package dev.ocellus.network.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One vertex of a DL4J network; the layers of a plain stack are vertices too.
 *
 * @param inputs names of the vertices, or of the network's input, that it reads
 * @param parameters by DL4J's own short names
 */
record Vertex(String name, GraphVertex kind, List<String> inputs, Map<String, INDArray> parameters) {
    void require(boolean holds, String why) {
        if (!holds) {
            throw refused(why);
        }
    }

    /** Why this vertex cannot be brought over. */
    NotInVocabularyException refused(String why) {
        Object speaking =
                kind instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : kind;
        return new NotInVocabularyException("'%s' (%s) cannot be brought over: %s"
                .formatted(name, speaking.getClass().getSimpleName(), why));
    }
}
