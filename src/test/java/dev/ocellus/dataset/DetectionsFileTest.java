package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Truth;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionsFileTest {
    private static final Detection CAT = new Detection(new Box(1, 2, 4, 6), "cat", 0.9);

    @TempDir
    private Path folder;

    private DetectionsFile read(String name, String text) throws IOException {
        return DetectionsFile.read(Files.writeString(folder.resolve(name), text), folder);
    }

    private LabelledPicture picture(String id) {
        return new LabelledPicture(id, folder.resolve(id), Truth.of(List.of()));
    }

    @Test
    void readsTheTablesThatDetectWrites() throws IOException {
        DetectionsFile file =
                read("detections.csv", "file_name,label,x,y,width,height,score\r\na.jpg,cat,1,2,3,4,0.9\r\n");
        assertEquals(Map.of("a.jpg", List.of(CAT)), file.byPicture());
        assertEquals(
                file, read("comma.csv", "\uFEFFfile_name;label;x;y;width;height;score\na.jpg;cat;1,0;2,0;3;4;0,9\n"));
    }

    @Test
    void readsTheListsThatDetectWrites() throws IOException {
        DetectionsFile file = read(
                "detections.json",
                "[\n{\"file_name\": \"a.jpg\", \"label\": \"cat\", \"bbox\": [1, 2, 3, 4], \"score\": 0.9}\n]");
        assertEquals(Map.of("a.jpg", List.of(CAT)), file.byPicture());
    }

    @Test
    void looksUpCocosNumbersInTheLabels() throws IOException {
        Files.writeString(
                folder.resolve("instances.json"),
                "{\"images\": [{\"id\": 7, \"file_name\": \"a.jpg\"}], \"annotations\": [], "
                        + "\"categories\": [{\"id\": 3, \"name\": \"cat\"}]}");
        String result =
                "[{\"image_id\": %s, \"category_id\": %d, \"bbox\": [1, 2, 3, 4], \"score\": 0.9, \"segmentation\": {\"counts\": []}}]";
        assertEquals(
                Map.of("a.jpg", List.of(CAT)),
                read("r.txt", result.formatted("7", 3)).byPicture());
        assertEquals(
                Map.of("b", List.of(CAT)),
                read("r.txt", result.formatted("\"b\"", 3)).byPicture());
        DetectionsFile unknown = read("r.txt", result.formatted("7", 4));
        assertTrue(unknown.byPicture().isEmpty());
        assertTrue(
                unknown.findings().get(0).what().contains("category 4"),
                unknown.findings().toString());
    }

    @Test
    void oneBadLineCostsItselfOnly() throws IOException {
        DetectionsFile file = read(
                "d.csv",
                "file_name,label,x,y,width,height,score\na.jpg,cat,1,2,3,4,0.9\na.jpg,cat,1,2,3,four,0.9\na.jpg,cat,1,2,3,4,9\na.jpg,cat,1,2,-3,4,0.5\n");
        assertEquals(List.of(CAT), file.byPicture().get("a.jpg"));
        assertEquals(
                List.of(3, 4, 5), file.findings().stream().map(Finding::line).toList());
    }

    @Test
    void findsPicturesByPathNameOrStem() throws IOException {
        DetectionsFile file = read(
                "d.csv",
                "file_name,label,x,y,width,height,score\nwhere/ever/b.jpg,cat,1,2,3,4,0.9\na,cat,1,2,3,4,0.9\nelse.jpg,cat,1,2,3,4,0.9\n");
        List<String> unknown = new ArrayList<>();
        Map<String, List<Detection>> found =
                file.of(List.of(picture("images/a.jpg"), picture("images/b.jpg")), unknown);
        assertEquals(Map.of("images/a.jpg", List.of(CAT), "images/b.jpg", List.of(CAT)), found);
        assertEquals(List.of("else.jpg"), unknown);
    }

    @Test
    void saysWhatIsNoFileOfDetections() {
        assertThrows(IOException.class, () -> read("e.json", ""));
        assertTrue(assertThrows(IOException.class, () -> read("o.json", "{\"images\": []}"))
                .getMessage()
                .contains("o.json:1"));
        assertTrue(assertThrows(IOException.class, () -> read("b.json", "[{\"bbox\": [1,"))
                .getMessage()
                .contains("b.json"));
        assertTrue(assertThrows(IOException.class, () -> read("t.csv", "a,b\n1,2\n"))
                .getMessage()
                .contains("file_name"));
    }

    @Test
    void listsNamePicturesInAnyWay() throws IOException {
        Path list = Files.writeString(folder.resolve("test.txt"), "./images/a.jpg\nb 1\n\nnobody.jpg\n");
        PictureList read = PictureList.read(
                list, List.of(picture("images/a.jpg"), picture("images/b.jpg"), picture("images/c.jpg")));
        assertEquals(
                List.of("images/a.jpg", "images/b.jpg"),
                read.pictures().stream().map(LabelledPicture::id).toList());
        assertEquals(List.of(4), read.findings().stream().map(Finding::line).toList());
    }
}
