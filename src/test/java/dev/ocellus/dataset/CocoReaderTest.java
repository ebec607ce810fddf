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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoReaderTest {
    private static final CocoReader READER = new CocoReader();

    private static final String IMAGES =
            "\"images\": [{\"id\": 7, \"file_name\": \"a.jpg\", \"width\": 200, \"height\": 100}],\n";
    private static final String CATEGORIES =
            "\"categories\": [{\"id\": 10, \"name\": \"dog\"}, {\"id\": 2, \"name\": \"cat\"}]";
    private static final String GOOD = "{\"id\": 1, \"image_id\": 7, \"category_id\": 2, \"bbox\": [10, 20.5, 30, 40]}";

    private static final TruthBox GOOD_BOX = new TruthBox(new Box(10, 20.5, 40, 60.5), "cat", false);

    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    private static String json(String annotations) {
        return "{\n" + IMAGES + "\"annotations\": [\n" + annotations + "\n],\n" + CATEGORIES + "}";
    }

    /** Reads a set of one picture, a.jpg, of which the file's line 4 speaks first. */
    private Dataset read(String annotations) throws IOException {
        return set.pictures("images/a.jpg")
                .file("labels.json", json(annotations))
                .read(READER);
    }

    @Test
    void cornerAndSizeBecomeEdges() throws IOException {
        Dataset dataset = read(GOOD);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertEquals(List.of("cat", "dog"), dataset.classes(), "in the order of their numbers");
        assertEquals(Optional.of(new Size(200, 100)), dataset.pictures().get(0).stated());
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void theOrderOfTheListsIsOfNoConcern() throws IOException {
        set.pictures("a.jpg")
                .file(
                        "labels.json",
                        "{\"info\": {\"images\": []}, \"annotations\": [" + GOOD + "],\n" + IMAGES + CATEGORIES + "}");

        assertEquals(List.of(GOOD_BOX), boxes(set.read(READER), "a.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"iscrowd\": 1", "\"ignore\": 1", "\"iscrowd\": true"})
    void crowdsAndWhatIsToBeIgnoredAreDifficult(String mark) throws IOException {
        // a crowd's outline is an object, and that of other things lists in lists
        Dataset dataset =
                read(GOOD.replace("{\"id\"", "{" + mark + ", \"segmentation\": {\"counts\": [1, [2]]}, \"id\""));

        boolean crowd = mark.contains("iscrowd");
        assertEquals(
                List.of(new TruthBox(GOOD_BOX.box(), "cat", true, crowd, Optional.empty())),
                boxes(dataset, "images/a.jpg"));
    }

    @Test
    void aPictureWithoutAnnotationsIsEmptyAndAnUnlistedOneUnknown() throws IOException {
        set.pictures("images/unlisted.jpg");

        Dataset dataset = read("");

        assertEquals(List.of("images/a.jpg"), ids(dataset));
        assertTrue(dataset.pictures().get(0).truth().known());
        assertFinding(dataset, set.path("images/unlisted.jpg"), 0, Loss.PICTURE, "a picture without labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"image_id\": 7     | \"image_id\": 8              | annotation 1 is of image 8, which is not listed",
                "\"image_id\": 7,    | ''                           | annotation 1 is of image null",
                "\"category_id\": 2  | \"category_id\": 3           | annotation 1 is of category 3, which is not listed",
                "[10, 20.5, 30, 40]  | [10, 20.5, 30]               | annotation 1 has no bbox of four numbers",
                "[10, 20.5, 30, 40]  | []                           | annotation 1 has no bbox of four numbers",
                "[10, 20.5, 30, 40]  | null                         | annotation 1 has no bbox of four numbers",
                "[10, 20.5, 30, 40]  | [10, NaN, 30, 40]            | is 'NaN', not a number",
                "[10, 20.5, 30, 40]  | [10, -Infinity, 30, 40]      | is '-Infinity', not a number",
                "[10, 20.5, 30, 40]  | [10, [1], 30, 40]            | is 'null', not a number",
                "[10, 20.5, 30, 40]  | [10, 20, 0, 40]              | a box without area",
                "[10, 20.5, 30, 40]  | [10, 20, 30, -4]             | a box without area",
                "[10, 20.5, 30, 40]  | [300, 20, 30, 40]            | a box outside its picture of 200x100",
            })
    void aBadAnnotationIsLeftOutAloneWithItsLine(String part, String instead, String reason) throws IOException {
        Dataset dataset = read(GOOD.replace("\"id\": 1", "\"id\": 0") + ",\n" + GOOD.replace(part, instead));

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("labels.json"), 5, Loss.BOX, reason);
    }

    @Test
    void numbersWrittenAsTextsAreReadEvenWithCommas() throws IOException {
        Dataset dataset = read(GOOD.replace("20.5", "\"20,5\""));

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("labels.json"), 4, Loss.NOTHING, "decimal commas");
    }

    @Test
    void faultsInImagesAndCategoriesAreTold() throws IOException {
        set.pictures("a.jpg").file("labels.json", """
                        {"images": [
                        {"id": 7, "file_name": "a.jpg", "width": 0, "height": 100},
                        {"id": 7, "file_name": "b.jpg"},
                        {"id": 8},
                        {"id": 9, "file_name": "gone.jpg"},
                        {"id": 10, "file_name": "sub/a.jpg"},
                        "what"],
                        "annotations": [%s],
                        "categories": [
                        {"id": 2, "name": "cat"},
                        {"id": 2, "name": "dog"},
                        {"id": 3}]}
                        """.formatted(GOOD));

        Dataset dataset = set.read(READER);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "a.jpg"));
        assertEquals(Optional.empty(), dataset.pictures().get(0).stated());
        assertEquals(
                List.of(
                        "11 a second category with id 2",
                        "12 a category without id or name",
                        "3 a second image with id 7, left out",
                        "4 an image without id or file_name, left out",
                        "5 labels without a picture: gone.jpg",
                        "6 labels for a.jpg a second time, left out"),
                dataset.findings().stream()
                        .map(finding -> finding.line() + " " + finding.what())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"images\": [],\n\"annotations\": [{]}'  | 2 | not readable as JSON",
                "'{\"images\": [{\"id\": 1}], \n'          | 2 | not readable as JSON",
            })
    void aBrokenFileIsLeftOutWithItsLine(String json, int line, String reason) throws IOException {
        set.file("labels.json", json).pictures("a.jpg");

        Dataset dataset = set.read(READER);

        assertEquals(List.of(), dataset.pictures());
        assertEquals(line, dataset.findings().get(0).line(), dataset.findings()::toString);
        assertTrue(dataset.findings().get(0).what().contains(reason));
        assertTrue(dataset.findings().get(0).what().endsWith("file left out"));
    }

    @Test
    void deepNestingEndsInAFindingAndNotInTheProgramsEnd() throws IOException {
        set.pictures("a.jpg")
                .file("labels.json", "{\"images\": [], \"annotations\": [], \"x\": " + "[".repeat(100_000));

        Dataset dataset = set.read(READER);

        assertTrue(dataset.findings().get(0).what().contains("not readable as JSON"), dataset.findings()::toString);
    }

    @Test
    void filesAndFoldersSayWhatPicturesAreFor() throws IOException {
        String val = json(GOOD).replace("a.jpg", "b.jpg");
        String test = json("").replace("a.jpg", "c.jpg");
        set.pictures("train2017/a.jpg", "val2017/b.jpg", "test/c.jpg")
                .file("annotations/instances_train2017.json", json(GOOD))
                .file("annotations/instances_val2017.json", val)
                .file("annotations/captions_train2017.json", json(GOOD));

        Dataset dataset = set.read(READER);

        assertEquals(Map.of("train2017/a.jpg", Part.TRAIN, "val2017/b.jpg", Part.DEVELOPMENT), dataset.parts());
        assertFinding(dataset, set.path("test/c.jpg"), 0, Loss.PICTURE, "a picture without labels");

        set.file("annotations/instances_test.json", test);
        assertEquals(Part.TEST, set.read(READER).parts().get("test/c.jpg"));
    }

    @Test
    void labelsMayLieBesideThePicturesOfEachPart() throws IOException {
        set.pictures("train/a.jpg", "valid/a.jpg")
                .file("train/_annotations.coco.json", json(GOOD).replace("a.jpg", "train/a.jpg"))
                .file("valid/_annotations.coco.json", json("").replace("a.jpg", "valid/a.jpg"));

        Dataset dataset = set.read(READER);

        assertEquals(Map.of("train/a.jpg", Part.TRAIN, "valid/a.jpg", Part.DEVELOPMENT), dataset.parts());
        assertEquals(List.of(GOOD_BOX), boxes(dataset, "train/a.jpg"));
    }

    @Test
    void aNameThatFitsTwoPicturesIsTold() throws IOException {
        set.pictures("x/a.jpg", "y/a.jpg").file("labels.json", json(GOOD));

        Dataset dataset = set.read(READER);

        assertEquals(List.of(), dataset.pictures());
        assertTrue(dataset.findings().get(0).what().contains("'a.jpg' may be x/a.jpg or y/a.jpg"));
    }

    @Test
    void readsMarksAndOtherUnicode() throws IOException {
        set.pictures("Gr\u00f6\u00dfe \u5199\u771f.jpg")
                .file(
                        "labels.json",
                        // decomposed, as macOS writes it
                        "\ufeff"
                                + json(GOOD)
                                        .replace("a.jpg", "Gro\u0308\u00dfe \u5199\u771f.jpg")
                                        .replace("\"cat\"", "\"猫\""),
                        StandardCharsets.UTF_8);

        Dataset dataset = set.read(READER);

        assertEquals("猫", dataset.pictures().get(0).truth().boxes().get(0).label());
    }

    @Test
    void resultsAreNoLabels() throws IOException {
        set.file("detections.json", "[{\"image_id\": 1, \"bbox\": [1, 2, 3, 4]}]")
                .pictures("a.jpg");

        IOException thrown = assertThrows(IOException.class, () -> set.read(READER));

        assertTrue(thrown.getMessage().contains("no COCO labels"), thrown::getMessage);
    }
}
