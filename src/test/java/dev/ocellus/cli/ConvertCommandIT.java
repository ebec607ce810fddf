package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.PictureFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandIT {
    private static final String XML = """
            <annotation><filename>a.jpg</filename><size><width>48</width><height>32</height></size>
            <object><name>cat</name><difficult>1</difficult>
            <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>24</xmax><ymax>16</ymax></bndbox></object>
            </annotation>
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path in;
    private Path result;

    /** A set of two pictures in VOC's form: one with a cat in its first quarter, one that shows nothing. */
    @BeforeEach
    void makeSet() throws IOException {
        in = folder.resolve("in");
        result = folder.resolve("out");
        Files.createDirectories(in.resolve("images"));
        Files.createDirectories(in.resolve("annotations"));
        Files.write(in.resolve("images/a.jpg"), PictureFiles.jpeg());
        Files.write(in.resolve("images/b.png"), PictureFiles.png());
        Files.writeString(in.resolve("annotations/a.xml"), XML);
        Files.writeString(in.resolve("annotations/b.xml"), "<annotation></annotation>");
    }

    private int convert(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("convert", in.toString(), "--out", result.toString()), Stream.of(more))
                .toArray(String[]::new);
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> contents(Path place) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(place.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void aSetIsRecognisedConvertedAndLeftAsItWas() throws IOException {
        Map<String, String> before = contents(in);

        assertEquals(Ocellus.DONE, convert("--to", "yolo"), this::err);

        assertEquals(before, contents(in));
        assertEquals("0 0.250000 0.250000 0.500000 0.500000\n", Files.readString(result.resolve("labels/a.txt")));
        assertEquals("", Files.readString(result.resolve("labels/b.txt")));
        assertArrayEquals(
                Files.readAllBytes(in.resolve("images/a.jpg")), Files.readAllBytes(result.resolve("images/a.jpg")));
        assertTrue(out().contains("Recognised as voc: annotations/a.xml starts with <annotation>"), this::out);
        assertTrue(out().contains("YOLO has no mark for what is difficult: 1 boxes"), this::out);
        assertTrue(out().contains("2 pictures (1 of them showing nothing), 1 boxes, 1 classes"), this::out);
        assertTrue(out().contains("Left out: 0 boxes, 0 pictures"), this::out);
        assertEquals("", err());
    }

    @Test
    void whatIsLeftOutIsToldAndEndsInOne() throws IOException {
        Files.writeString(in.resolve("annotations/a.xml"), XML.replace("<xmax>24<", "<xmax>0<"));
        Files.writeString(in.resolve("images/c.jpg"), "no picture");
        Files.writeString(in.resolve("annotations/c.xml"), XML);

        assertEquals(Ocellus.FAILED, convert("--to", "coco", "--quiet"));

        assertEquals("", out());
        assertTrue(err().contains("a.xml:3: a box without area"), this::err);
        assertTrue(err().contains("c.jpg: its size cannot be read (it holds no picture), left out"), this::err);
        assertEquals(2, err().lines().count(), this::err);
        String notes = Files.readString(result.resolve("ocellus-convert.txt"));
        assertTrue(notes.contains("a box without area") && notes.contains("2 pictures"), notes);
        assertFalse(Files.exists(result.resolve("images/c.jpg")));
    }

    @Test
    void aPictureOfAnotherSizeThanItsLabelsSayIsTold() throws IOException {
        Files.write(in.resolve("images/a.jpg"), PictureFiles.jpegWithOrientation(PictureFiles.scene(), 95, 6));

        Files.writeString(
                in.resolve("annotations/a.xml"),
                XML.replace("<width>48", "<width>32").replace("<height>32", "<height>48"));

        assertEquals(Ocellus.DONE, convert("--to", "cvat"));

        assertTrue(
                err().contains("the picture is 48x32, its labels say 32x48, as if it had not been turned upright"),
                this::err);
        assertTrue(out().contains("1 pictures are stored turned"), this::out);
    }

    @Test
    void whatIsInTheWayIsNotTouched() throws IOException {
        Files.createDirectories(result);
        Files.writeString(result.resolve("mine.txt"), "mine");

        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "coco"));

        assertTrue(err().contains("is not empty, and not made by the same command"), this::err);
        assertEquals(Map.of("mine.txt", "mine"), contents(result));
    }

    @Test
    void theSameConversionMayBeRunAgainAndAnotherOneMayNot() throws IOException {
        assertEquals(Ocellus.DONE, convert("--to", "coco"));
        Map<String, String> first = contents(result);
        FileTime written = Files.getLastModifiedTime(result.resolve("images/a.jpg"));
        Files.delete(result.resolve("annotations/instances.json"));

        assertEquals(Ocellus.DONE, convert("--to", "coco"), this::err);
        assertEquals(first, contents(result));
        assertEquals(written, Files.getLastModifiedTime(result.resolve("images/a.jpg")));

        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "voc"));
        assertEquals(first, contents(result));
    }

    @Test
    void picturesOfAnEarlierConversionAreTold() throws IOException {
        assertEquals(Ocellus.DONE, convert("--to", "coco"));
        Files.delete(in.resolve("images/b.png"));
        Files.delete(in.resolve("annotations/b.xml"));

        assertEquals(Ocellus.DONE, convert("--to", "coco"));

        assertTrue(out().contains("1 pictures of an earlier conversion"), this::out);
    }

    @Test
    void theResultMayNotLieAmongWhatIsRead() throws IOException {
        result = in.resolve("yolo");

        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "yolo"));

        assertTrue(err().contains("among the ones that are read; choose another --out"), this::err);
        assertFalse(Files.exists(result));
    }

    @Test
    void picturesMayBeLinkedOrLeftWhereTheyAre() throws IOException {
        assertEquals(Ocellus.DONE, convert("--to", "coco", "--pictures", "link"), this::err);
        assertEquals(in.resolve("images/a.jpg").toRealPath(), Files.readSymbolicLink(result.resolve("images/a.jpg")));

        result = folder.resolve("labels-only");
        assertEquals(Ocellus.DONE, convert("--to", "coco", "--pictures", "none"), this::err);
        assertFalse(Files.exists(result.resolve("images")));
    }

    @Test
    void labelsAndPicturesMayLieApart() throws IOException {
        Path pictures = Files.move(in.resolve("images"), folder.resolve("photos"));

        assertEquals(
                Ocellus.DONE,
                convert("--to", "coco", "--images", pictures.toString(), "--corners", "edges"),
                this::err);

        assertTrue(
                Files.readString(result.resolve("annotations/instances.json")).contains("\"bbox\":[1,1,23,15]"));
    }

    @Test
    void picturesOfOneNameGetTheirFoldersInFront() throws IOException {
        Files.createDirectories(in.resolve("images/more"));
        Files.createDirectories(in.resolve("annotations/more"));
        Files.write(in.resolve("images/more/a.png"), PictureFiles.png());
        Files.writeString(in.resolve("annotations/more/a.xml"), XML.replace("a.jpg", "a.png"));

        assertEquals(Ocellus.DONE, convert("--to", "voc"), this::err);

        assertTrue(Files.exists(result.resolve("annotations/a.xml")));
        assertTrue(Files.exists(result.resolve("annotations/images-more-a.xml")));
        assertTrue(Files.exists(result.resolve("images/images-more-a.png")));
    }

    @Test
    void wrongUsageIsToldWithTheWayOut() throws IOException {
        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "pdf"));
        assertTrue(err().contains("expected one of [YOLO, COCO, VOC, CVAT, OPENIMAGES]"), this::err);

        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "coco", "--images", "nowhere"));
        assertTrue(err().contains("there is no folder nowhere"), this::err);

        in = Files.createDirectories(folder.resolve("empty"));
        assertEquals(Ocellus.WRONG_USAGE, convert("--to", "coco"));
        assertTrue(err().contains("no labels were recognised in " + in), this::err);
    }

    @Test
    void aFormatThatIsNotThereIsAFailure() {
        assertEquals(Ocellus.FAILED, convert("--to", "coco", "--from", "cvat"));

        assertTrue(err().contains("no CVAT labels"), this::err);
        assertFalse(Files.exists(result), "nothing is made in vain");
    }
}
