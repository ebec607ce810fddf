package dev.ocellus.dataset;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files by name. Label files name pictures by paths of the machine that they were made on, so a name finds the files that end like it, and of
 * these the ones with which it has most folders in common. Names are compared in Unicode's composed form.
 */
final class NameIndex {
    private final Map<String, List<Named>> byLastPart = new HashMap<>();
    private final boolean withExtension;

    /** A file and the parts of its name. */
    private record Named(String[] parts, Path file) {}

    /** An empty index; {@code withExtension} tells whether a name's extension counts. */
    NameIndex(boolean withExtension) {
        this.withExtension = withExtension;
    }

    /** Takes a file under a name. */
    void add(String name, Path file) {
        String[] parts = parts(name);
        byLastPart
                .computeIfAbsent(parts[parts.length - 1], last -> new ArrayList<>())
                .add(new Named(parts, file));
    }

    /** The files that a name fits best: none where there is no such file, several where it does not tell them apart. */
    List<Path> find(String name) {
        String[] wanted = parts(name);
        List<Path> best = new ArrayList<>();
        int most = 0;
        for (Named named : byLastPart.getOrDefault(wanted[wanted.length - 1], List.of())) {
            int common = common(wanted, named.parts());
            if (common == wanted.length && common == named.parts().length) {
                common++; // the very name
            }
            if (common > most) {
                best.clear();
                most = common;
            }
            if (common == most) {
                best.add(named.file());
            }
        }
        return best;
    }

    private static int common(String[] a, String[] b) {
        int count = 0;
        while (count < Math.min(a.length, b.length) && a[a.length - 1 - count].equals(b[b.length - 1 - count])) {
            count++;
        }
        return count;
    }

    private String[] parts(String name) {
        String path = Normalizer.normalize(name, Normalizer.Form.NFC).replace('\\', '/');
        String plain = path.startsWith("./") ? path.substring(2) : path;
        int dot = plain.lastIndexOf('.');
        boolean cut = !withExtension && dot > plain.lastIndexOf('/') + 1;
        return (cut ? plain.substring(0, dot) : plain).split("/", -1);
    }
}
