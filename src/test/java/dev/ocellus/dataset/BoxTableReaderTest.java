package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxTableReaderTest {
    @TempDir
    Path folder;

    private Dataset read(String table, String... pictures) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (String picture : pictures) {
            Files.createFile(folder.resolve("images").resolve(picture));
        }
        Files.writeString(folder.resolve("boxes.csv"), table);
        return new BoxTableReader(0.7).read(folder);
    }

    @Test
    void boxesBelowTheMinimumScoreAreDifficult() throws IOException {
        Dataset dataset =
                read("file,xmin,ymin,xmax,ymax,score,eye\na.jpg,1.5,2,10,20,0.9,7\na.jpg,-0.1,0,5,5,0.69,7\n", "a.jpg");

        assertEquals(
                List.of(
                        new TruthBox(new Box(1.5, 2, 10, 20), "object", false),
                        new TruthBox(new Box(-0.1, 0, 5, 5), "object", true)),
                dataset.pictures().get(0).truth().boxes());
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void aLineWithoutNumbersSaysThatThePictureIsEmptyAndNoLineSaysNothing() throws IOException {
        Dataset dataset = read("\ufefffile,label,xmin,ymin,xmax,ymax\r\nempty.jpg,,,,,\r\n", "empty.jpg", "unseen.jpg");

        assertEquals(1, dataset.pictures().size());
        assertEquals("images/empty.jpg", dataset.pictures().get(0).id());
        assertTrue(dataset.pictures().get(0).truth().known());
        assertEquals(
                "unseen.jpg", dataset.findings().get(0).file().getFileName().toString());
    }

    @Test
    void aBadLineIsToldAndCostsNoPicture() throws IOException {
        Dataset dataset = read(
                "file,label,xmin,ymin,xmax,ymax\na.jpg,cat,1,1,5,5\na.jpg,cat,5,1,1,5\na.jpg,cat,x,1,1,5\na.jpg,cat,1\n"
                        + "gone.jpg,cat,1,1,5,5\n",
                "a.jpg");

        assertEquals("cat", dataset.pictures().get(0).truth().boxes().get(0).label());
        assertEquals(1, dataset.pictures().get(0).truth().boxes().size());
        assertEquals(
                List.of(3, 4, 5, 6),
                dataset.findings().stream().map(Finding::line).toList());
    }

    @Test
    void aMissingColumnIsRefusedByName() {
        IOException thrown = assertThrows(IOException.class, () -> read("file,xmin,ymin,xmax\na.jpg,1,1,5\n", "a.jpg"));

        assertTrue(thrown.getMessage().contains("'ymax'"), thrown::getMessage);
    }
}
