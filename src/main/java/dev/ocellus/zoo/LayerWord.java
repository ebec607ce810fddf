package dev.ocellus.zoo;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.settings.KebabCase;
import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What network files call a layer: its record's name in kebab-case. Each function of the activation is a word of its own.
 *
 * @param kind the layer's record
 * @param function what the word says already, where it is an activation
 */
record LayerWord(String name, RecordKind<?> kind, Optional<Function> function) {
    private static final List<LayerWord> ALL =
            Layer.kinds().stream().flatMap(LayerWord::words).toList();

    private static Stream<LayerWord> words(Class<?> layer) {
        RecordKind<?> kind = RecordKind.of(layer);
        return layer == Activation.class
                ? Arrays.stream(Function.values())
                        .map(function -> new LayerWord(KebabCase.of(function.name()), kind, Optional.of(function)))
                : Stream.of(new LayerWord(kind.name(), kind, Optional.empty()));
    }

    static Optional<LayerWord> named(String name) {
        return ALL.stream().filter(word -> word.name.equals(name)).findFirst();
    }

    static LayerWord of(Layer layer) {
        Optional<Function> function =
                layer instanceof Activation activation ? Optional.of(activation.function()) : Optional.empty();
        return ALL.stream()
                .filter(word -> word.kind.type() == layer.getClass() && word.function.equals(function))
                .findFirst()
                .orElseThrow();
    }

    static List<String> names() {
        return ALL.stream().map(LayerWord::name).toList();
    }

    /** What a file may set of the layer. */
    List<String> settings() {
        return function.isPresent() && function.get() != Function.LEAKY_RELU
                ? List.of()
                : kind.settings().stream()
                        .map(Setting::name)
                        .filter(setting -> function.isEmpty() || setting.equals("slope"))
                        .toList();
    }
}
