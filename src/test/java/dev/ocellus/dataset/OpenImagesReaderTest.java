package dev.ocellus.dataset;

import static dev.ocellus.dataset.SetFolder.assertFinding;
import static dev.ocellus.dataset.SetFolder.boxes;
import static dev.ocellus.dataset.SetFolder.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.Finding.Loss;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenImagesReaderTest {
    /** Every picture is 200 wide and 100 high. */
    private static final OpenImagesReader READER = new OpenImagesReader(picture -> new Size(200, 100));

    private static final String HEADER =
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsGroupOf\n";
    private static final String GOOD = "a,,cat,1,0.1,0.3,0.2,0.6,0,0\n";
    private static final TruthBox GOOD_BOX = new TruthBox(new Box(20, 20, 60, 60), "cat", false);

    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    private Dataset read(String rows) throws IOException {
        return set.pictures("images/a.jpg")
                .file("boxes-bbox.csv", HEADER + rows)
                .read(READER);
    }

    @Test
    void fractionsBecomePixels() throws IOException {
        Dataset dataset = read(GOOD);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void picturesAreNamedWithOrWithoutTheirEnding() throws IOException {
        set.pictures("images/b.c.jpg");

        Dataset dataset = read(GOOD.replace("a,", "a.jpg,") + GOOD.replace("a,", "b.c,"));

        assertEquals(List.of("images/a.jpg", "images/b.c.jpg"), ids(dataset));
    }

    @Test
    void groupsAreDifficult() throws IOException {
        assertTrue(boxes(read(GOOD.replace("0,0\n", "0,1\n")), "images/a.jpg")
                .get(0)
                .difficult());
    }

    @Test
    void codesAreNamedByDescriptions() throws IOException {
        set.file("class-descriptions-boxable.csv", "/m/01yrx,\"Cat, domestic\"\n/m/0bt9lr,Dog\n\n/m/1\n");

        Dataset dataset = read(GOOD.replace("cat", "/m/01yrx") + GOOD.replace("cat", "/m/0"));

        assertEquals(List.of("Cat, domestic", "Dog"), dataset.classes());
        assertEquals("Cat, domestic", boxes(dataset, "images/a.jpg").get(0).label());
        assertEquals(
                List.of("class-descriptions-boxable.csv:4 NOTHING", "boxes-bbox.csv:3 BOX"),
                dataset.findings().stream()
                        .map(f -> f.file().getFileName() + ":" + f.line() + " " + f.loss())
                        .toList(),
                dataset.findings()::toString);
    }

    @Test
    void aTableOfPicturesSaysWhichAreEmptyAndWhatTheyAreFor() throws IOException {
        set.pictures("images/empty.jpg", "images/unlisted.jpg")
                .file("image-ids.csv", "ImageID,Subset\na,train\nempty,validation\n");

        Dataset dataset = read(GOOD);

        assertEquals(Map.of("images/a.jpg", Part.TRAIN, "images/empty.jpg", Part.DEVELOPMENT), dataset.parts());
        assertEquals(List.of(), boxes(dataset, "images/empty.jpg"));
        assertFinding(dataset, set.path("images/unlisted.jpg"), 0, Loss.PICTURE, "a picture without labels");
    }

    @Test
    void tablesAreCalledAfterTheirParts() throws IOException {
        Dataset dataset = set.pictures("train/a.jpg", "test/b.jpg")
                .file("train-annotations-bbox.csv", HEADER + GOOD)
                .file("test-annotations-bbox.csv", HEADER + GOOD.replace("a,", "b,"))
                .read(READER);

        assertEquals(Map.of("train/a.jpg", Part.TRAIN, "test/b.jpg", Part.TEST), dataset.parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "0.1,0.3    | 0.3,0.1     | a box without area",
                "0.1,0.3    | x,0.3       | XMin is 'x', not a number",
                "0.1,0.3    | ,0.3        | XMin is '', not a number",
                "0.1,0.3    | 20,60       | XMin is 20.0, no fraction of the picture",
                "0.1,0.3    | 1.1,1.3     | a box outside its picture of 200x100",
                "0.1,0.3    | 0,1,0,3     | 12 fields where the header has 10",
                ",0.6,0,0   | ##          | 7 fields where the header has 10",
                "cat        | ##          | an object without a name",
                "0.1,0.3    | \"0.1,0.3   | XMin is '0.1,0.3,0.2,0.6,0,0', not a number",
            })
    void aBadLineIsLeftOutAloneWithItsPlace(String part, String instead, String reason) throws IOException {
        Dataset dataset = read(GOOD + GOOD.replace(part, instead) + GOOD.replace("0.6", "0.7"));

        assertEquals(GOOD_BOX, boxes(dataset, "images/a.jpg").get(0));
        assertEquals(2, boxes(dataset, "images/a.jpg").size());
        assertFinding(dataset, set.path("boxes-bbox.csv"), 3, Loss.BOX, reason);
    }

    @Test
    void aPictureThatIsNotThereIsToldInItsFirstLine() throws IOException {
        Dataset dataset = read(GOOD + GOOD.replace("a,", "gone,") + GOOD.replace("a,", "gone,"));

        assertFinding(dataset, set.path("boxes-bbox.csv"), 3, Loss.PICTURE, "labels without a picture: gone");
    }

    @ParameterizedTest
    @CsvSource({"'\"0,1\",\"0,3\",\"0,2\",\"0,6\"', ','", "'0,1;0,3;0,2;0,6', ;"})
    void decimalCommasAreReadInQuotesAndBetweenSemicolons(String numbers, String separator) throws IOException {
        set.pictures("a.jpg")
                .file(
                        "boxes.csv",
                        ("\ufeffImageID,LabelName,XMin,XMax,YMin,YMax\r\na,cat,").replace(",", separator)
                                + numbers
                                + "\r\n");

        Dataset dataset = set.read(READER);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "a.jpg"));
        assertFinding(dataset, set.path("boxes.csv"), 2, Loss.NOTHING, "decimal commas");
    }

    @Test
    void readsTabsTextOfWindowsAndColumnsInAnyOrder() throws IOException {
        set.pictures("a.jpg")
                .file(
                        "boxes.csv",
                        "\ufeffYMax\tymin\tXMax\tXMin\tImageID\tLabelName\r\n0.6\t0.2\t0.3\t0.1\ta\t\"c\"\"at\"\r\n",
                        StandardCharsets.UTF_16LE);

        assertEquals(List.of(new TruthBox(GOOD_BOX.box(), "c\"at", false)), boxes(set.read(READER), "a.jpg"));
    }

    @Test
    void whatIsNoTextCostsItsLineOnly() throws IOException {
        set.pictures("a.jpg")
                .file("boxes.csv", HEADER + GOOD.replace("cat", "k\u00e4fer") + GOOD, StandardCharsets.ISO_8859_1);

        Dataset dataset = set.read(READER);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "a.jpg"));
        assertFinding(dataset, set.path("boxes.csv"), 2, Loss.BOX, "not text in UTF-8");
    }

    @Test
    void aFolderWithoutSuchATableIsRefused() throws IOException {
        set.file("boxes.csv", "file,xmin,ymin,xmax,ymax\n");

        IOException thrown = assertThrows(IOException.class, () -> set.read(READER));

        assertTrue(thrown.getMessage().contains("no OpenImages labels"), thrown::getMessage);
    }
}
