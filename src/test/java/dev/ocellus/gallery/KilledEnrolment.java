package dev.ocellus.gallery;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Kills an enrolment of many faces at random moments, again and again, and looks after each whether every face that was told as enrolled is there
 * and none twice.
 *
 * <p>Run by {@code tools/kill-enrolment}; a shorter one is a test.
 */
final class KilledEnrolment {
    private final Path gallery;
    private final Random random;
    private final int faces;
    private final Set<String> told = new HashSet<>();

    KilledEnrolment(Path gallery, long seed, int faces) {
        this.gallery = gallery;
        this.random = new Random(seed);
        this.faces = faces;
    }

    /** @param arguments how many kills, the seed */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("killed");
        int kills = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        KilledEnrolment enrolment = new KilledEnrolment(folder.resolve("gallery.db"), seed, 40 * kills);
        for (int i = 0; i < kills; i++) {
            System.out.printf(
                    "kill %d: %d faces told as enrolled so far, all there, none twice%n", i + 1, enrolment.kill(60));
        }
        System.out.printf("in the end: %d faces, all there, none twice%n", enrolment.finish());
    }

    /**
     * Starts the enrolment of all faces, kills it and looks.
     *
     * @param most the largest number of faces after which it is killed
     * @return how many are enrolled
     */
    int kill(int most) throws IOException, InterruptedException {
        Process process = start();
        int until = random.nextInt(most);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            // those that are there already are told again, and only what comes after them is new
            int before = told.size();
            for (int i = 0; i < before + until; i++) {
                note(lines.readLine());
            }
            Thread.sleep(0, random.nextInt(999_999));
            process.toHandle().destroyForcibly(); // unlike the process itself it keeps what was told and not read yet
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line); // told before it died
            }
        }
        return check();
    }

    /** Enrols whatever is missing, undisturbed. */
    int finish() throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        }
        if (process.waitFor() != 0 || told.size() != faces) {
            throw new AssertionError("not all faces were enrolled: " + told.size());
        }
        return check();
    }

    private Process start() throws IOException {
        return EnrolMany.process(gallery, 1, faces)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(String line) {
        if (line != null && line.matches("\\d+")) {
            told.add(EnrolMany.source(1, Integer.parseInt(line)));
        }
    }

    private int check() throws IOException {
        if (told.isEmpty()) {
            return 0;
        }
        Map<String, Integer> counts = EnrolMany.counts(gallery);
        if (!counts.keySet().containsAll(told)) {
            Set<String> lost = new HashSet<>(told);
            lost.removeAll(counts.keySet());
            throw new AssertionError("told as enrolled and lost: " + lost);
        }
        if (counts.size() > told.size() + 1) {
            throw new AssertionError("more than one face was enrolled and not told");
        }
        if (Collections.max(counts.values()) > 1) {
            throw new AssertionError("there twice: " + counts);
        }
        return told.size();
    }
}
