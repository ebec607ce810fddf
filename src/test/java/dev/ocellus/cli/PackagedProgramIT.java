package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the packaged program, as users start them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class PackagedProgramIT {
    private static final Path LAUNCHER = Path.of("ocellus").toAbsolutePath();
    private static final Path SAMPLE = Path.of("sample-images/astronaut.jpg").toAbsolutePath();

    /** What came of a started program. */
    private record Outcome(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private ProcessBuilder program(Path launcher, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        program.environment().putAll(environment);
        program.redirectError(folder.resolve("err.txt").toFile());
        return program;
    }

    private Outcome run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = program(launcher, environment, arguments).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(folder.resolve("err.txt")));
    }

    /** A folder with the commands that a shell script may expect everywhere and nothing else, to be a PATH. */
    private Path commands() throws IOException {
        Path commands = Files.createDirectory(folder.resolve("bin"));
        for (String name : List.of(
                "cat",
                "dirname",
                "find",
                "grep",
                "head",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sh",
                "tr",
                "uname")) {
            Path command = Stream.of("/bin", "/usr/bin")
                    .map(place -> Path.of(place, name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(commands.resolve(name), "exec " + command + " \"$@\"");
        }
        return commands;
    }

    private Path script(Path place, String text) throws IOException {
        Files.writeString(place, "#!/bin/sh\n" + text + "\n");
        assertTrue(place.toFile().setExecutable(true));
        return place;
    }

    @Test
    void runsFromAnywhereThroughALinkWithoutMavenAndWithoutTheTrainingEngine() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("my-ocellus"), LAUNCHER);
        Path pictures = Files.createDirectory(folder.resolve("größe 写真 🦉"));
        Files.copy(SAMPLE, pictures.resolve("zoë 🙂.jpg"));
        Map<String, String> environment = Map.of(
                "LC_ALL",
                "C",
                "PATH",
                commands().toString(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "OCELLUS_JAVA_OPTS",
                "-Xlog:class+load:file=classes.txt");

        Outcome outcome = run(link, environment, "detect", "größe 写真 🦉", "--json", "--threads", "1");

        Files.delete(link);
        assertEquals(0, outcome.exit(), outcome::err);
        assertEquals("", outcome.err(), "nothing was built, nothing was complained about");
        JsonNode picture =
                new ObjectMapper().readTree(outcome.out()).get("pictures").get(0);
        assertEquals("zoë 🙂.jpg", picture.get("file_name").asText());
        assertTrue(picture.get("detections").size() >= 1, outcome::out);
        assertTrue(Files.size(folder.resolve("out/annotated/zoë 🙂.jpg")) > 1000);
        List<String> classes = Files.readAllLines(folder.resolve("classes.txt"));
        assertTrue(classes.stream().anyMatch(line -> line.contains(" ai.onnxruntime.")), "classes were logged");
        assertEquals(
                List.of(),
                classes.stream()
                        .filter(line -> line.matches(".* org\\.(nd4j|bytedeco|deeplearning4j)\\..*"))
                        .toList());
    }

    @Test
    void exitCodesTellDoneRejectedAndWrongUsage() throws Exception {
        Files.writeString(folder.resolve("text.jpg"), "no picture");
        assertEquals(0, run(LAUNCHER, Map.of(), "--version").exit());
        Outcome rejected = run(LAUNCHER, Map.of(), "detect", "text.jpg");
        assertEquals(1, rejected.exit(), rejected::err);
        assertTrue(rejected.out().startsWith("text.jpg  rejected: "), rejected::out);
        Outcome wrong = run(LAUNCHER, Map.of(), "detect", "nothing-here");
        assertEquals(2, wrong.exit());
        assertEquals("there is no file or folder 'nothing-here'\nSee 'ocellus detect --help'.\n", wrong.err());
    }

    @Test
    void aPoliteKillLeavesWholeFilesAndARudeOneLeavesWhatWasReported() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 300; i++) {
            Files.copy(SAMPLE, pictures.resolve("%03d.jpg".formatted(i)));
        }
        for (boolean polite : List.of(true, false)) {
            Process process = program(LAUNCHER, Map.of(), "detect", "pictures", "--out", "killed-" + polite)
                    .start();
            int reported = 0;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                while (reported < 3) {
                    assertTrue(lines.readLine().startsWith("%03d.jpg ".formatted(reported++)));
                }
                if (polite) {
                    process.toHandle().destroy();
                } else {
                    process.toHandle().destroyForcibly();
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    reported += line.matches("\\d{3}\\.jpg .*") ? 1 : 0;
                }
            }
            assertFalse(process.waitFor() == 0);
            Path results = folder.resolve("killed-" + polite);
            if (polite) {
                JsonNode ledger = new ObjectMapper()
                        .readTree(results.resolve("report.json").toFile());
                assertFalse(ledger.get("summary").get("complete").asBoolean());
                assertEquals(reported, ledger.get("pictures").size());
                assertTrue(new ObjectMapper()
                                .readTree(results.resolve("detections.json").toFile())
                                .size()
                        >= reported);
            } else {
                assertFalse(Files.exists(results.resolve("report.json")), "nothing that looks whole");
                assertFalse(Files.exists(results.resolve("detections.json")), "nothing that looks whole");
                String written = Files.readString(results.resolve("report.json.part"));
                for (int i = 0; i < reported; i++) {
                    assertTrue(written.contains("\"%03d.jpg\"".formatted(i)), i + " was reported");
                }
            }
        }
    }

    @Test
    void saysWhichJavaIsMissingOrTooOldAndHowToGetOne() throws Exception {
        Path commands = commands();
        Map<String, String> path = Map.of("PATH", commands.toString(), "JAVA_HOME", "");
        Outcome missing = run(LAUNCHER, path, "--version");
        assertEquals(2, missing.exit());
        assertTrue(
                missing.err().startsWith("ocellus: Java was not found. Ocellus needs a JDK, version 17"),
                missing.err());
        assertTrue(missing.err().contains("https://adoptium.net"), missing.err());

        Outcome wrongHome = run(LAUNCHER, Map.of("JAVA_HOME", "/no/jdk"), "--version");
        assertEquals(2, wrongHome.exit());
        assertTrue(wrongHome.err().contains("JAVA_HOME is '/no/jdk', but there is no Java in it."), wrongHome.err());

        script(commands.resolve("java"), "echo 'openjdk version \"1.8.0_392\"' >&2");
        Outcome old = run(LAUNCHER, path, "--version");
        assertEquals(2, old.exit());
        assertTrue(old.err().startsWith("ocellus: Java 1.8.0_392 at " + commands + "/java is too old."), old.err());
    }

    @Test
    void saysWhetherMavenIsMissingOrTooOldWhereTheProgramIsNotBuilt() throws Exception {
        Path clone = Files.createDirectory(folder.resolve("clone"));
        Path launcher = Files.copy(LAUNCHER, clone.resolve("ocellus"));
        assertTrue(launcher.toFile().setExecutable(true));
        Path commands = commands();
        Map<String, String> path = Map.of("PATH", commands.toString(), "JAVA_HOME", System.getProperty("java.home"));
        Outcome missing = run(launcher, path, "--version");
        assertEquals(2, missing.exit());
        assertTrue(
                missing.err().startsWith("ocellus: Maven was not found. Ocellus needs Maven, version 3.8"),
                missing.err());

        script(commands.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
        Outcome old = run(launcher, path, "--version");
        assertEquals(2, old.exit());
        assertTrue(old.err().startsWith("ocellus: Maven 3.6.3 is too old."), old.err());

        script(
                commands.resolve("mvn"),
                "echo 'Apache Maven 3.9.9 (abc)'; [ \"$1\" = -v ] || echo \"called $*\"; [ \"$1\" = -v ]");
        Outcome failing = run(launcher, path, "--version");
        assertEquals(2, failing.exit());
        assertTrue(failing.err().contains("Building Ocellus"), failing.err());
        assertTrue(failing.err().contains("called -q -B -DskipTests package"), failing.err());
        assertTrue(failing.err().contains("The build failed"), failing.err());
    }
}
