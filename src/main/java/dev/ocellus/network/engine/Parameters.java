package dev.ocellus.network.engine;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All numbers of a network in one flat array in computing order and canonical layout, with their gradients and what is frozen. */
public final class Parameters {
    /** Where a parameter lies in the flat arrays. */
    public record Slot(String name, Parameter parameter, int offset) {
        public int size() {
            return parameter.size();
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, List<Slot>> byNode = new HashMap<>();
    private final Set<String> frozenPrefixes = new TreeSet<>();
    private final float[] values;
    private final float[] gradients;

    public Parameters(Graph graph, long seed) {
        int offset = 0;
        for (Map.Entry<String, Parameter> entry : graph.parameters().entrySet()) {
            Slot slot = new Slot(entry.getKey(), entry.getValue(), offset);
            slots.put(slot.name(), slot);
            String node = slot.name().substring(0, slot.name().lastIndexOf('.'));
            byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(slot);
            offset = Math.addExact(offset, entry.getValue().size());
        }
        values = new float[offset];
        gradients = new float[offset];
        load(Initialisation.HE.draw(graph, seed));
    }

    public Collection<Slot> slots() {
        return slots.values();
    }

    /** The slot of a parameter, or null where the graph has none of that name. */
    public Slot slot(String name) {
        return slots.get(name);
    }

    /** The slots of a node's parameters in the layer's order; empty for most layers. */
    public List<Slot> slotsOf(Graph.Node node) {
        return byNode.getOrDefault(node.name(), List.of());
    }

    public float[] values() {
        return values;
    }

    public float[] gradients() {
        return gradients;
    }

    public float[] copy(Slot slot) {
        return Arrays.copyOfRange(values, slot.offset(), slot.offset() + slot.size());
    }

    /** @throws IllegalArgumentException before anything is changed, where a name is unknown or a shape differs */
    public void load(Map<String, Tensor> loaded) {
        loaded.forEach((name, tensor) -> {
            Slot slot = slots.get(name);
            if (slot == null) {
                throw new IllegalArgumentException(
                        "this network has no parameter '" + name + "'; it has " + slots.keySet());
            }
            requireShape(tensor, slot, name);
        });
        loaded.forEach((name, tensor) -> put(tensor, values, slots.get(name), name));
    }

    public void freeze(String prefix) {
        frozenPrefixes.add(prefix);
    }

    /** Lets every parameter that starts with the prefix learn, also where a longer or a shorter prefix was frozen. */
    public void unfreeze(String prefix) {
        Set<String> frozen = new TreeSet<>();
        slots.keySet().stream()
                .filter(name -> isFrozen(name) && !name.startsWith(prefix))
                .forEach(frozen::add);
        frozenPrefixes.clear();
        frozenPrefixes.addAll(frozen);
    }

    public boolean isFrozen(String name) {
        return frozenPrefixes.stream().anyMatch(name::startsWith);
    }

    /** Whether the optimiser changes this parameter now. */
    public boolean learns(Slot slot) {
        return slot.parameter().kind().trained() && !isFrozen(slot.name());
    }

    /** A copy of one of the flat arrays' part, in the parameter's shape. */
    public static Tensor tensor(float[] flat, Slot slot) {
        return new Tensor(
                Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.size()),
                slot.parameter().shape());
    }

    /** Copies a tensor into the part of a flat array that belongs to the slot. */
    public static void put(Tensor tensor, float[] flat, Slot slot, String name) {
        requireShape(tensor, slot, name);
        System.arraycopy(tensor.data(), 0, flat, slot.offset(), slot.size());
    }

    private static void requireShape(Tensor tensor, Slot slot, String name) {
        if (!Arrays.equals(tensor.shape(), slot.parameter().shape())) {
            throw new IllegalArgumentException("'%s' has shape %s, this network needs %s"
                    .formatted(
                            name,
                            Arrays.toString(tensor.shape()),
                            Arrays.toString(slot.parameter().shape())));
        }
    }
}
