package dev.ocellus.cli;

import dev.ocellus.gallery.FaceEntry;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.PersonEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Kills {@code ocellus enrol PEOPLE} at random moments, again and again, and looks after each whether every picture that was told as enrolled is in the
 * gallery and none twice; then lets it end.
 *
 * <p>Run by {@code tools/kill-enrolment --command}.
 */
final class KilledEnrolCommand {
    /** The largest number of new lines after which it is killed, and of milliseconds after that. */
    private static final int LINES = 12;

    private static final int MILLISECONDS = 400;

    private final Path people;
    private final Path gallery;
    private final Random random;
    private final Set<String> told = new HashSet<>();

    private KilledEnrolCommand(Path people, Path gallery, long seed) {
        this.people = people;
        this.gallery = gallery;
        this.random = new Random(seed);
    }

    /** @param arguments a folder with a folder for each person, how many kills, the seed */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("killed");
        KilledEnrolCommand command = new KilledEnrolCommand(
                Path.of(arguments[0]), folder.resolve("gallery.db"), Long.parseLong(arguments[2]));
        int kills = Integer.parseInt(arguments[1]);
        for (int i = 0; i < kills; i++) {
            int there = command.run(command.random.nextInt(LINES));
            System.out.printf(
                    "kill %d: told as enrolled %d, in the gallery %d, none lost, none twice%n",
                    i + 1, command.told.size(), there);
        }
        int there = command.run(Integer.MAX_VALUE);
        System.out.printf("in the end: told as enrolled %d, in the gallery %d%n", command.told.size(), there);
        if (there != command.told.size()) {
            throw new AssertionError("in the gallery and never told");
        }
    }

    /** Runs the command and kills it after some new lines; gives how many faces are there. */
    private int run(int newLines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("./ocellus", "enrol", people.toString(), "--gallery", gallery.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            long before = told.size();
            String line = "";
            while (line != null && told.size() < before + newLines) {
                line = lines.readLine();
                note(line);
            }
            if (line != null) {
                Thread.sleep(random.nextInt(MILLISECONDS));
                process.toHandle()
                        .destroyForcibly(); // unlike the process itself it keeps what was told and not read yet
            }
            process.waitFor();
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        }
        return check();
    }

    private void note(String line) {
        if (line != null && line.matches(".* (was )?enrolled (before )?as .* #[0-9a-z]{8}.*")) {
            told.add(line.substring(0, line.indexOf(' ')));
        }
    }

    private int check() throws IOException {
        if (!Files.exists(gallery) || Files.size(gallery) == 0) {
            require(told.isEmpty(), "no gallery");
            return 0;
        }
        Set<String> there = new HashSet<>();
        try (Gallery opened = Gallery.openToRead(gallery)) {
            for (PersonEntry entry : opened.people()) {
                for (FaceEntry face :
                        opened.faces(Person.ID_SIGN + entry.person().id())) {
                    String name = entry.person().name() + "/" + face.face().source();
                    require(there.add(name), name + " is there twice");
                }
            }
        }
        Set<String> lost = new HashSet<>(told);
        lost.removeAll(there);
        require(lost.isEmpty(), "told as enrolled and lost: " + lost);
        return there.size();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
