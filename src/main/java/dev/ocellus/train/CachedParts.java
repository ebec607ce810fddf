package dev.ocellus.train;

import dev.ocellus.learn.ActivationCache;
import dev.ocellus.learn.Examples;
import dev.ocellus.learn.FrozenFront;
import dev.ocellus.network.Engines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The parts of a training as its frozen layers see them, kept in files. */
final class CachedParts implements Closeable {
    private final ActivationCache train;
    private final Optional<ActivationCache> development;

    private CachedParts(ActivationCache train, Optional<ActivationCache> development) {
        this.train = train;
        this.development = development;
    }

    /**
     * Opens the caches, computing what is missing.
     *
     * @param folder of the files; made where it is missing
     * @param variants of each picture of the training part, at least 1
     */
    static CachedParts open(
            Path folder,
            FrozenFront front,
            int variants,
            Examples train,
            Optional<Examples> development,
            Engines engines,
            ActivationCache.Listener listener)
            throws IOException {
        Optional<ActivationCache> measured = Optional.empty();
        if (development.isPresent()) {
            Path file = folder.resolve("development.safetensors");
            measured = Optional.of(ActivationCache.open(file, front, development.get(), 1, engines, listener));
        }
        Path file = folder.resolve("train.safetensors");
        return new CachedParts(ActivationCache.open(file, front, train, variants, engines, listener), measured);
    }

    Examples train() {
        return train;
    }

    Optional<Examples> development() {
        return development.map(part -> part);
    }

    @Override
    public void close() throws IOException {
        train.close();
        if (development.isPresent()) {
            development.get().close();
        }
    }
}
