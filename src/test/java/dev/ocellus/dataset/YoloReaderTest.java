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
import org.junit.jupiter.params.provider.ValueSource;

class YoloReaderTest {
    /** Every picture is 200 wide and 100 high. */
    private static final YoloReader READER = new YoloReader(picture -> new Size(200, 100));

    private static final String YAML = "names: [cat, dog]\n";
    private static final String GOOD = "0 0.5 0.5 0.2 0.4\n";

    /** 0.5 · 200 ∓ 0.2 · 200 / 2, and 0.5 · 100 ∓ 0.4 · 100 / 2. */
    private static final TruthBox GOOD_BOX = new TruthBox(new Box(80, 30, 120, 70), "cat", false);

    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    /** Reads a set of one picture, images/a.jpg, with these labels. */
    private Dataset read(String labels) throws IOException {
        return set.file("data.yaml", YAML)
                .pictures("images/a.jpg")
                .file("labels/a.txt", labels)
                .read(READER);
    }

    @Test
    void fractionsBecomePixels() throws IOException {
        Dataset dataset = read(GOOD + "1 0.25 0.1 0.5 0.2");

        assertEquals(
                List.of(GOOD_BOX, new TruthBox(new Box(0, 0, 100, 20), "dog", false)), boxes(dataset, "images/a.jpg"));
        assertEquals(List.of("cat", "dog"), dataset.classes());
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void aBoxOverTheWholePictureTouchesItsEdges() throws IOException {
        assertEquals(
                new Box(0, 0, 200, 100),
                boxes(read("0 0.5 0.5 1 1"), "images/a.jpg").get(0).box());
    }

    @Test
    void anEmptyFileSaysThatThereIsNothingAndAMissingOneSaysNothing() throws IOException {
        set.pictures("images/unseen.jpg");

        Dataset dataset = read("\n");

        assertEquals(List.of("images/a.jpg"), ids(dataset));
        assertTrue(dataset.pictures().get(0).truth().known());
        assertEquals(List.of(), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("images/unseen.jpg"), 0, Loss.PICTURE, "a picture without labels");
    }

    @Test
    void labelsWithoutAPictureAreToldButOtherTextFilesAreNot() throws IOException {
        set.file("labels/gone.txt", GOOD).file("README.txt", "Cats and dogs.\n");

        assertFinding(read(GOOD), set.path("labels/gone.txt"), 0, Loss.PICTURE, "labels without a picture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 0.5 0.5 0.2 0.2           | class 2, where there are 0 to 1",
                "-1 0.5 0.5 0.2 0.2          | class -1",
                "0.5 0.5 0.5 0.2 0.2         | class 0.5",
                "cat 0.5 0.5 0.2 0.2         | the class is 'cat', not a number",
                "0 0.5 0.5 0.2               | 4 values in a line",
                "0 0.5 0.5 0.2 0.2 0.9 0.9 7 | 8 values in a line",
                "0,0.5,0.5,0.2,0.2           | 1 values in a line",
                "0 0.5 0.5 0 0.2             | a box without area",
                "0 0.5 0.5 -0.2 0.2          | a box without area",
                "0 100 50 40 40              | 100.0 is no fraction of the picture",
                "0 1.4 0.5 0.1 0.1           | a box outside its picture of 200x100",
                "0 NaN 0.5 0.1 0.1           | value 2 is 'NaN', not a number",
                "0 0.5 inf 0.1 0.1           | value 3 is 'inf', not a number",
                "0 0.5 0.5 0.2 0.4           | the same box twice",
            })
    void aBadLineIsLeftOutAloneWithItsPlace(String line, String reason) throws IOException {
        Dataset dataset = read("\n" + GOOD + line + "\n");

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("labels/a.txt"), 3, Loss.BOX, reason);
        assertTrue(dataset.findings().get(0).what().endsWith("box left out"));
    }

    @Test
    void aBoxReachingOutsideIsCutOffAndTold() throws IOException {
        Dataset dataset = read("0 1 0.5 0.2 0.4");

        assertEquals(
                new Box(180, 30, 200, 70), boxes(dataset, "images/a.jpg").get(0).box());
        assertFinding(dataset, set.path("labels/a.txt"), 1, Loss.NOTHING, "20.0 pixels beyond its picture of 200x100");
    }

    @Test
    void outlinesBecomeTheBoxesAroundThem() throws IOException {
        Dataset dataset = read("0 0.4 0.5 0.5 0.3 0.6 0.5 0.5 0.7\n");

        Box box = boxes(dataset, "images/a.jpg").get(0).box();
        assertEquals(1, box.iou(GOOD_BOX.box()), 1e-9);
        assertFinding(dataset, set.path("labels/a.txt"), 1, Loss.NOTHING, "outlines");
    }

    @Test
    void theScoreOfADetectorIsLeftAlone() throws IOException {
        assertEquals(List.of(GOOD_BOX), boxes(read("0 0.5 0.5 0.2 0.4 0.87\n"), "images/a.jpg"));
    }

    @Test
    void decimalCommasAreReadAndToldOnce() throws IOException {
        Dataset dataset = read("0 0,5 0,5 0,2 0,4\n1 0,5 0,5 0,2 0,4\n");

        assertEquals(GOOD_BOX, boxes(dataset, "images/a.jpg").get(0));
        assertEquals(2, boxes(dataset, "images/a.jpg").size());
        assertFinding(dataset, set.path("labels/a.txt"), 1, Loss.NOTHING, "decimal commas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff0 0.5 0.5 0.2 0.4\r\n", "0\t0.5\t0.5\t0.2\t0.4", "  0.0  5e-1 .5 +0.2 0.40 \r"})
    void readsMarksLineEndsTabsAndBlanks(String labels) throws IOException {
        Dataset dataset = read(labels);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void readsTextOfWindowsButTellsWhatIsNoText() throws IOException {
        set.file("labels/b.txt", "\ufeff" + GOOD, StandardCharsets.UTF_16LE)
                .pictures("images/b.jpg", "images/c.jpg")
                .file("labels/c.txt", "0 0.5 0.5 0.2 0.4 # gro\u00df\n", StandardCharsets.ISO_8859_1);

        Dataset dataset = read(GOOD);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/b.jpg"));
        assertFinding(dataset, set.path("labels/c.txt"), 1, Loss.BOX, "not text in UTF-8");
    }

    @Test
    void namesAreAListOrAMapInAnyScript() throws IOException {
        set.pictures("a.jpg")
                .file("a.txt", "7 0.5 0.5 0.2 0.4\n")
                .file("cats.yml", "names:\n  7: 猫\n  0: Käfer\nnc: 3\n");

        Dataset dataset = set.read(READER);

        assertEquals("猫", boxes(dataset, "a.jpg").get(0).label());
        assertEquals(List.of("Käfer", "猫"), dataset.classes());
        assertFinding(dataset, set.path("cats.yml"), 4, Loss.NOTHING, "nc is [3], but there are 8 names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes.txt", "obj.names", "labels/classes.txt"})
    void namesMayBeListedInATextFile(String file) throws IOException {
        Dataset dataset = set.file(file, "\ufeffcat\r\ndog\r\n\r\n")
                .pictures("images/a.jpg")
                .file("labels/a.txt", "1 0.5 0.5 0.2 0.4")
                .read(READER);

        assertEquals("dog", boxes(dataset, "images/a.jpg").get(0).label());
        assertEquals(List.of("cat", "dog"), dataset.classes());
    }

    @Test
    void withoutNamesClassesAreCalledByTheirNumbers() throws IOException {
        Dataset dataset =
                set.pictures("a.jpg").file("a.txt", "3 0.5 0.5 0.2 0.4").read(READER);

        assertEquals("3", boxes(dataset, "a.jpg").get(0).label());
        assertFinding(dataset, folder, 0, Loss.NOTHING, "no names of classes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'names: {x: cat}'    | data.yaml:1: 'x' is no number of a class",
                "'names: cat'         | data.yaml:1: names must be a list",
                "'names: [cat'        | data.yaml:2: is not YAML",
            })
    void aDataFileThatCannotBeUnderstoodIsRefusedWithItsLine(String yaml, String reason) throws IOException {
        set.file("data.yaml", yaml + "\n").pictures("a.jpg").file("a.txt", GOOD);

        IOException thrown = assertThrows(IOException.class, () -> set.read(READER));
        assertTrue(thrown.getMessage().contains(reason), thrown::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train: train/images\nval: valid/images\n",
                "path: /home/somebody/cards\ntrain: ../train/images\nval: ['../valid/images']\n",
                "train: /content/cards/train/images\nval: val.txt\n",
                "path: .\ntrain: lists/train.txt\nval: val.txt\n",
            })
    void foldersAndListsSayWhatPicturesAreFor(String entries) throws IOException {
        Dataset dataset = set.file("data.yaml", entries + YAML)
                .file("lists/train.txt", "./train/images/a.jpg\n/data/old/train/images/b.jpg\n")
                .file("val.txt", "valid/images/a.jpg\r\n\r\n")
                .pictures("train/images/a.jpg", "train/images/b.jpg", "valid/images/a.jpg", "other/images/o.jpg")
                .file("train/labels/a.txt", GOOD)
                .file("train/labels/b.txt", "")
                .file("valid/labels/a.txt", "1 0.5 0.5 0.2 0.4")
                .file("other/labels/o.txt", GOOD)
                .read(READER);

        assertEquals(
                Map.of(
                        "train/images/a.jpg", Part.TRAIN,
                        "train/images/b.jpg", Part.TRAIN,
                        "valid/images/a.jpg", Part.DEVELOPMENT),
                dataset.parts());
        assertEquals(3, dataset.pictures().size(), "what is in no list is not read");
        assertEquals(List.of(GOOD_BOX), boxes(dataset, "train/images/a.jpg"));
        assertEquals("dog", boxes(dataset, "valid/images/a.jpg").get(0).label());
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void darknetsFilesAreRead() throws IOException {
        Dataset dataset = set.file("obj.data", "classes = 2\ntrain  = data/train.txt\nnames = data/obj.names\n")
                .file("obj.names", "cat\ndog\n")
                .file("train.txt", "data/obj_train_data/a.jpg\ndata/obj_train_data/gone.jpg\n")
                .pictures("obj_train_data/a.jpg")
                .file("obj_train_data/a.txt", GOOD)
                .read(READER);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "obj_train_data/a.jpg"));
        assertEquals(Map.of("obj_train_data/a.jpg", Part.TRAIN), dataset.parts());
        assertFinding(
                dataset, set.path("train.txt"), 2, Loss.PICTURE, "there is no picture data/obj_train_data/gone.jpg");
    }

    @Test
    void theSamePicturesForAllPartsAreNoSplit() throws IOException {
        set.file("data.yaml", "train: images\nval: images\n" + YAML);
        Dataset dataset =
                set.pictures("images/a.jpg").file("labels/a.txt", GOOD).read(READER);

        assertEquals(List.of("images/a.jpg"), ids(dataset));
        assertEquals(Map.of(), dataset.parts());
    }

    @Test
    void aFolderThatIsNotThereIsTold() throws IOException {
        set.file("data.yaml", "train: images\ntest: test/images\n" + YAML);
        Dataset dataset =
                set.pictures("images/a.jpg").file("labels/a.txt", GOOD).read(READER);

        assertFinding(dataset, set.path("data.yaml"), 0, Loss.NOTHING, "'test/images', which is not there");
    }

    @Test
    void aPictureNeverTakesTheLabelsOfAnotherOneWithItsName() throws IOException {
        Dataset dataset = set.file("data.yaml", YAML)
                .pictures("images/train/a.jpg", "images/val/a.jpg")
                .file("labels/val/a.txt", GOOD)
                .read(READER);

        assertEquals(List.of("images/val/a.jpg"), ids(dataset));
        assertFinding(dataset, set.path("images/train/a.jpg"), 0, Loss.PICTURE, "a picture without labels");
    }

    @Test
    void aPictureThatIsNoneCostsItselfOnly() throws IOException {
        YoloReader reader = new YoloReader(picture -> {
            if (picture.endsWith("b.jpg")) {
                throw new IOException("it holds no picture");
            }
            return new Size(200, 100);
        });
        Dataset dataset = set.file("data.yaml", YAML)
                .pictures("a.jpg", "b.jpg")
                .file("a.txt", GOOD)
                .file("b.txt", GOOD)
                .read(reader);

        assertEquals(List.of("a.jpg"), ids(dataset));
        assertFinding(dataset, set.path("b.jpg"), 0, Loss.PICTURE, "its size cannot be read (it holds no picture)");
    }

    @Test
    void picturesMayLieElsewhere() throws IOException {
        set.file("labels/a.txt", GOOD).file("labels/classes.txt", "cat\n").pictures("photos/a.png");

        Dataset dataset = READER.read(set.path("labels"), set.path("photos"));

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "a.png"));
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void aFolderWithoutLabelsIsRefused() {
        IOException thrown = assertThrows(IOException.class, () -> set.read(READER));

        assertTrue(thrown.getMessage().contains("no YOLO labels (*.txt) in " + folder), thrown::getMessage);
    }
}
