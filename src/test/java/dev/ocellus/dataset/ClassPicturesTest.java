package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.FileOutcome.Status;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.testing.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPicturesTest {
    private static final Image ANY = Image.filled(new Size(4, 4), 9, 9, 9);

    @TempDir
    Path folder;

    private void file(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void picture(String path, int grey) throws IOException {
        file(path, ImageWriter.toPng(Image.filled(new Size(3, 3), grey, grey, grey)));
    }

    private ClassPictures load() throws IOException, InterruptedException {
        ClassFolders folders = ClassFolders.read(folder, new SplitShares(0, 0));
        return ClassPictures.load(folders, new ImageReader(), image -> ANY, 2);
    }

    private static FileOutcome outcome(ClassPictures pictures, String id) {
        return pictures.outcomes().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFileEndsInOneWay() throws Exception {
        picture("train/b/fine.png", 1);
        picture("train/a/fine.png", 2);
        file("train/a/text.jpg", "no picture".getBytes());
        file("train/a/grey.pgm", PictureFiles.pgm(255));
        byte[] cut = PictureFiles.ppm(false);
        file("train/b/cut.ppm", Arrays.copyOf(cut, cut.length / 2));
        file("train/broken/only.png", new byte[0]);
        picture("val/b/fine.png", 3);
        picture("val/broken/fine.png", 4);
        picture("test/new/fine.png", 5);

        ClassPictures pictures = load();

        assertEquals(List.of("a", "b"), pictures.labels());
        assertEquals(
                List.of(0, 0, 1, 1),
                pictures.parts().get(Part.TRAIN).stream()
                        .map(ClassPictures.Picture::label)
                        .toList());
        assertEquals(ANY, pictures.parts().get(Part.TRAIN).get(0).image());
        assertEquals(1, pictures.parts().get(Part.DEVELOPMENT).size());
        assertEquals(9, pictures.outcomes().size());
        assertEquals(Status.OK, outcome(pictures, "train/a/grey.pgm").status());
        assertEquals(Status.WARNING, outcome(pictures, "train/b/cut.ppm").status());
        assertTrue(outcome(pictures, "train/b/cut.ppm").reason().contains("ends before"));
        assertEquals(Status.REJECTED, outcome(pictures, "train/a/text.jpg").status());
        assertEquals(
                "the file is empty", outcome(pictures, "train/broken/only.png").reason());
        for (String id : List.of("val/broken/fine.png", "test/new/fine.png")) {
            assertEquals(
                    id + " is not used: nothing is learnt of its class: the training part has none",
                    outcome(pictures, id).toString());
        }
    }

    @Test
    void theSamePictureInTwoClassesOrPartsIsSaid() throws Exception {
        picture("train/a/1.png", 1);
        picture("train/a/same-class.png", 1);
        picture("train/b/2.png", 2);
        picture("train/b/of-a.png", 1);
        picture("test/b/leaked.png", 2);
        ClassPictures pictures = load();
        assertEquals(Status.OK, outcome(pictures, "train/a/same-class.png").status());
        assertEquals(
                "the same picture lies in another class: train/a/1.png",
                outcome(pictures, "train/b/of-a.png").reason());
        assertEquals(
                "the same picture is also in the train part, so the test part flatters: train/b/2.png",
                outcome(pictures, "test/b/leaked.png").reason());
        assertEquals(1, pictures.parts().get(Part.TEST).size(), "it is used all the same");
    }

    @Test
    void theHashTellsOtherDataApart() throws Exception {
        picture("a/1.png", 1);
        picture("b/2.png", 2);
        String hash = load().sha256();
        assertEquals(hash, load().sha256());
        picture("b/2.png", 3);
        String changed = load().sha256();
        assertNotEquals(hash, changed);
        Files.move(folder.resolve("b"), folder.resolve("c"));
        assertNotEquals(changed, load().sha256());
    }
}
