package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Makes a large gallery of nobody's faces for the encoder of another one, so that commands can be measured with it; and measures how long writing,
 * loading with the first search, and one more search take, by the clock and of the processor.
 *
 * <p>Run by {@code tools/fill-gallery}.
 */
final class FillGallery {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private FillGallery() {}

    /** @param arguments a gallery whose encoder is meant, the gallery to make, how many people, how many faces of each */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        int people = Integer.parseInt(arguments[2]);
        int faces = Integer.parseInt(arguments[3]);
        EncoderIdentity encoder;
        try (Gallery other = Gallery.openToRead(Path.of(arguments[0]))) {
            encoder = other.encoder().orElseThrow();
        }
        Random random = new Random(1);
        if (!Files.exists(file)) {
            Watch start = new Watch();
            try (Gallery gallery = Gallery.openOrCreate(file)) {
                for (int person = 0; person < people; person++) {
                    List<NewFace> ofOne = new ArrayList<>();
                    for (int i = 0; i < faces; i++) {
                        Embedding embedding = DrawnFaces.embedding(random, encoder.size());
                        ofOne.add(DrawnFaces.face(embedding, person + "-" + i, Optional.empty()));
                    }
                    gallery.enrol(new Enrollee.Another("Nobody " + person), encoder, ofOne);
                }
            }
            start.tell(
                    "written: %d people, %d faces, %.1f MB".formatted(people, people * faces, Files.size(file) / 1e6));
        }
        try (Gallery gallery = Gallery.openToRead(file)) {
            Embedding probe = DrawnFaces.embedding(random, encoder.size());
            Watch load = new Watch();
            gallery.nearest(encoder, probe, 5);
            load.tell("loaded, and searched once");
            for (int i = 0; i < 100; i++) {
                gallery.nearest(encoder, probe, 5);
            }
            Watch search = new Watch();
            gallery.nearest(encoder, probe, 5);
            search.tell("searched again, after a hundred times");
        }
    }

    /** Two clocks: the second does not count the waiting for other programs. */
    private record Watch(long wall, long cpu) {
        Watch() {
            this(System.nanoTime(), CLOCK.getCurrentThreadCpuTime());
        }

        void tell(String what) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f ms, of the processor %.1f ms%n",
                    what,
                    (System.nanoTime() - wall) / 1e6,
                    (CLOCK.getCurrentThreadCpuTime() - cpu) / 1e6);
        }
    }
}
