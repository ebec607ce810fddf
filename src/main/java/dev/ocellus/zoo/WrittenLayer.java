package dev.ocellus.zoo;

import dev.ocellus.network.Layer;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A layer as a network file gives it.
 *
 * @param place where it is written
 * @param layer empty where a mistake was noted
 * @param from what it reads
 */
record WrittenLayer(Node place, String name, Optional<Layer> layer, List<String> from) {}
