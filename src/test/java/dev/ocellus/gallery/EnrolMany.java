package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A program of its own that enrols faces one by one and says after each that it is done; for tests that kill it, or run two at once. */
final class EnrolMany {
    private static final int PEOPLE = 7;

    private EnrolMany() {}

    /** @param arguments the gallery, the seed of the faces, how many */
    public static void main(String[] arguments) throws Exception {
        int seed = Integer.parseInt(arguments[1]);
        try (Gallery gallery = Gallery.openOrCreate(Path.of(arguments[0]))) {
            System.out.println("open");
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                gallery.enrol(new Enrollee.Named(person(i)), DrawnFaces.ENCODER, List.of(face(seed, i)));
                System.out.println(i);
            }
        }
    }

    static ProcessBuilder process(Path gallery, int seed, int count) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EnrolMany.class.getName(),
                gallery.toString(),
                Integer.toString(seed),
                Integer.toString(count));
    }

    static String person(int i) {
        return "Person " + i % PEOPLE;
    }

    static NewFace face(int seed, int i) {
        byte[] thumbnail = new byte[3000];
        Random random = new Random(1000L * seed + i);
        Embedding embedding = DrawnFaces.embedding(random);
        random.nextBytes(thumbnail);
        return DrawnFaces.face(embedding, source(seed, i), Optional.of(thumbnail));
    }

    static String source(int seed, int i) {
        return seed + "-" + i + ".jpg";
    }

    /** How often each face is in a gallery, by its source; throws where one is not as it was enrolled or is somebody else's. */
    static Map<String, Integer> counts(Path file) throws GalleryException {
        Map<String, Integer> counts = new HashMap<>();
        try (Gallery gallery = Gallery.openToRead(file)) {
            for (PersonEntry person : gallery.people()) {
                for (FaceEntry entry :
                        gallery.faces(Person.ID_SIGN + person.person().id())) {
                    List<String> numbers =
                            new ArrayList<>(List.of(entry.face().source().split("[-.]")));
                    int i = Integer.parseInt(numbers.get(1));
                    NewFace expected = face(Integer.parseInt(numbers.get(0)), i);
                    if (!expected.embedding().equals(entry.face().embedding())
                            || !person.person().name().equals(person(i))) {
                        throw new AssertionError("not as it was enrolled: " + entry);
                    }
                    counts.merge(entry.face().source(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
