package dev.ocellus.report;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names for what is written once for each picture. {@code holiday/a.jpg} becomes {@code holiday/a}, to which a writer adds its ending; where that
 * would also be the name of another picture's file, as for {@code a.jpg} beside {@code a.png}, both keep their own ending: {@code a.jpg},
 * {@code a.png}. Names that differ only in case or in Unicode form count as the same, since some file systems take them for one.
 */
public final class OutputNames {
    private final Map<String, String> byPicture = new HashMap<>();

    /** Settles the names for all pictures of a run, in order. */
    public OutputNames(Collection<String> pictures) {
        Map<String, Integer> uses = new HashMap<>();
        for (String picture : pictures) {
            uses.merge(folded(withoutEnding(picture)), 1, Integer::sum);
        }
        Set<String> taken = new HashSet<>();
        for (String picture : pictures) {
            String stem = withoutEnding(picture);
            String name = uses.get(folded(stem)) == 1 ? stem : picture;
            String free = name;
            for (int i = 2; !taken.add(folded(free)); i++) {
                free = name + "-" + i;
            }
            byPicture.put(picture, free);
        }
    }

    /** The path of a picture's file in an output folder, without ending, with forward slashes. */
    public String of(String picture) {
        return byPicture.get(picture);
    }

    private static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
