package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkTableReaderTest {
    private static final String HEADER = "file,re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y,score\n";
    private static final Landmarks FACE = new Landmarks(
            new Point(10, 20), new Point(30, 21), new Point(20, 30), new Point(12.5, 40), new Point(28, 41));
    private static final Box AROUND = new Box(10, 20, 30, 41);

    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    @Test
    void aTableNamesThePointsOfThePerson() throws IOException {
        set.pictures("ann/1.jpg", "bob/1.jpg")
                .file(
                        "landmarks-machine.csv",
                        HEADER
                                + "ann/1.jpg,10,20,30,21,20,30,12.5,40,28,41,0.95\n"
                                + "bob/1.jpg,10,20,30,21,20,30,12.5,40,28,41,0.85\n");

        Dataset dataset = set.read(new LandmarkTableReader(0.9));

        assertEquals(
                List.of(new TruthBox(AROUND, "object", false, Optional.of(FACE))),
                SetFolder.boxes(dataset, "ann/1.jpg"));
        assertEquals(
                List.of(new TruthBox(AROUND, "object", true, Optional.of(FACE))),
                SetFolder.boxes(dataset, "bob/1.jpg"));
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void aTextListsAllXBeforeAllYAsSeenInThePicture() throws IOException {
        set.pictures("images/a/1.jpg").file("landmarks.txt", "a/1.jpg 10 30 20 12.5 28 20 21 30 40 41\n");

        Dataset dataset = set.read(new LandmarkTableReader(0));

        assertEquals(
                List.of(new TruthBox(AROUND, "object", false, Optional.of(FACE))),
                SetFolder.boxes(dataset, "images/a/1.jpg"));
    }

    @Test
    void oneBadLineCostsNoMoreThanItself() throws IOException {
        set.pictures("1.jpg", "2.jpg", "3.jpg")
                .file(
                        "landmarks.csv",
                        HEADER
                                + "1.jpg,10,20,30,21,20,30,12.5,40,28,41,0.9\n"
                                + "2.jpg,10,20,30,21,20,NaN,12.5,40,28,41,0.9\n"
                                + "3.jpg,10,20,30\n");

        Dataset dataset = set.read(new LandmarkTableReader(0));

        assertEquals(List.of("1.jpg"), SetFolder.ids(dataset));
        String said = dataset.findings().toString();
        assertTrue(said.contains("nose_y is 'NaN', not a number"), said);
        assertTrue(said.contains("4 fields where the header has 12"), said);
    }

    @Test
    void fiveEqualPointsAreNoFace() throws IOException {
        set.pictures("1.jpg").file("landmarks.txt", "1.jpg 5 5 5 5 5 6 6 6 6 6\n");

        Dataset dataset = set.read(new LandmarkTableReader(0));

        assertTrue(dataset.findings().toString().contains("a box without area"), dataset.findings()::toString);
    }

    @Test
    void tablesWithoutTheColumnsAndFoldersWithoutATableAreRefused() throws IOException {
        assertThrows(IOException.class, () -> set.read(new LandmarkTableReader(0)));
        set.file("landmarks.csv", "file,re_x,re_y\n");
        String message = assertThrows(IOException.class, () -> set.read(new LandmarkTableReader(0)))
                .getMessage();
        assertTrue(message.contains("lm_y"), message);
    }

    @Test
    void boxTablesMayHoldLandmarksToo() throws IOException {
        set.pictures("1.jpg")
                .file(
                        "boxes.csv",
                        "xmin,ymin,xmax,ymax," + HEADER + "1,2,50,60,1.jpg,10,20,30,21,20,30,12.5,40,28,41,0.9\n");

        Dataset dataset = set.read(new BoxTableReader(0));

        assertEquals(
                List.of(new TruthBox(new Box(1, 2, 50, 60), "object", false, Optional.of(FACE))),
                SetFolder.boxes(dataset, "1.jpg"));
    }

    @Test
    void peopleWithAFolderEachStayOnOneSideOfASplit() throws IOException {
        StringBuilder table = new StringBuilder(HEADER);
        for (int person = 0; person < 40; person++) {
            for (int number = 0; number < 3; number++) {
                String file = "p" + person + "/" + person + "_" + number + ".jpg";
                set.pictures("set/" + file);
                table.append(file).append(",10,20,30,21,20,30,12.5,40,28,41,0.9\n");
            }
        }
        set.file("set/landmarks.csv", table.toString());
        DataSource source = new DataSource(
                DataSource.Format.LANDMARK_TABLE,
                "set",
                1,
                null,
                null,
                null,
                DataSource.BY_FOLDER,
                null,
                0,
                null,
                null);

        DataSource.Parts parts = source.read(folder, new SplitShares(0.3, 0));

        List<String> train = people(parts.train());
        List<String> development = people(parts.development());
        assertTrue(development.size() > 4 && train.size() > 15, () -> train + " and " + development);
        assertEquals(40, train.size() + development.size(), "nobody is on both sides");
    }

    private static List<String> people(List<LabelledPicture> pictures) {
        return pictures.stream()
                .map(picture -> picture.file().getParent().getFileName().toString())
                .distinct()
                .toList();
    }
}
