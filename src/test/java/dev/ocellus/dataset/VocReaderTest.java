package dev.ocellus.dataset;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocReaderTest {
    private static final String GOOD_OBJECT =
            object("cat", "<xmin>11</xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax>");

    @TempDir
    Path folder;

    private Path labels;

    @BeforeEach
    void makeFolders() throws IOException {
        labels = Files.createDirectory(folder.resolve("annotations"));
        Files.createDirectory(folder.resolve("images"));
    }

    private static String object(String name, String box) {
        return "<object><name>%s</name><difficult>0</difficult>%n<bndbox>%s</bndbox></object>%n".formatted(name, box);
    }

    private static String annotation(String content) {
        return """
                <annotation>
                <filename>a.jpg</filename>
                <size><width>100</width><height>80</height><depth>3</depth></size>
                %s</annotation>
                """.formatted(content);
    }

    private Path picture(String name) throws IOException {
        return Files.createFile(folder.resolve("images").resolve(name));
    }

    /** Reads a set of one picture, a.jpg, with these labels. */
    private Dataset read(byte[] xml) throws IOException {
        picture("a.jpg");
        Files.write(labels.resolve("a.xml"), xml);
        return new VocReader(Corners.PIXELS_FROM_ONE).read(folder);
    }

    private Dataset read(String xml) throws IOException {
        return read(xml.getBytes(UTF_8));
    }

    private static List<TruthBox> boxes(Dataset dataset) {
        assertEquals(1, dataset.pictures().size(), "the picture is there");
        return dataset.pictures().get(0).truth().boxes();
    }

    @Test
    void readsBoxesAsPixelsCountedFromOne() throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT));

        assertEquals(List.of(new TruthBox(new Box(10, 20, 30, 40), "cat", false)), boxes(dataset));
        assertEquals("images/a.jpg", dataset.pictures().get(0).id());
        assertEquals(List.of(), dataset.findings());
    }

    @Test
    void readsBoxesAsEdges() throws IOException {
        picture("a.jpg");
        Files.writeString(labels.resolve("a.xml"), annotation(GOOD_OBJECT));

        Dataset dataset = new VocReader(Corners.EDGES).read(folder);

        assertEquals(new Box(11, 21, 30, 40), boxes(dataset).get(0).box());
    }

    @Test
    void onePixelIsABoxWhenCountedFromOne() throws IOException {
        Dataset dataset = read(annotation(object("cat", "<xmin>7</xmin><ymin>7</ymin><xmax>7</xmax><ymax>7</ymax>")));

        assertEquals(new Box(6, 6, 7, 7), boxes(dataset).get(0).box());
    }

    @Test
    void readsFractionsDifficultAndNamesInAnyScript() throws IOException {
        Dataset dataset = read(annotation("<object><difficult>1</difficult><name> Gesicht 顔 </name><bndbox>"
                + "<ymax>40.5</ymax><xmax>30.25</xmax><ymin>2.1e1</ymin><xmin>11.5</xmin></bndbox></object>"));

        assertEquals(List.of(new TruthBox(new Box(10.5, 20, 30.25, 40.5), "Gesicht 顔", true)), boxes(dataset));
    }

    @Test
    void partsOfAnObjectAreNotTheObject() throws IOException {
        Dataset dataset = read(annotation("<object><name>person</name><bndbox><xmin>11</xmin><ymin>21</ymin>"
                + "<xmax>30</xmax><ymax>40</ymax></bndbox><part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin>"
                + "<xmax>2</xmax><ymax>2</ymax></bndbox></part></object>"));

        assertEquals(List.of(new TruthBox(new Box(10, 20, 30, 40), "person", false)), boxes(dataset));
    }

    @Test
    void aPictureWithoutObjectsIsKnownToBeEmpty() throws IOException {
        Dataset dataset = read(annotation(""));

        assertTrue(dataset.pictures().get(0).truth().known());
        assertEquals(List.of(), boxes(dataset));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<xmin>30</xmin><ymin>21</ymin><xmax>11</xmax><ymax>40</ymax> | without area",
                "<xmin>11</xmin><ymin>41</ymin><xmax>30</xmax><ymax>40</ymax> | without area",
                "<xmin>101</xmin><ymin>21</ymin><xmax>130</xmax><ymax>40</ymax> | outside its picture of 100x80",
                "<xmin>-30</xmin><ymin>21</ymin><xmax>-11</xmax><ymax>40</ymax> | outside its picture of 100x80",
                "<xmin>11</xmin><ymin>21</ymin><xmax>30</xmax> | no <ymax>",
                "<xmin>11,5</xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax> | <xmin> is '11,5', not a number",
                "<xmin>NaN</xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax> | not a number",
                "<xmin>Infinity</xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax> | not a number",
                "<xmin>0x1p3</xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax> | not a number",
                "<xmin></xmin><ymin>21</ymin><xmax>30</xmax><ymax>40</ymax> | not a number",
            })
    void aBadBoxIsRejectedAloneWithItsLine(String box, String reason) throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT + object("dog", box)));

        assertEquals(
                List.of("cat"), boxes(dataset).stream().map(TruthBox::label).toList());
        assertEquals(1, dataset.findings().size(), dataset.findings()::toString);
        Finding finding = dataset.findings().get(0);
        assertTrue(finding.what().contains(reason), finding::what);
        assertTrue(finding.what().endsWith("box left out"), finding::what);
        // objects start in line 4 and have two lines each; a missing corner is told at the object, the others at the
        // box
        assertEquals(reason.startsWith("no <") ? 6 : 7, finding.line());
        assertEquals(labels.resolve("a.xml"), finding.file());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<object><name>dog</name></object> | without <bndbox>",
                "<object><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object> | without a name",
            })
    void anIncompleteObjectIsRejectedAlone(String object, String reason) throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT + "\n\n" + object));

        assertEquals(1, boxes(dataset).size());
        assertTrue(dataset.findings().get(0).what().contains(reason));
        assertEquals(8, dataset.findings().get(0).line());
    }

    @Test
    void theSameBoxTwiceCountsOnce() throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT + GOOD_OBJECT));

        assertEquals(1, boxes(dataset).size());
        assertEquals(7, dataset.findings().get(0).line());
    }

    @Test
    void aBoxReachingOutsideIsCutOffAndTold() throws IOException {
        Dataset dataset =
                read(annotation(object("cat", "<xmin>91</xmin><ymin>71</ymin><xmax>120</xmax><ymax>80</ymax>")));

        assertEquals(new Box(90, 70, 100, 80), boxes(dataset).get(0).box());
        assertTrue(dataset.findings().get(0).what().contains("20.0 pixels beyond its picture of 100x80"));
    }

    @Test
    void aBoxCountedFromZeroIsCutOffAndRaisesADoubtAboutAllCorners() throws IOException {
        Dataset dataset = read(annotation(object("cat", "<xmin>0</xmin><ymin>0</ymin><xmax>20</xmax><ymax>20</ymax>")));

        assertEquals(new Box(0, 0, 20, 20), boxes(dataset).get(0).box());
        Finding doubt = dataset.findings().get(0);
        assertEquals(1, dataset.findings().size(), dataset.findings()::toString);
        assertEquals(Finding.Kind.CORNER_COUNT, doubt.kind());
        assertEquals(5, doubt.line());
        assertTrue(doubt.what().contains("1 of 1 boxes of the set begin at 0"), doubt::what);
    }

    @Test
    void anImpossiblePictureSizeCostsNoBox() throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT).replace("<width>100<", "<width>0<"));

        assertEquals(1, boxes(dataset).size());
        assertEquals(3, dataset.findings().get(0).line());
        assertTrue(dataset.findings().get(0).what().contains("0x80"));
    }

    @Test
    void anOddDifficultFlagIsTakenAsNo() throws IOException {
        Dataset dataset = read(annotation(GOOD_OBJECT.replace("<difficult>0", "<difficult>perhaps")));

        assertEquals(false, boxes(dataset).get(0).difficult());
        assertEquals(4, dataset.findings().get(0).line());
    }

    @Test
    void readsByteOrderMarksAndWindowsLineEnds() throws IOException {
        Dataset dataset =
                read("\ufeff" + annotation(GOOD_OBJECT + object("dog", "")).replace("\n", "\r\n"));

        assertEquals(1, boxes(dataset).size());
        assertEquals(6, dataset.findings().get(0).line());
    }

    @Test
    void readsOtherEncodings() throws IOException {
        Dataset dataset = read(("<?xml version='1.0' encoding='UTF-16'?>" + annotation(GOOD_OBJECT)).getBytes(UTF_16));

        assertEquals(1, boxes(dataset).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<annotation><object>", "<annotation>\n<object></annotation>", "not xml", "<kml/>"})
    void aFileThatIsNoLabelFileIsLeftOut(String xml) throws IOException {
        Dataset dataset = read(xml);

        assertEquals(List.of(), dataset.pictures());
        assertEquals(1, dataset.findings().size());
        assertTrue(dataset.findings().get(0).what().endsWith("file left out"), dataset.findings()::toString);
    }

    @Test
    void anUnknownEncodingIsToldInItsLine() throws IOException {
        Dataset dataset = read("<?xml version='1.0' encoding='KLINGON-8'?>" + annotation(GOOD_OBJECT));

        assertEquals(List.of(), dataset.pictures());
        assertEquals(1, dataset.findings().get(0).line());
        assertTrue(dataset.findings().get(0).what().contains("KLINGON-8"), dataset.findings()::toString);
    }

    @Test
    void documentTypesAreRefusedSoThatNothingElseIsOpened() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "cat");
        String attack =
                "<?xml version='1.0'?>\n<!DOCTYPE annotation [<!ENTITY name SYSTEM '%s'>]>\n".formatted(secret.toUri())
                        + annotation(GOOD_OBJECT.replace("cat", "&name;"));

        Dataset dataset = read(attack);

        assertEquals(List.of(), dataset.pictures());
        assertEquals(2, dataset.findings().get(0).line());
        assertTrue(dataset.findings().get(0).what().contains("document type"));
    }

    @Test
    void labelsWithoutPictureAndPicturesWithoutLabelsAreFindings() throws IOException {
        picture("lonely.png");
        Files.writeString(labels.resolve("gone.xml"), annotation(GOOD_OBJECT).replace("a.jpg", "gone.jpg"));

        Dataset dataset = read(annotation(GOOD_OBJECT));

        assertEquals(1, dataset.pictures().size());
        assertEquals(
                List.of(labels.resolve("gone.xml"), folder.resolve("images/lonely.png")),
                dataset.findings().stream().map(Finding::file).toList());
    }

    @Test
    void aLabelFileOfAnotherNameFindsThePictureItNames() throws IOException {
        picture("a.jpg");
        Files.writeString(labels.resolve("first.xml"), annotation(GOOD_OBJECT));

        assertEquals(List.of(), new VocReader(Corners.EDGES).read(folder).findings());
    }

    @Test
    void aSecondLabelFileForAPictureIsLeftOut() throws IOException {
        Files.writeString(labels.resolve("z.xml"), annotation(object("dog", "")));

        Dataset dataset = read(annotation(GOOD_OBJECT));

        assertEquals("cat", boxes(dataset).get(0).label());
        assertTrue(dataset.findings().stream()
                .anyMatch(finding -> finding.what().contains("labels for a.jpg a second time")));
    }

    @Test
    void picturesThatDifferInTheirEndingAreToldApartByTheNamedOne() throws IOException {
        picture("a.PNG");

        Dataset dataset = read(annotation(GOOD_OBJECT));

        assertEquals("images/a.jpg", dataset.pictures().get(0).id());
        assertTrue(
                dataset.findings().stream().anyMatch(finding -> finding.what().contains("only in its ending")));
    }

    @Test
    void readsLabelsAndPicturesInOneFolder() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.createFile(mixed.resolve("b.jpeg"));
        Files.writeString(mixed.resolve("b.xml"), annotation(GOOD_OBJECT));

        Dataset dataset = new VocReader(Corners.EDGES).read(mixed);

        assertEquals("b.jpeg", dataset.pictures().get(0).id());
    }

    @Test
    void aFolderWithoutLabelsIsRefused() {
        IOException thrown = assertThrows(IOException.class, () -> new VocReader(Corners.EDGES).read(folder));

        assertTrue(thrown.getMessage().contains(folder.toString()), thrown::getMessage);
    }
}
