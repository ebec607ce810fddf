package dev.ocellus.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource.Format;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.SplitList;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.testing.PictureFiles;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with every fault, written here, and the findings that they must give: no fewer and no others. */
class ExaminationTest {
    private static final Size SIZE = new Size(64, 48);
    /** Labelled empty twice, and five pictures whose only boxes are lost. */
    private static final int EMPTY = 6;

    private static final String GOOD = "0 0.5 0.5 0.4 0.4\n";

    private static final Examination.Progress UNHEARD = new Examination.Progress() {
        @Override
        public void begins(int pictures) {}

        @Override
        public void pictureDone() {}
    };

    @TempDir
    Path folder;

    /** A picture of coloured tiles, of which each number gives another. */
    private static Image tiles(int number) {
        Random random = new Random(number);
        int[] colours = random.ints(8 * 6 * 3, 0, 256).toArray();
        byte[] rgb = new byte[Math.toIntExact(3 * SIZE.area())];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int tile = pixel / SIZE.width() / 8 * 8 + pixel % SIZE.width() / 8;
            rgb[i] = (byte) colours[3 * tile + i % 3];
        }
        return Image.owning(SIZE, rgb);
    }

    /** A dark picture with a bright block at these pixels. */
    private static Image block(int number, int left, int top, int right, int bottom) {
        Random random = new Random(number);
        byte[] rgb = new byte[Math.toIntExact(3 * SIZE.area())];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width();
            int y = i / 3 / SIZE.width();
            boolean inside = x >= left && x < right && y >= top && y < bottom;
            rgb[i] = (byte) ((inside ? 200 : 40) + random.nextInt(30));
        }
        return Image.owning(SIZE, rgb);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private int pictures;

    private void yolo(String name, String labels) throws IOException {
        write("images/train/" + name + ".png", ImageWriter.toPng(tiles(++pictures)));
        write("labels/train/" + name + ".txt", labels);
    }

    private Examination examine(Format format, Corners corners) throws IOException, InterruptedException {
        Map<Path, Long> before = state();
        Examination examination = Examination.of(
                new Examination.Subject(format, format.reader(corners, 0), folder, folder, SplitList.EMPTY),
                2,
                UNHEARD);
        assertEquals(before, state(), "nothing is changed");
        return examination;
    }

    private Map<Path, Long> state() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.collect(Collectors.toMap(
                    file -> file,
                    file -> file.toFile().lastModified() + file.toFile().length()));
        }
    }

    private List<String> told(Examination examination) {
        return examination.findings().stream()
                .map(finding -> "%s:%d %s %s"
                        .formatted(
                                folder.relativize(finding.file()).toString().replace('\\', '/'),
                                finding.line(),
                                finding.kind(),
                                finding.loss()))
                .sorted()
                .toList();
    }

    private static List<String> sorted(String... lines) {
        return Arrays.stream(lines).sorted(Comparator.naturalOrder()).toList();
    }

    @Test
    void everyFaultOfAYoloFolderIsToldWithItsLine() throws Exception {
        write("data.yaml", "train: images/train\nval: images/val\ntest: images/lost\nnames: [cat, dog]\nnc: 3\n");
        yolo("good", GOOD);
        yolo("outside", GOOD + "0 1.4 0.5 0.1 0.1\n");
        yolo("noarea", "0 0.5 0.5 0 0.2\n" + GOOD + "0 0.5 0.5 -0.2 0.2\n");
        yolo("class", "7 0.5 0.5 0.2 0.2\n");
        yolo("twice", GOOD + "0 0.2 0.2 0.1 0.1\n" + GOOD);
        yolo("nearly", GOOD + "0 0.5 0.5 0.43 0.4\n1 0.5 0.5 0.4 0.4\n");
        yolo("overhang", "0 0.95 0.5 0.3 0.2\n");
        yolo("tiny", "0 0.5 0.5 0.01 0.3\n");
        yolo("huge", "0 0.5 0.5 1 1\n");
        yolo("empty", "");
        yolo("bom", "\ufeff" + GOOD);
        yolo("crlf", "0 0.5 0.5 0.4 0.4\r\n");
        yolo("tabs", GOOD + "0\t0.2\t0.2\t0.1\t0.1\n");
        yolo("comma", "0 0,5 0,5 0,2 0,2\n");
        yolo("mixed", GOOD + "0 0.1 0.1 0.3 0.1 0.3 0.4\n");
        yolo("fields", "0 0.5 0.5\n" + GOOD);
        yolo("pixels", "0 30 20 10 10\n");
        yolo("words", "0 a 0.5 0.1 0.1\n");
        yolo("broken", GOOD);
        write("images/train/broken.png", "no picture");
        yolo("cut", GOOD);
        byte[] whole = Files.readAllBytes(folder.resolve("images/train/cut.png"));
        write("images/train/cut.png", Arrays.copyOf(whole, whole.length * 3 / 5));
        yolo("twin", GOOD);
        Files.copy(
                folder.resolve("images/train/good.png"),
                folder.resolve("images/train/twin.png"),
                StandardCopyOption.REPLACE_EXISTING);
        write("images/train/unlabelled.png", ImageWriter.toPng(tiles(++pictures)));
        write("labels/train/orphan.txt", GOOD);
        yolo("binary", "");
        write("labels/train/binary.txt", new byte[] {'0', '\n', (byte) 0x80, (byte) 0x81, '\n'});
        write("images/val/leak.png", ImageWriter.toPng(tiles(10))); // the tenth, which is empty
        write("labels/val/leak.txt", "");
        write("images/val/alike.jpg", ImageWriter.toJpeg(tiles(7), 80)); // the seventh, which has an overhang
        write("labels/val/alike.txt", GOOD);

        Examination examination = examine(Format.YOLO, Corners.PIXELS_FROM_ONE);

        assertEquals(
                sorted(
                        "data.yaml:0 unknown-place NOTHING",
                        "data.yaml:5 class-count NOTHING",
                        "labels/train/outside.txt:2 box-outside BOX",
                        "labels/train/noarea.txt:1 box-without-area BOX",
                        "labels/train/noarea.txt:3 box-without-area BOX",
                        "labels/train/class.txt:1 unknown-class BOX",
                        "labels/train/twice.txt:3 box-twice BOX",
                        "labels/train/nearly.txt:2 box-nearly-twice NOTHING",
                        "labels/train/nearly.txt:3 box-of-two-classes NOTHING",
                        "labels/train/overhang.txt:1 box-overhang NOTHING",
                        "labels/train/tiny.txt:1 tiny-box NOTHING",
                        "labels/train/huge.txt:1 huge-box NOTHING",
                        "labels/train/bom.txt:1 byte-order-mark NOTHING",
                        "labels/train/crlf.txt:1 line-ends NOTHING",
                        "labels/train/tabs.txt:2 tabs NOTHING",
                        "labels/train/comma.txt:1 decimal-comma NOTHING",
                        "labels/train/mixed.txt:2 mixed-rows NOTHING",
                        "labels/train/fields.txt:1 field-count BOX",
                        "labels/train/pixels.txt:1 not-a-fraction BOX",
                        "labels/train/words.txt:1 not-a-number BOX",
                        "images/train/broken.png:0 unreadable-picture PICTURE",
                        "images/train/cut.png:0 damaged-picture NOTHING",
                        "images/train/twin.png:0 same-picture NOTHING",
                        "images/train/unlabelled.png:0 picture-without-labels PICTURE",
                        "labels/train/orphan.txt:0 labels-without-picture PICTURE",
                        "labels/train/binary.txt:1 field-count BOX",
                        "labels/train/binary.txt:2 not-text BOX",
                        "images/val/leak.png:0 same-picture-across-parts NOTHING",
                        "images/val/alike.jpg:0 similar-picture-across-parts NOTHING"),
                told(examination));
        assertEquals(10, examination.rejects().boxCount());
        assertEquals(3, examination.rejects().pictureCount());
        assertEquals(EMPTY, examination.empty(), "boxes that are lost leave pictures that are used");
        assertEquals(2, examination.parts().get(Part.DEVELOPMENT));
        assertTrue(
                examination.findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.BOX_TWICE)
                        .allMatch(finding -> finding.what().contains("first in line 1")),
                "both lines are told");
    }

    private static String xml(Size size, String... objects) {
        return "<annotation>\n<size><width>%d</width><height>%d</height></size>\n%s</annotation>\n"
                .formatted(size.width(), size.height(), String.join("", objects));
    }

    private static String object(String name, int left, int top, int right, int bottom) {
        return "<object><name>%s</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>\n"
                .formatted(name, left, top, right, bottom);
    }

    private void voc(String name, byte[] picture, String xml) throws IOException {
        write("images/" + name, picture);
        write("annotations/" + name.substring(0, name.lastIndexOf('.')) + ".xml", xml);
    }

    @Test
    void turnedPicturesAndOtherFaultsOfAVocFolderAreTold() throws Exception {
        Size lying = new Size(48, 64);
        String cat = object("cat", 10, 10, 30, 30);
        voc("marked.jpg", PictureFiles.jpegWithOrientation(tiles(1), 95, 6), xml(lying, object("cat", 5, 40, 30, 60)));
        voc("upright.jpg", PictureFiles.jpegWithOrientation(tiles(2), 95, 6), xml(SIZE, cat));
        voc("unmarked.png", ImageWriter.toPng(tiles(3)), xml(lying, cat));
        voc("scaled.png", ImageWriter.toPng(tiles(4)), xml(new Size(128, 96), object("cat", 70, 20, 90, 40)));
        voc("zero.png", ImageWriter.toPng(tiles(5)), xml(SIZE, object("cat", 0, 5, 20, 20)));
        voc("spelled.png", ImageWriter.toPng(tiles(6)), xml(SIZE, object("Cat", 5, 5, 20, 20)));
        voc("misnamed.png", ImageWriter.toJpeg(tiles(7), 95), xml(SIZE, cat));
        voc("torn.png", ImageWriter.toPng(tiles(8)), "<annotation><object>");
        voc(
                "parts.png",
                ImageWriter.toPng(tiles(9)),
                xml(
                        SIZE,
                        "<object><name>cat</name></object>\n",
                        object("", 5, 5, 9, 9),
                        object("cat", 30, 10, 10, 20)));

        Examination examination = examine(Format.VOC, Corners.PIXELS_FROM_ONE);

        assertEquals(
                sorted(
                        "annotations/marked.xml:3 unturned-labels NOTHING",
                        "annotations/unmarked.xml:3 unturned-labels NOTHING",
                        "annotations/scaled.xml:3 stated-size NOTHING",
                        "annotations/scaled.xml:3 box-outside BOX",
                        "annotations/zero.xml:3 corner-count NOTHING",
                        "annotations/spelled.xml:3 class-spelling NOTHING",
                        "images/misnamed.png:0 wrong-ending NOTHING",
                        "annotations/torn.xml:1 unreadable-labels PICTURE",
                        "annotations/parts.xml:3 object-without-box BOX",
                        "annotations/parts.xml:4 object-without-name BOX",
                        "annotations/parts.xml:5 box-without-area BOX"),
                told(examination));
        assertEquals(new TurnedLabels(2, 1, 1), examination.turned());
        Finding scaled = examination.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.STATED_SIZE)
                .findFirst()
                .orElseThrow();
        assertTrue(scaled.what().contains("scaled by 0.5"), scaled::what);
    }

    /** Fractions fit any size, so only the edges of many boxes tell what they were drawn on. */
    @Test
    void fractionsOfUnturnedPicturesAreToldByTheEdgesOfTheirBoxes() throws Exception {
        for (boolean onStored : new boolean[] {true, false}) {
            for (int i = 0; i < 8; i++) {
                int left = 4 + 2 * i;
                int top = 3 + i;
                byte[] picture = PictureFiles.jpegWithOrientation(block(i, left, top, left + 16, top + 10), 95, 6);
                write("images/p%d.jpg".formatted(i), picture);
                // orientation 6: the upright point (x, y) is stored at (y, width - x)
                double[] box = onStored
                        ? new double[] {(top + 5) / 48.0, (64 - left - 8) / 64.0, 10 / 48.0, 16 / 64.0}
                        : new double[] {(left + 8) / 64.0, (top + 5) / 48.0, 16 / 64.0, 10 / 48.0};
                write("labels/p%d.txt".formatted(i), "0 %s %s %s %s\n".formatted(box[0], box[1], box[2], box[3]));
            }
            write("data.yaml", "names: [block]\n");

            Examination examination = examine(Format.YOLO, Corners.PIXELS_FROM_ONE);

            long unturned = examination.findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.UNTURNED_LABELS)
                    .count();
            assertEquals(
                    onStored ? 8 : 0, unturned, () -> examination.findings().toString());
            assertEquals(new TurnedLabels(8, onStored ? 0 : 8, onStored ? 8 : 0), examination.turned());
        }
    }

    @Test
    void aDataFileThatIsNotYamlIsAFindingAndNoCrash() throws Exception {
        write("data.yaml", "names: [cat\n");
        yolo("good", GOOD);

        assertEquals(
                List.of("data.yaml:2 unreadable-labels PICTURE"), told(examine(Format.YOLO, Corners.PIXELS_FROM_ONE)));
    }

    @Test
    void aSetWithoutFaultHasNoFinding() throws Exception {
        write("data.yaml", "names: [cat, dog]\n");
        yolo("a", GOOD);
        yolo("b", "1 0.3 0.3 0.2 0.2\n0 0.7 0.7 0.2 0.3\n");
        yolo("c", "");

        Examination examination = examine(Format.YOLO, Corners.PIXELS_FROM_ONE);

        assertEquals(List.of(), examination.findings());
        assertEquals(3, examination.pictures());
        assertEquals(1, examination.empty());
        assertEquals(
                List.of(new ClassCount("cat", 2, 0, 2, Map.of()), new ClassCount("dog", 1, 0, 1, Map.of())),
                examination.classes());
    }

    @Test
    void randomBytesAsLabelsNeverCrashAndAlwaysGiveAFinding() {
        Map<Format, String> files =
                Map.of(Format.YOLO, "labels/p.txt", Format.VOC, "annotations/p.xml", Format.BOX_TABLE, "boxes.csv");
        Property.check(60, random -> {
            byte[] bytes = new byte[20 + random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                // half of the files are of signs that labels have, too
                bytes[i] = (byte)
                        (random.nextInt() % 2 == 0 ? random.nextInt(256) : "0 1.5,<>\n\"".charAt(random.nextInt(10)));
            }
            for (Map.Entry<Format, String> file : files.entrySet()) {
                try (Stream<Path> old = Files.walk(folder)) {
                    old.filter(Files::isRegularFile)
                            .forEach(path -> path.toFile().delete());
                }
                write("images/p.png", PictureFiles.png());
                boolean table = file.getKey() == Format.BOX_TABLE;
                byte[] header = "file,xmin,ymin,xmax,ymax\np.png,".getBytes(StandardCharsets.UTF_8);
                byte[] content = bytes;
                if (table) {
                    content = Arrays.copyOf(header, header.length + bytes.length);
                    System.arraycopy(bytes, 0, content, header.length, bytes.length);
                }
                write(file.getValue(), content);
                Examination examination = examine(file.getKey(), Corners.PIXELS_FROM_ONE);
                assertFalse(examination.findings().isEmpty(), file.getKey() + ": " + Arrays.toString(bytes));
            }
        });
    }
}
