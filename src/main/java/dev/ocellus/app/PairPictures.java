package dev.ocellus.app;

import dev.ocellus.dataset.FacePair;
import dev.ocellus.dataset.FacePairs;
import dev.ocellus.report.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pictures of a file of pairs, each once. */
final class PairPictures {
    private PairPictures() {}

    /**
     * As inputs by the names that the pairs give them; those that are not there are refused one by one.
     *
     * @param root folder against which the names are resolved
     */
    static InputFiles of(FacePairs pairs, Path root) {
        Set<String> names = new LinkedHashSet<>();
        for (FacePair pair : pairs.pairs()) {
            names.add(pair.a());
            names.add(pair.b());
        }
        List<InputFile> files = new ArrayList<>();
        for (String name : names) {
            Path file = root.resolve(name);
            Optional<Reason> refusal = Files.isRegularFile(file)
                    ? Optional.empty()
                    : Optional.of(new Reason("MISSING", "there is no file " + file));
            files.add(new InputFile(name, file, refusal));
        }
        return new InputFiles(files, 0);
    }
}
