package dev.ocellus.app;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.settings.Suggestion;
import dev.ocellus.zoo.KnownNetwork;
import dev.ocellus.zoo.NetworkFile;
import dev.ocellus.zoo.NetworkFileException;
import dev.ocellus.zoo.ShapeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network as a user names it: a known one, a network file, or a folder of weights that holds one. Where a file has the name of a known network,
 * {@code ./NAME} means the file.
 *
 * @param typed what the user wrote
 * @param input the size of the pictures, where it is not the network's own
 * @param classes how many the network tells apart, where it is not its own number
 */
public record NetworkChoice(String typed, Optional<Shape> input, OptionalInt classes) {
    /**
     * The network itself.
     *
     * @throws WrongUsageException where there is none, its file has mistakes, or it cannot look at such pictures
     * @throws IOException where a file cannot be read
     */
    public Graph graph() throws WrongUsageException, IOException {
        try {
            Optional<KnownNetwork> known = KnownNetwork.named(typed);
            return known.isPresent() ? graph(known.get()) : fromFile();
        } catch (ShapeException e) {
            throw new WrongUsageException("%s does not take %s: %s"
                    .formatted(
                            typed,
                            input.map(size -> "pictures of " + ShapeText.of(size))
                                    .orElse("its own input"),
                            e.getMessage()));
        }
    }

    private Graph graph(KnownNetwork known) {
        return known.graph(input.orElse(known.input()), classes.orElse(known.classes()));
    }

    private Graph fromFile() throws WrongUsageException, IOException {
        if (classes.isPresent()) {
            throw new WrongUsageException("--classes is for known networks; a file says itself how many there are");
        }
        Path path = ExistingPath.of(typed)
                .orElseThrow(() -> new WrongUsageException("there is no network and no file '%s'; %s"
                        .formatted(typed, Suggestion.among(KnownNetwork.names(), typed))));
        Path file = Files.isDirectory(path) ? path.resolve(NetworkFile.NAME) : path;
        if (!Files.isRegularFile(file)) {
            throw new WrongUsageException("%s holds no %s".formatted(path, NetworkFile.NAME));
        }
        try {
            Graph graph = NetworkFile.read(file);
            return input.map(size -> new Graph(size, graph.nodes(), graph.outputs()))
                    .orElse(graph);
        } catch (NetworkFileException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }
}
