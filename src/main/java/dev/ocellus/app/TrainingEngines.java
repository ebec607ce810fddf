package dev.ocellus.app;

import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.nd4j.Nd4jEngine;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engines of this build that train: ND4J always, others where their jars are on the class path. */
public final class TrainingEngines {
    /** Name of the engine that every build has. */
    public static final String DEFAULT = "nd4j";

    private TrainingEngines() {}

    /** The engine that every build has. */
    public static TrainingEngine standard() {
        return new Nd4jEngine();
    }

    /**
     * An engine that this build has and that this machine can use.
     *
     * @throws WrongUsageException saying what there is, or why not
     */
    public static TrainingEngine named(String name) throws WrongUsageException {
        TrainingEngine engine = all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException(missing(name)));
        Optional<String> obstacle = engine.obstacle();
        if (obstacle.isPresent()) {
            throw new WrongUsageException(
                    "the engine '%s' cannot be used here: %s".formatted(name, obstacle.orElseThrow()));
        }
        return engine;
    }

    /** Every engine of this build, also those that this machine cannot use. */
    static List<TrainingEngine> all() {
        return Stream.concat(
                        Stream.of(standard()),
                        ServiceLoader.load(TrainingEngine.class).stream().map(ServiceLoader.Provider::get))
                .toList();
    }

    private static String missing(String name) {
        String known = all().stream().map(TrainingEngine::name).collect(Collectors.joining(", "));
        String message = "there is no engine '%s' in this build, only %s".formatted(name, known);
        return name.startsWith("pytorch")
                ? message + "; 'mvn -Ppytorch -DskipTests package' builds Ocellus with PyTorch"
                : message;
    }
}
