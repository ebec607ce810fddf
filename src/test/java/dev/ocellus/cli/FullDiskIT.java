package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.testing.DrawnSquares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training whose disk becomes full: a small one in memory, seen by a process of its own only. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems mount no disks for users")
class FullDiskIT {
    @TempDir
    Path folder;

    @Test
    void theLastCheckpointStaysAndTheTrainingEndsWithTheReason() throws Exception {
        DrawnSquares.writeTo(folder);
        Files.writeString(folder.resolve("train.yaml"), DrawnSquares.PLAN);
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(onOwnDisk("1m", disk, "true").waitFor() == 0, "this system lets users mount nothing");

        // room for one checkpoint of 154 kB, the curve and half of another checkpoint, which is written before the old
        // one goes
        Process training = onOwnDisk(
                "300k",
                disk,
                train("disk") + "; echo $? > exit; ls -A disk > left; cp disk/checkpoint.safetensors kept");
        assertTrue(training.waitFor(60, TimeUnit.SECONDS));

        String err = Files.readString(folder.resolve("err"));
        assertEquals("1", Files.readString(folder.resolve("exit")).strip(), err);
        assertTrue(err.contains("the checkpoint of step 6 could not be written, "), err);
        assertTrue(err.contains("No space left on device") && err.contains("MB free"), err);
        assertTrue(err.contains("the checkpoint of step 3 is kept in "), err);
        assertEquals(
                List.of(
                        "anchors.csv",
                        "anchors.png",
                        "checkpoint.safetensors",
                        "curve.csv",
                        "curve.png",
                        "dev.txt",
                        "test.txt",
                        "train.txt"),
                Files.readAllLines(folder.resolve("left")));
        assertEquals("3", Safetensors.read(folder.resolve("kept")).metadata().get("steps"), "whole");
    }

    private String train(String out) {
        return "%s -cp %s dev.ocellus.cli.Ocellus train train.yaml --data . --out %s --threads 1"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        out);
    }

    /** Runs a command in {@link #folder}, with a disk of the given size where an empty folder was. */
    private Process onOwnDisk(String size, Path disk, String command) throws IOException {
        return new ProcessBuilder(
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
    }
}
