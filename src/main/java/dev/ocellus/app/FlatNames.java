package dev.ocellus.app;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for files that are gathered in one folder: their own, or, where another one differs only in its ending, case or Unicode form, those of the
 * folders that they came from before it.
 */
final class FlatNames {
    private final Set<String> taken = new HashSet<>();

    /** A name for the file with this path, with forward slashes; every call takes a new one. */
    String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (take(name)) {
            return name;
        }
        String whole = path.replace("../", "").replace('/', '-');
        String free = whole;
        for (int i = 2; !take(free); i++) {
            int dot = whole.lastIndexOf('.');
            free = whole.substring(0, dot) + "-" + i + whole.substring(dot);
        }
        return free;
    }

    private boolean take(String name) {
        String stem = name.substring(0, name.lastIndexOf('.'));
        return taken.add(Normalizer.normalize(stem, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
    }
}
