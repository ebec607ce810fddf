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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CvatReaderTest {
    private static final CvatReader READER = new CvatReader();

    private static final String GOOD =
            "<box label=\"cat\" occluded=\"0\" xtl=\"10\" ytl=\"20.5\" xbr=\"40\" ybr=\"60\"></box>";
    private static final TruthBox GOOD_BOX = new TruthBox(new Box(10, 20.5, 40, 60), "cat", false);

    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    /** A file of one picture, a.jpg, whose shapes begin in line 5. */
    private static String xml(String shapes) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <annotations><version>1.1</version><meta><task><name>pets</name><owner><username>x</username></owner>
                <labels><label><name>cat</name><attributes><attribute><name>mood</name></attribute></attributes></label>
                <label><name>dog</name></label></labels></task></meta><image id="0" name="a.jpg" width="200" height="100">
                %s
                </image></annotations>
                """.formatted(shapes);
    }

    private Dataset read(String shapes) throws IOException {
        return set.pictures("images/a.jpg").file("annotations.xml", xml(shapes)).read(READER);
    }

    @Test
    void edgesAreReadAsTheyAre() throws IOException {
        Dataset dataset = read(GOOD);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertEquals(List.of("cat", "dog"), dataset.classes());
        assertEquals(List.of(), dataset.findings());
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "false, false", "0, false"})
    void anAttributeSaysWhatIsDifficult(String written, boolean difficult) throws IOException {
        String attributes =
                "<attribute name=\"mood\">true</attribute><attribute name=\"Difficult\"> " + written + " </attribute>";

        assertEquals(
                List.of(new TruthBox(GOOD_BOX.box(), "cat", difficult)),
                boxes(read(GOOD.replace("></box>", ">" + attributes + "</box>")), "images/a.jpg"));
    }

    @Test
    void aPictureWithoutBoxesIsEmptyAndAnUnlistedOneUnknown() throws IOException {
        set.pictures("images/unlisted.jpg");

        Dataset dataset = read("<tag label=\"indoors\"></tag>");

        assertEquals(List.of("images/a.jpg"), ids(dataset));
        assertTrue(dataset.pictures().get(0).truth().known());
        assertFinding(dataset, set.path("images/unlisted.jpg"), 0, Loss.PICTURE, "a picture without labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xbr=\"40\"   | xbr=\"5\"           | a box without area",
                "xbr=\"40\"   | xbr=\"NaN\"         | xbr is 'NaN', not a number",
                "xbr=\"40\"   | ''                  | xbr is '', not a number",
                "label=\"cat\"| ''                  | an object without a name",
                "ytl=\"20.5\" | ytl=\"100\"         | a box without area",
                "'xtl=\"10\"' | xtl=\"x\"           | xtl is 'x', not a number",
            })
    void aBadBoxIsLeftOutAloneWithItsLine(String part, String instead, String reason) throws IOException {
        Dataset dataset = read(GOOD + "\n" + GOOD.replace(part, instead));

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("annotations.xml"), 6, Loss.BOX, reason);
    }

    @Test
    void otherShapesAreToldAndLeftOut() throws IOException {
        Dataset dataset = read(GOOD + "\n<polyline label=\"road\" points=\"1,1;2,2\"></polyline>");

        assertFinding(
                dataset, set.path("annotations.xml"), 6, Loss.BOX, "a polyline 'road', of which only boxes are read");
    }

    @Test
    void polygonsBecomeTheBoxAroundThem() throws IOException {
        Dataset dataset = read("<polygon label=\"cat\" points=\"10,40;25,20.5;40,40;25,60\"></polygon>");

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("annotations.xml"), 5, Loss.NOTHING, "a polygon, read as the box around it");
    }

    @Test
    void turnedBoxesBecomeTheUprightBoxAroundThem() throws IOException {
        // 60 x 20 around (100, 50), turned by a quarter: 20 x 60
        Dataset dataset =
                read("<box label=\"cat\" xtl=\"70\" ytl=\"40\" xbr=\"130\" ybr=\"60\" rotation=\"90\"></box>");

        assertEquals(1, boxes(dataset, "images/a.jpg").get(0).box().iou(new Box(90, 20, 110, 80)), 1e-9);
        assertFinding(dataset, set.path("annotations.xml"), 5, Loss.NOTHING, "a box turned by 90 degrees");
    }

    @Test
    void decimalCommasAreReadAndTold() throws IOException {
        Dataset dataset = read(GOOD.replace("20.5", "20,5"));

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "images/a.jpg"));
        assertFinding(dataset, set.path("annotations.xml"), 5, Loss.NOTHING, "decimal commas");
    }

    @Test
    void anImpossiblePictureSizeCostsNoBox() throws IOException {
        set.pictures("a.jpg").file("annotations.xml", xml(GOOD).replace("width=\"200\"", "width=\"0\""));

        Dataset dataset = set.read(READER);

        assertEquals(List.of(GOOD_BOX), boxes(dataset, "a.jpg"));
        assertFinding(dataset, set.path("annotations.xml"), 4, Loss.NOTHING, "a picture size of '0' x '100'");
    }

    @Test
    void subsetsSayWhatPicturesAreFor() throws IOException {
        set.pictures("a.jpg").file("annotations.xml", xml(GOOD).replace("id=\"0\"", "id=\"0\" subset=\"Validation\""));

        assertEquals(Map.of("a.jpg", Part.DEVELOPMENT), set.read(READER).parts());
    }

    @Test
    void tracksOfVideosAreToldAndLeftOut() throws IOException {
        set.file("annotations.xml", "<annotations><track id=\"0\" label=\"cat\">" + GOOD + "</track></annotations>");

        assertFinding(set.read(READER), set.path("annotations.xml"), 1, Loss.BOX, "CVAT for images 1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<annotations><image", "<annotations>\n<image></annotations>"})
    void aBrokenFileIsLeftOut(String xml) throws IOException {
        set.pictures("a.jpg").file("annotations.xml", xml);

        Dataset dataset = set.read(READER);

        assertEquals(List.of(), dataset.pictures());
        assertTrue(
                dataset.findings().stream().anyMatch(finding -> finding.what().endsWith("file left out")),
                dataset.findings()::toString);
    }

    @Test
    void documentTypesAreRefusedSoThatNothingElseIsOpened() throws IOException {
        set.file("secret.txt", "cat")
                .pictures("a.jpg")
                .file(
                        "annotations.xml",
                        xml(GOOD)
                                .replace(
                                        "<annotations>",
                                        "<!DOCTYPE annotations [<!ENTITY name SYSTEM '%s'>]><annotations>"
                                                .formatted(
                                                        set.path("secret.txt").toUri()))
                                .replace("label=\"cat\"", "label=\"&name;\""));

        IOException thrown = assertThrows(IOException.class, () -> set.read(READER));

        assertTrue(thrown.getMessage().contains("no CVAT labels"), thrown::getMessage);
    }
}
