package dev.ocellus.train;

import dev.ocellus.dataset.Finding;
import dev.ocellus.frame.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The people of a training by number, and their pictures.
 *
 * @param names of the people
 * @param pictures numbers of each person's pictures among all faces
 */
record PeopleIndex(List<String> names, List<int[]> pictures) {
    PeopleIndex {
        names = List.copyOf(names);
        pictures = List.copyOf(pictures);
    }

    /** The people in the order in which they come. */
    static PeopleIndex of(List<AlignedFaces.Face> faces) {
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        for (int i = 0; i < faces.size(); i++) {
            byName.computeIfAbsent(faces.get(i).person(), name -> new ArrayList<>())
                    .add(i);
        }
        return new PeopleIndex(
                List.copyOf(byName.keySet()),
                byName.values().stream()
                        .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
                        .toList());
    }

    /** The first pictures of each person, person by person, a few of each. */
    int[] some(int most) {
        return pictures.stream()
                .flatMapToInt(own -> Arrays.stream(own).limit(most))
                .toArray();
    }

    /**
     * The sum of each person's embeddings.
     *
     * @param embeddings of {@link #some} pictures
     */
    float[][] sums(List<Embedding> embeddings, int most) {
        float[][] sums = new float[size()][embeddings.get(0).values().length];
        int at = 0;
        for (int person = 0; person < sums.length; person++) {
            for (int i = 0; i < Math.min(most, pictures.get(person).length); i++) {
                float[] values = embeddings.get(at++).values();
                for (int k = 0; k < values.length; k++) {
                    sums[person][k] += values[k];
                }
            }
        }
        return sums;
    }

    int size() {
        return names.size();
    }

    /** How many people have the two pictures that it takes to be drawn. */
    int drawn() {
        return (int) pictures.stream().filter(of -> of.length > 1).count();
    }

    /** People who are never drawn. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (pictures.get(i).length < 2) {
                findings.add(new Finding(
                        Finding.Kind.SINGLE_PICTURE,
                        Path.of(names.get(i)),
                        0,
                        Finding.Loss.PICTURE,
                        "one picture of this person, which is compared with nothing",
                        "add another one"));
            }
        }
        return findings;
    }
}
