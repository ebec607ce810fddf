package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class YoloHeadTest {
    private static final double LN3 = Math.log(3);

    private final YoloHead faces = new YoloHead(YoloSamples.FACES, YoloSettings.DEFAULT);
    private final YoloHead pets = new YoloHead(YoloSamples.PETS, YoloSettings.DEFAULT);

    /** σ(ln 3) = 3/4 and σ(−ln 3) = 1/4, so everything can be worked out by hand. */
    @Test
    void decodesNumbersWorkedOutByHand() {
        YoloLayout layout = new YoloLayout(List.of(new AnchorLevel(8, List.of(new AnchorBox(4, 8)))), List.of("face"));
        float[] values = new float[5 * 2 * 4]; // two rows, four columns
        Arrays.fill(values, 32, 40, -9f);
        int cell = 4 + 2; // row 1, column 2
        values[cell] = (float) LN3; // centre x: (1.5 - 0.5 + 2) * 8 = 24
        values[8 + cell] = (float) -LN3; // centre y: (0.5 - 0.5 + 1) * 8 = 8
        values[16 + cell] = (float) LN3; // width: 2.25 * 4 = 9
        values[24 + cell] = 0; // height: 8
        values[32 + cell] = (float) LN3; // score 0.75
        Frame frame = Frame.of("a", Image.filled(new Size(32, 16), 0, 0, 0));

        List<Detection> found = new YoloHead(layout, YoloSettings.DEFAULT)
                .decode(List.of(new Tensor(values, 1, 5, 2, 4)), List.of(frame))
                .get(0)
                .detections();

        assertEquals(1, found.size());
        assertBox(new Box(19.5, 4, 28.5, 12), found.get(0).box(), 1e-5);
        assertEquals(0.75, found.get(0).score(), 1e-6);
        assertEquals("face", found.get(0).label());
    }

    @Test
    void theScoreOfOneAmongSeveralLabelsIsObjectnessTimesTheBestLabel() {
        YoloLayout layout =
                new YoloLayout(List.of(new AnchorLevel(8, List.of(new AnchorBox(4, 4)))), List.of("cat", "dog"));
        float ln3 = (float) LN3;
        Tensor output = new Tensor(new float[] {0, 0, 0, 0, ln3, -ln3, ln3}, 1, 7, 1, 1);
        List<Frame> frames = List.of(Frame.of("a", Image.filled(new Size(8, 8), 0, 0, 0)));

        YoloHead head = new YoloHead(layout, YoloSettings.DEFAULT.withScore(0.56));
        Detection found =
                head.decode(List.of(output), frames).get(0).detections().get(0);
        assertEquals("dog", found.label());
        assertEquals(0.75 * 0.75, found.score(), 1e-6);
        assertBox(new Box(2, 2, 6, 6), found.box(), 1e-6);

        YoloHead stricter = new YoloHead(layout, YoloSettings.DEFAULT.withScore(0.57));
        assertEquals(List.of(), stricter.decode(List.of(output), frames).get(0).detections());
    }

    @Test
    void detectionsAreCutToTheSourcePictureAndThoseInThePaddingAreDropped() {
        YoloLayout layout = new YoloLayout(List.of(new AnchorLevel(8, List.of(new AnchorBox(8, 8)))), List.of("face"));
        // The source fills the left 6 x 8 pixels, doubled; the right cell is padding.
        Frame frame = Frame.of("a", Image.filled(new Size(3, 4), 0, 0, 0))
                .withImage(
                        Image.filled(new Size(16, 8), 0, 0, 0), new Placement(new Size(3, 4), Affine.scale(0.5, 0.5)));
        Tensor output = new Tensor(new float[10], 1, 5, 1, 2);
        List<Detection> found =
                faces(layout).decode(List.of(output), List.of(frame)).get(0).detections();
        assertEquals(1, found.size());
        assertBox(new Box(0, 0, 3, 4), found.get(0).box(), 1e-9);
    }

    @Test
    void predictionsThinnerThanAPixelAreNoise() {
        YoloLayout layout = new YoloLayout(List.of(new AnchorLevel(8, List.of(new AnchorBox(8, 8)))), List.of("face"));
        List<Frame> frames = List.of(Frame.of("a", Image.filled(new Size(8, 8), 0, 0, 0)));
        float thin = (float) -Math.log(5); // sigma = 1/6: (2/6)^2 * 8 = 0.89 pixels
        float thick = (float) -Math.log(4); // sigma = 1/5: (2/5)^2 * 8 = 1.28 pixels
        Tensor sliver = new Tensor(new float[] {0, 0, 0, thin, 0}, 1, 5, 1, 1);
        Tensor line = new Tensor(new float[] {0, 0, 0, thick, 0}, 1, 5, 1, 1);
        assertEquals(
                0,
                faces(layout)
                        .decode(List.of(sliver), frames)
                        .get(0)
                        .detections()
                        .size());
        assertEquals(
                1,
                faces(layout).decode(List.of(line), frames).get(0).detections().size());
    }

    @Test
    void decodingWhatWasEncodedGivesTheTruth() {
        Property.check(120, random -> {
            Size picture = new Size(32 * (3 + random.nextInt(4)), 32 * (3 + random.nextInt(4)));
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                frames.add(randomFrame(pets.layout(), picture, random));
            }
            List<Tensor> outputs = YoloSamples.perfectOutputs(pets.layout(), pets.encode(frames));
            List<Frame> decoded = pets.decode(outputs, frames);
            for (int i = 0; i < frames.size(); i++) {
                List<TruthBox> truths = frames.get(i).truth().boxes();
                List<Detection> found = decoded.get(i).detections();
                for (Detection detection : found) {
                    assertTrue(truths.stream().anyMatch(t -> same(t, detection)), "not a truth: " + detection);
                }
                for (TruthBox truth : truths) {
                    assertTrue(found.stream().anyMatch(d -> same(truth, d)), "lost: " + truth);
                }
                assertEquals(
                        truths.size(),
                        new NonMaximumSuppression(0.98, false).apply(found).size());
            }
        });
    }

    @Test
    void theOrderOfTruthsDecidesNothing() {
        Property.check(100, random -> {
            Size picture = new Size(96, 96);
            List<TruthBox> truths = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                double width = 4 + 40 * random.nextDouble();
                double height = 4 + 40 * random.nextDouble();
                Point centre = new Point(96 * random.nextDouble(), 96 * random.nextDouble());
                truths.add(new TruthBox(Box.around(centre, width, height), label(random), random.nextInt(6) == 0));
            }
            YoloTarget one = pets.encode(List.of(YoloSamples.frame(picture, truths.toArray(TruthBox[]::new))));
            Collections.shuffle(truths, new Random(random.nextLong()));
            YoloTarget other = pets.encode(List.of(YoloSamples.frame(picture, truths.toArray(TruthBox[]::new))));
            for (int i = 0; i < one.levels().size(); i++) {
                assertArrayEquals(
                        one.levels().get(i).slots(), other.levels().get(i).slots());
                assertArrayEquals(
                        one.levels().get(i).boxes(), other.levels().get(i).boxes());
                assertArrayEquals(
                        one.levels().get(i).labels(), other.levels().get(i).labels());
                assertArrayEquals(
                        one.levels().get(i).ignored(), other.levels().get(i).ignored());
            }
        });
    }

    @Test
    void anObjectClaimsItsCellAndTheNearestNeighbours() {
        // Centre (21, 42): column 2 (5 pixels in, so 3 beside it), row 5 (2 pixels in, so 4 above it), 12 columns.
        YoloTarget target =
                faces.encode(List.of(YoloSamples.frame(new Size(96, 96), face(Box.around(new Point(21, 42), 8, 11)))));
        int secondAnchor = 144;
        assertArrayEquals(
                new int[] {
                    4 * 12 + 2,
                    5 * 12 + 2,
                    5 * 12 + 3,
                    secondAnchor + 4 * 12 + 2,
                    secondAnchor + 5 * 12 + 2,
                    secondAnchor + 5 * 12 + 3
                },
                target.levels().get(0).slots(),
                "8 x 11 is within 1.8 of both 7 x 10 and 14 x 19");
        assertEquals(6, target.positives());
    }

    @Test
    void anObjectThatFitsNoAnchorGoesToTheBestOne() {
        YoloTarget target =
                faces.encode(List.of(YoloSamples.frame(new Size(96, 96), face(Box.around(new Point(48, 48), 90, 20)))));
        // Worst side ratio 2.9 with 44 x 58, more with all others; the centre is on a corner, so there are two
        // neighbours.
        assertEquals(0, target.levels().get(0).slots().length);
        assertArrayEquals(
                new int[] {36 + 2 * 6 + 3, 36 + 3 * 6 + 2, 36 + 3 * 6 + 3},
                target.levels().get(1).slots());
        assertEquals(0, target.levels().get(2).slots().length);
    }

    @Test
    void twoObjectsInOneCellWithDifferentAnchorsAreBothSaid() {
        TruthBox small = face(Box.around(new Point(52, 52), 7, 10));
        TruthBox large = face(Box.around(new Point(53, 51), 14, 19));
        assertHolds(faces, List.of(small, large));
    }

    @Test
    void ofTwoObjectsThatWantOnePredictionTheOneThatFitsTheAnchorBetterGetsIt() {
        YoloLayout layout =
                new YoloLayout(List.of(new AnchorLevel(32, List.of(new AnchorBox(20, 20)))), List.of("face"));
        TruthBox worse = face(new Box(4, 4, 28, 28));
        TruthBox better = face(new Box(6, 6, 26, 26));
        for (List<TruthBox> order : List.of(List.of(worse, better), List.of(better, worse))) {
            YoloTarget target =
                    faces(layout).encode(List.of(YoloSamples.frame(new Size(32, 32), order.toArray(TruthBox[]::new))));
            assertArrayEquals(
                    new double[] {16, 16, 20, 20}, target.levels().get(0).boxes());
        }
    }

    @Test
    void difficultCutAndTinyObjectsSilencePredictionsInsteadOfTeachingThem() {
        Size picture = new Size(96, 96);
        TruthBox difficult = new TruthBox(new Box(40, 40, 56, 60), "face", true);
        TruthBox cut = face(new Box(-11, 40, 9, 60));
        TruthBox tiny = face(Box.around(new Point(50, 50), 5, 7));
        for (TruthBox truth : List.of(difficult, cut, tiny)) {
            YoloTarget target = faces.encode(List.of(YoloSamples.frame(picture, truth)));
            assertEquals(0, target.positives(), truth.toString());
            assertTrue(ignored(target) > 0, truth.toString());
        }
        assertEquals(0, ignored(faces.encode(List.of(YoloSamples.frame(picture)))));
    }

    @Test
    void anIgnoredObjectSilencesTheCellsThatReachIntoItAndTheAnchorsThatSpeakOfIt() {
        YoloTarget target = faces.encode(
                List.of(YoloSamples.frame(new Size(96, 96), new TruthBox(new Box(41, 41, 47, 47), "face", true))));
        boolean[] fine = target.levels().get(0).ignored();
        Set<Integer> silenced = new HashSet<>();
        for (int slot = 0; slot < fine.length; slot++) {
            if (fine[slot]) {
                silenced.add(slot);
            }
        }
        // Cell 5 covers 40 to 48; cell 4 reaches to 44, cell 6 from 44 on. Both anchors of this level are up to four
        // times 6 pixels.
        Set<Integer> expected = new HashSet<>();
        for (int anchor = 0; anchor < 2; anchor++) {
            for (int row = 4; row <= 6; row++) {
                for (int column = 4; column <= 6; column++) {
                    expected.add(anchor * 144 + row * 12 + column);
                }
            }
        }
        assertEquals(expected, silenced);
        assertEquals(18, ignored(target), "larger anchors speak of something else");
    }

    @Test
    void anObjectInsideAnIgnoredOneIsStillTaught() {
        TruthBox crowd = new TruthBox(new Box(10, 10, 90, 90), "face", true);
        TruthBox one = face(Box.around(new Point(51, 50), 7, 10));
        YoloTarget target = faces.encode(List.of(YoloSamples.frame(new Size(96, 96), crowd, one)));
        assertEquals(3, target.positives());
        for (int slot : target.levels().get(0).slots()) {
            assertTrue(!target.levels().get(0).ignored()[slot]);
        }
    }

    @Test
    void whatIsCutByLessThanHalfIsTaughtAsFarAsItIsVisible() {
        YoloTarget target = faces.encode(List.of(YoloSamples.frame(new Size(96, 96), face(new Box(-4, 30, 10, 50)))));
        double[] boxes = target.levels().get(0).boxes();
        assertArrayEquals(new double[] {5, 40, 10, 20}, Arrays.copyOf(boxes, 4));
    }

    @Test
    void refusesWhatItCannotLearnFrom() {
        Frame unknown = Frame.of("holiday.jpg", Image.filled(new Size(32, 32), 0, 0, 0));
        assertMessage("holiday.jpg", () -> faces.encode(List.of(unknown)));
        assertMessage(
                "'dog'",
                () -> faces.encode(
                        List.of(YoloSamples.frame(new Size(32, 32), new TruthBox(new Box(0, 0, 9, 9), "dog", false)))));
        assertMessage("letterbox", () -> faces.encode(List.of(YoloSamples.frame(new Size(40, 32)))));
        assertMessage(
                "one size",
                () -> faces.encode(List.of(YoloSamples.frame(new Size(32, 32)), YoloSamples.frame(new Size(64, 32)))));
        assertMessage(
                "3 levels",
                () -> faces.decode(List.of(Tensor.zeros(1, 10, 4, 4)), List.of(YoloSamples.frame(new Size(32, 32)))));
    }

    private static YoloHead faces(YoloLayout layout) {
        return new YoloHead(layout, YoloSettings.DEFAULT);
    }

    private static TruthBox face(Box box) {
        return new TruthBox(box, "face", false);
    }

    private static void assertHolds(YoloHead head, List<TruthBox> truths) {
        Frame frame = YoloSamples.frame(new Size(96, 96), truths.toArray(TruthBox[]::new));
        List<Tensor> outputs = YoloSamples.perfectOutputs(head.layout(), head.encode(List.of(frame)));
        List<Detection> found = head.decode(outputs, List.of(frame)).get(0).detections();
        for (TruthBox truth : truths) {
            assertTrue(found.stream().anyMatch(d -> same(truth, d)), "lost: " + truth);
        }
    }

    private static int ignored(YoloTarget target) {
        int count = 0;
        for (YoloTarget.Level level : target.levels()) {
            for (boolean ignored : level.ignored()) {
                count += ignored ? 1 : 0;
            }
        }
        return count;
    }

    /** A picture that is a mirrored, squeezed part of a larger source, with objects of which no two share cell and best anchor. */
    private static Frame randomFrame(YoloLayout layout, Size picture, RandomGenerator random) {
        double scaleX = 0.3 + 3 * random.nextDouble();
        double scaleY = 0.3 + 3 * random.nextDouble();
        boolean mirrored = random.nextBoolean();
        double left = 50 * random.nextDouble();
        double top = 50 * random.nextDouble();
        Affine toSource = new Affine(
                mirrored ? -scaleX : scaleX, 0, left + (mirrored ? scaleX * picture.width() : 0), 0, scaleY, top);
        Placement placement = new Placement(new Size(2000, 2000), toSource);
        List<TruthBox> truths = new ArrayList<>();
        Set<List<Integer>> homes = new HashSet<>();
        Point centre = new Point(picture.width() / 2.0, picture.height() / 2.0);
        for (int i = 0; i < 12; i++) {
            double width = 8 * Math.pow(10, random.nextDouble());
            double height = width * (0.7 + random.nextDouble());
            if (random.nextInt(3) > 0) { // otherwise in the last one's cell
                centre = new Point(picture.width() * random.nextDouble(), picture.height() * random.nextDouble());
            }
            Box box = Box.around(centre, width, height);
            if (box.equals(box.clip(picture)) && homes.add(home(layout, box))) {
                truths.add(new TruthBox(placement.toSource(box), label(random), false));
            }
        }
        Image image = Image.filled(picture, 0, 0, 0); // nobody looks at the source, and it may be large
        return new Frame("random", image, image, placement, Truth.of(truths), List.of());
    }

    private static List<Integer> home(YoloLayout layout, Box box) {
        AnchorBox size = new AnchorBox(box.width(), box.height());
        List<Integer> home = List.of();
        double best = Double.POSITIVE_INFINITY;
        for (AnchorLevel level : layout.levels()) {
            for (AnchorBox anchor : level.anchors()) {
                double ratio = anchor.worstSideRatio(size);
                if (ratio < best) {
                    best = ratio;
                    home = List.of(
                            level.stride(),
                            level.anchors().indexOf(anchor),
                            (int) (box.centre().x() / level.stride()),
                            (int) (box.centre().y() / level.stride()));
                }
            }
        }
        return home;
    }

    private static String label(RandomGenerator random) {
        return YoloSamples.PETS.labels().get(random.nextInt(3));
    }

    private static boolean same(TruthBox truth, Detection detection) {
        Box a = truth.box();
        Box b = detection.box();
        return truth.label().equals(detection.label())
                && Math.abs(a.left() - b.left()) < 1e-3
                && Math.abs(a.top() - b.top()) < 1e-3
                && Math.abs(a.right() - b.right()) < 1e-3
                && Math.abs(a.bottom() - b.bottom()) < 1e-3;
    }

    private static void assertBox(Box expected, Box actual, double tolerance) {
        assertEquals(expected.left(), actual.left(), tolerance);
        assertEquals(expected.top(), actual.top(), tolerance);
        assertEquals(expected.right(), actual.right(), tolerance);
        assertEquals(expected.bottom(), actual.bottom(), tolerance);
    }

    private static void assertMessage(String part, Runnable action) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
