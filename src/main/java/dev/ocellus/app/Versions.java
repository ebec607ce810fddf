package dev.ocellus.app;

import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What computed: the program, the libraries behind it and Java, by name. */
final class Versions {
    private Versions() {}

    /** With some engines that train, and ONNX Runtime, which judges what they trained. */
    static Map<String, String> of(List<TrainingEngine> engines) {
        Map<String, String> versions = new LinkedHashMap<>(program());
        engines.forEach(engine -> versions.putAll(engine.versions()));
        versions.put("onnxruntime", OnnxRuntimeNetwork.version());
        versions.putAll(java());
        return versions;
    }

    /** The card's, where one engine trained; an engine may be one of several ways to use its library, so its own name stands there, too. */
    static Map<String, String> of(TrainingEngine engine) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("engine", engine.name());
        versions.putAll(of(List.of(engine)));
        return versions;
    }

    /** Where nothing was trained, only brought over. */
    static Map<String, String> ofProgram() {
        Map<String, String> versions = new LinkedHashMap<>(program());
        versions.putAll(java());
        return versions;
    }

    private static Map<String, String> program() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return Map.of("ocellus", Objects.requireNonNullElse(version, "not packaged"));
    }

    private static Map<String, String> java() {
        return Map.of("java", System.getProperty("java.version"));
    }
}
