package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.dataset.CocoReader;
import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.CvatReader;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.DatasetReader;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.OpenImagesReader;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.PictureSizes;
import dev.ocellus.dataset.Recognition;
import dev.ocellus.dataset.VocReader;
import dev.ocellus.dataset.YoloReader;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabelWritersTest {
    private static final List<String> NAMES =
            List.of("cat", "Größe", "猫 \"gross\"", "it's: a, b", "🦉", "<co> & sons", "- #no", "0", "null", "a;b");

    private static final LabelSet HAND_MADE = new LabelSet(
            "pets",
            List.of("dog", "cat"),
            List.of(
                    new LabelSet.Picture(
                            "a.jpg",
                            new Size(200, 100),
                            Optional.of(Part.TRAIN),
                            List.of(
                                    new TruthBox(new Box(0, 0, 200, 100), "cat", false),
                                    new TruthBox(new Box(10, 20.25, 40, 60), "dog", true))),
                    new LabelSet.Picture("b.png", new Size(50, 40), Optional.of(Part.DEVELOPMENT), List.of())));

    @TempDir
    Path folder;

    private static DatasetReader reader(LabelFormat format, PictureSizes sizes) {
        return switch (format) {
            case YOLO -> new YoloReader(sizes);
            case COCO -> new CocoReader();
            case VOC -> new VocReader(Corners.PIXELS_FROM_ONE);
            case CVAT -> new CvatReader();
            case OPENIMAGES -> new OpenImagesReader(sizes);
        };
    }

    /** How far an edge may move, in pixels: half a pixel in VOC, two roundings to a millionth in fractions, else the printed digits. */
    private static double tolerance(LabelFormat format, Size size) {
        return switch (format) {
            case VOC -> 0.5 + 1e-9;
            case YOLO, OPENIMAGES -> 1e-6 * size.longestSide();
            case COCO, CVAT -> 1.1e-4;
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(LabelFormat format) {
        Property.check(12, random -> {
            LabelSet set = random(random);
            Path place = Files.createTempDirectory(folder, "set");
            Dataset read = writeAndRead(format, set, place);

            assertEquals(List.of(), read.findings());
            assertEquals(set.pictures().size(), read.pictures().size());
            if (format != LabelFormat.VOC) {
                assertEquals(set.classes(), read.classes());
            }
            for (LabelSet.Picture picture : set.pictures()) {
                LabelledPicture found = read.pictures().stream()
                        .filter(p -> p.fileName().equals(picture.fileName()))
                        .findFirst()
                        .orElseThrow();
                assertEquals(picture.part(), Optional.ofNullable(read.parts().get(found.id())));
                assertSameBoxes(format, picture, found.truth().boxes());
            }
        });
    }

    private static void assertSameBoxes(LabelFormat format, LabelSet.Picture picture, List<TruthBox> found) {
        assertEquals(picture.boxes().size(), found.size());
        double tolerance = tolerance(format, picture.size());
        for (int i = 0; i < found.size(); i++) {
            TruthBox wanted = picture.boxes().get(i);
            TruthBox got = found.get(i);
            assertEquals(wanted.label(), got.label());
            assertEquals(wanted.difficult() && format != LabelFormat.YOLO, got.difficult());
            assertEquals(wanted.box().left(), got.box().left(), tolerance);
            assertEquals(wanted.box().top(), got.box().top(), tolerance);
            assertEquals(wanted.box().right(), got.box().right(), tolerance);
            assertEquals(wanted.box().bottom(), got.box().bottom(), tolerance);
        }
    }

    private static Dataset writeAndRead(LabelFormat format, LabelSet set, Path place) throws IOException {
        format.writer().write(set, place);
        Path pictures = Files.createDirectories(place.resolve(LabelWriter.PICTURES));
        Map<Path, Size> sizes = new HashMap<>();
        for (LabelSet.Picture picture : set.pictures()) {
            sizes.put(Files.createFile(pictures.resolve(picture.fileName())), picture.size());
        }
        return reader(format, sizes::get).read(place);
    }

    /** Up to 6 pictures with up to 5 boxes: some of whole pixels, some on the edges, some with names in any script. */
    private static LabelSet random(RandomGenerator random) {
        List<String> classes = NAMES.subList(0, 1 + random.nextInt(NAMES.size()));
        // a split holds for all pictures, or there is none
        boolean split = random.nextBoolean();
        List<LabelSet.Picture> pictures = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Size size = new Size(1 + random.nextInt(4000), 1 + random.nextInt(4000));
            List<TruthBox> boxes = new ArrayList<>();
            for (int b = random.nextInt(6); b > 0; b--) {
                double[] x = span(random, size.width());
                double[] y = span(random, size.height());
                boxes.add(new TruthBox(
                        new Box(x[0], y[0], x[1], y[1]),
                        // one more of each kind, so that no two boxes are the same
                        classes.get((boxes.size() + i) % classes.size()),
                        random.nextInt(4) == 0));
            }
            pictures.add(new LabelSet.Picture(
                    "%d %s.v1.jpg".formatted(i, NAMES.get(i).replaceAll("[<>\":]", "")),
                    size,
                    split ? Optional.of(Part.values()[i % 4]) : Optional.empty(),
                    boxes));
        }
        return new LabelSet("set", classes, distinct(pictures));
    }

    /** A picture of a pixel has few boxes to offer; those that are equal once rounded to pixels are told by readers, and left out here. */
    private static List<LabelSet.Picture> distinct(List<LabelSet.Picture> pictures) {
        return pictures.stream()
                .map(picture -> {
                    Map<List<Object>, TruthBox> byPixels = new LinkedHashMap<>();
                    for (TruthBox box : picture.boxes()) {
                        Box b = box.box();
                        byPixels.putIfAbsent(
                                List.of(
                                        Math.round(b.left()),
                                        Math.round(b.top()),
                                        Math.round(b.right()),
                                        Math.round(b.bottom()),
                                        box.label()),
                                box);
                    }
                    return new LabelSet.Picture(
                            picture.fileName(), picture.size(), picture.part(), List.copyOf(byPixels.values()));
                })
                .toList();
    }

    /** Two edges at least a pixel apart; often on the picture's own edges. */
    private static double[] span(RandomGenerator random, int length) {
        double a = edge(random, length);
        double b = edge(random, length);
        double low = Math.min(Math.min(a, b), length - 1);
        return new double[] {low, Math.max(Math.max(a, b), low + 1)};
    }

    private static double edge(RandomGenerator random, int length) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> length;
            case 2 -> random.nextInt(length + 1);
            default -> random.nextDouble() * length;
        };
    }

    @ParameterizedTest
    @EnumSource
    void aSetIsRecognisedByItsFormat(LabelFormat format) throws IOException {
        format.writer().write(HAND_MADE, folder);

        assertEquals(format.name(), Recognition.of(folder).format().name());
    }

    @Test
    void cocoHoldsEverything() throws IOException {
        new CocoLabels().write(HAND_MADE, folder);

        JsonNode train = new ObjectMapper()
                .readTree(folder.resolve("annotations/instances_train.json").toFile());
        assertEquals(
                "[{\"id\":1,\"file_name\":\"a.jpg\",\"width\":200,\"height\":100}]",
                train.get("images").toString());
        assertEquals(
                "[{\"id\":1,\"name\":\"dog\"},{\"id\":2,\"name\":\"cat\"}]",
                train.get("categories").toString());
        assertEquals(
                "[{\"id\":1,\"image_id\":1,\"category_id\":2,\"bbox\":[0,0,200,100],\"area\":20000,\"iscrowd\":0},"
                        + "{\"id\":2,\"image_id\":1,\"category_id\":1,\"bbox\":[10,20.25,30,39.75],\"area\":1192.5,\"iscrowd\":1}]",
                train.get("annotations").toString());
        assertEquals(List.of("instances_train.json", "instances_val.json"), names(folder.resolve("annotations")));
        assertEquals(List.of(), new CocoLabels().losses(HAND_MADE));
    }

    @Test
    void yoloWritesFractionsListsAndNames() throws IOException {
        new YoloLabels().write(HAND_MADE, folder);

        assertEquals(
                // (10 + 40) / 2 / 200, (20.25 + 60) / 2 / 100, 30 / 200, 39.75 / 100
                "1 0.500000 0.500000 1.000000 1.000000\n0 0.125000 0.401250 0.150000 0.397500\n",
                Files.readString(folder.resolve("labels/a.txt")));
        assertEquals("", Files.readString(folder.resolve("labels/b.txt")));
        assertEquals("./images/a.jpg\n", Files.readString(folder.resolve("train.txt")));
        assertEquals(
                "train: train.txt\nval: val.txt\nnames:\n  0: 'dog'\n  1: 'cat'\n",
                Files.readString(folder.resolve("data.yaml")));
        assertEquals(
                List.of("YOLO has no mark for what is difficult: 1 boxes are written like the others"),
                new YoloLabels().losses(HAND_MADE));
    }

    @Test
    void vocCountsWholePixelsFromOne() throws IOException {
        new VocLabels().write(HAND_MADE, folder);

        String xml = Files.readString(folder.resolve("annotations/a.xml"));
        assertTrue(
                xml.contains("<xmin>1</xmin>\n      <ymin>1</ymin>\n      <xmax>200</xmax>\n      <ymax>100</ymax>"),
                xml);
        // columns 10 to 39 and rows 20 to 59, counted from 1
        assertTrue(
                xml.contains("<xmin>11</xmin>\n      <ymin>21</ymin>\n      <xmax>40</xmax>\n      <ymax>60</ymax>"),
                xml);
        assertTrue(xml.contains("<name>dog</name>\n    <difficult>1</difficult>"), xml);
        assertEquals("b\n", Files.readString(folder.resolve("ImageSets/Main/val.txt")));
    }

    @Test
    void vocLosesFractionsAndClassesWithoutBoxes() {
        LabelSet set = new LabelSet("pets", List.of("dog", "cat", "owl", "ant"), HAND_MADE.pictures());

        assertEquals(
                List.of(
                        "VOC has whole pixels: the edges of 1 boxes are rounded",
                        "VOC lists no classes, so those without boxes are lost: ant, owl"),
                new VocLabels().losses(set));
    }

    @Test
    void cvatWritesEdgesAndWhatIsDifficult() throws IOException {
        new CvatLabels().write(HAND_MADE, folder);

        String xml = Files.readString(folder.resolve("annotations.xml"));
        assertTrue(xml.contains("<image id=\"0\" name=\"a.jpg\" subset=\"Train\" width=\"200\" height=\"100\">"), xml);
        assertTrue(xml.contains("xtl=\"10\" ytl=\"20.25\" xbr=\"40\" ybr=\"60\""), xml);
        assertTrue(xml.contains("<attribute name=\"difficult\">true</attribute>"), xml);
    }

    @Test
    void openImagesWritesFractionsGroupsAndEmptyPictures() throws IOException {
        new OpenImagesLabels().write(HAND_MADE, folder);

        assertEquals(
                List.of(
                        "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,"
                                + "IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside",
                        "a,,cat,1,0.000000,1.000000,0.000000,1.000000,-1,-1,0,-1,-1",
                        "a,,dog,1,0.050000,0.200000,0.202500,0.600000,-1,-1,1,-1,-1"),
                Files.readAllLines(folder.resolve("train-annotations-bbox.csv")));
        assertEquals(
                List.of("ImageID,Subset", "a,train", "b,validation"),
                Files.readAllLines(folder.resolve("image-ids.csv")));
    }

    @ParameterizedTest
    @CsvSource({"YOLO, 1", "COCO, 0"})
    void picturesInNoListAreLostOnlyWhereListsRule(LabelFormat format, int losses) {
        LabelSet half = new LabelSet(
                "pets",
                List.of("dog", "cat"),
                List.of(
                        new LabelSet.Picture("a.jpg", new Size(9, 9), Optional.of(Part.TRAIN), List.of()),
                        new LabelSet.Picture("b.jpg", new Size(9, 9), Optional.empty(), List.of())));

        assertEquals(losses, format.writer().losses(half).size());
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
