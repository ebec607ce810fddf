package dev.ocellus.app;

import dev.ocellus.network.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of weights that a user means who names it, or the folder of a run that ended with it. */
final class LocatedWeights {
    private static final int DEEPEST = 3;

    private LocatedWeights() {}

    /** @throws WrongUsageException where there are no weights, or several */
    static Path in(Path folder) throws WrongUsageException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new WrongUsageException("there is no folder of weights " + folder);
        }
        if (Files.isRegularFile(folder.resolve(ModelCard.FILE))) {
            return folder;
        }
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            List<Path> found = files.filter(file -> file.endsWith(ModelCard.FILE))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new WrongUsageException(
                    found.isEmpty()
                            ? "%s holds no weights: there is no %s in it".formatted(folder, ModelCard.FILE)
                            : "%s holds several weights, so name the folder: %s"
                                    .formatted(
                                            folder,
                                            found.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
    }
}
