package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.EncoderIdentity;
import dev.ocellus.gallery.Enrollee;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.NewFace;
import dev.ocellus.gallery.Person;
import dev.ocellus.gallery.Quality;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after a gallery. */
class GalleryCommandsIT {
    private static final EncoderIdentity ENCODER = new EncoderIdentity("drawn", "a".repeat(64), "b".repeat(64), 4);

    @TempDir
    Path folder;

    private Path file;
    private String out;
    private String err;

    @BeforeEach
    void enrol() throws IOException {
        file = folder.resolve("gallery.db");
        try (Gallery gallery = Gallery.openOrCreate(file)) {
            gallery.enrol(new Enrollee.Named("Ann"), ENCODER, List.of(face("1"), face("2")));
            gallery.enrol(new Enrollee.Named("王小明"), ENCODER, List.of(face("3")));
        }
    }

    private static NewFace face(String digit) {
        return new NewFace(
                Embedding.normalised(new float[] {1, 2, 3, Integer.parseInt(digit)}),
                digit + ".jpg",
                digit.repeat(64),
                new Box(0, 0, 9, 9),
                Optional.empty(),
                Quality.UNMEASURED,
                Optional.of(new byte[] {1}));
    }

    private int run(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int exit = Ocellus.run(
                new Terminal(
                        new PrintStream(outBytes, false, StandardCharsets.UTF_8),
                        new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                        false),
                arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private void said(String text, String part) {
        assertTrue(text.contains(part), () -> part + " is not in\n" + out + err);
    }

    @Test
    void peopleAreListed() {
        assertEquals(0, run("people", "--gallery", file.toString()));
        said(out, "Ann     #");
        said(out, "王小明  #");
        said(out, "Encoder: drawn (model aaaaaaaa, preprocessing bbbbbbbb, 4 coordinates)");
        assertEquals(0, run("people", "Ann", "--gallery", file.toString()));
        said(out, "1.jpg");
        assertEquals(0, run("people", "--json", "--gallery", file.toString()));
        said(out, "\"name\":\"王小明\",\"faces\":1,\"thumbnails\":1");
        assertEquals(0, run("people", "Ann", "--json", "--gallery", file.toString()));
        said(out, "\"picture-sha256\":\"" + "2".repeat(64));
        assertEquals("", err);
    }

    @Test
    void aPersonIsForgottenOnceThatIsCertain() throws Exception {
        assertEquals(2, run("forget", "Ann", "--gallery", file.toString()));
        said(err, "say --yes");
        assertEquals(2, run("forget", "Anna", "--yes", "--gallery", file.toString()));
        said(err, "nobody in " + file + " is 'Anna'; 'ocellus people' lists them");
        assertEquals(0, run("forget", "Ann", "--yes", "--gallery", file.toString()));
        said(out, "Forgotten: Ann #");
        said(out, ", 2 faces and 2 thumbnails.");
        try (Gallery gallery = Gallery.open(file)) {
            assertEquals(1, gallery.people().size());
            gallery.enrol(new Enrollee.Another("王小明"), ENCODER, List.of(face("4")));
        }
        assertEquals(2, run("forget", "王小明", "--yes", "--gallery", file.toString()));
        said(err, "2 people in " + file + " are named '王小明': #");
        try (Gallery gallery = Gallery.openToRead(file)) {
            String id = Person.ID_SIGN + gallery.named("王小明").get(1).id();
            assertEquals(0, run("forget", id, "--yes", "--json", "--gallery", file.toString()));
            said(out, "\"faces\":1,\"thumbnails\":1,\"erased\":true");
        }
    }

    @Test
    void whoseFacesCannotBeEncodedAnewIsToldByName() throws Exception {
        NewFace kept = face("4");
        NewFace bare = new NewFace(
                kept.embedding(),
                kept.source(),
                kept.pictureSha256(),
                kept.box(),
                kept.landmarks(),
                kept.quality(),
                Optional.empty());
        try (Gallery gallery = Gallery.open(file)) {
            gallery.enrol(new Enrollee.Named("王小明"), ENCODER, List.of(bare));
        }
        assertEquals(1, run("re-enrol", "--gallery", file.toString()));
        said(err, "No thumbnail is kept of:\n  王小明 #");
        said(err, ": 1 of 2 faces\nNothing was changed in " + file);
        assertEquals("", out);
        assertEquals(1, run("re-enrol", "--json", "--gallery", file.toString()));
        said(out, "\"name\":\"王小明\",\"faces\":1}");
        Path picture = folder.resolve("grey.png");
        ImageWriter.writePng(Image.filled(new Size(9, 9), 9, 9, 9), picture);
        assertEquals(2, run("identify", picture.toString(), "--gallery", file.toString()));
        said(err, "'ocellus re-enrol --gallery " + file + "'");
        assertEquals(2, run("re-enrol", "--gallery", folder.resolve("none.db").toString()));
        said(err, "there is no gallery");
    }

    @Test
    void anExportIsImportedElsewhere() throws Exception {
        String zip = folder.resolve("people.zip").toString();
        String other = folder.resolve("other.db").toString();
        assertEquals(0, run("export", zip, "--gallery", file.toString()));
        said(out, "people 2, faces 3, thumbnails 3.");
        assertEquals(2, run("export", zip, "--gallery", file.toString()));
        said(err, "--overwrite replaces it");
        assertEquals(2, run("export", file.toString(), "--overwrite", "--gallery", file.toString()));
        said(err, "is the gallery itself");
        assertEquals(0, run("import", zip, "--gallery", other));
        said(out, "New people 2, known people 0, faces added 3, faces that were there already 0.");
        assertEquals(0, run("import", zip, "--json", "--gallery", other));
        said(out, "\"known-people\":2,\"added\":0,\"already-there\":3");

        String wrong = folder.resolve("wrong.zip").toString();
        Files.writeString(Path.of(wrong), "x");
        assertEquals(
                2, run("import", wrong, "--gallery", folder.resolve("none.db").toString()));
        said(err, wrong + " cannot be imported: not a zip file");
        assertFalse(Files.exists(folder.resolve("none.db")), "no gallery is made for it");
    }

    @Test
    void whatIsNoGalleryIsTold() throws Exception {
        for (String command : List.of("people", "forget X --yes", "export x.zip")) {
            String[] words = (command + " --gallery " + folder.resolve("none.db")).split(" ");
            assertEquals(2, run(words));
            said(err, "there is no gallery " + folder.resolve("none.db"));
        }
        Path damaged = Files.write(folder.resolve("damaged.db"), Arrays.copyOf(Files.readAllBytes(file), 9000));
        assertEquals(1, run("people", "--gallery", damaged.toString()));
        said(err, "is damaged");
        said(err, "ocellus export");
        assertFalse(err.contains("Exception"), err);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems mount no disks for users")
    void disksThatAreFullOrReadOnlyAreTold() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String zip = folder.resolve("people.zip").toString();
        assertEquals(0, run("export", zip, "--gallery", file.toString()));
        assumeTrue(onOwnDisk("1m", disk, "true") == 0, "this system lets users mount nothing");

        onOwnDisk(
                "100k",
                disk,
                program("import people.zip --gallery disk/gallery.db")
                        + "; echo $? > full; mount -o remount,size=1m none disk; cp gallery.db disk/readable.db;"
                        + " mount -o remount,ro none disk; " + program("people --gallery disk/readable.db")
                        + "; echo $? > read; " + program("forget Ann --yes --gallery disk/readable.db")
                        + "; echo $? > forget");
        String told = Files.readString(folder.resolve("err"));
        assertEquals("1", Files.readString(folder.resolve("full")).strip(), told);
        assertTrue(told.contains("no room is left for disk/gallery.db ("), told);
        assertEquals("0", Files.readString(folder.resolve("read")).strip(), told);
        assertTrue(Files.readString(folder.resolve("out")).contains("王小明"), "read from a read-only disk");
        assertEquals("1", Files.readString(folder.resolve("forget")).strip(), told);
        assertTrue(
                told.contains("disk/readable.db cannot be written: the file, its folder or its disk is read-only"),
                told);
        assertFalse(told.contains("Exception"), told);
    }

    private static String program(String arguments) {
        return "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp %s dev.ocellus.cli.Ocellus %s"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        arguments);
    }

    /** Runs a command in {@link #folder}, with a disk of the given size where an empty folder was. */
    private int onOwnDisk(String size, Path disk, String command) throws Exception {
        Process process = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=%s none %s && { %s; }".formatted(size, disk, command))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
