package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.settings.RecordKind;
import dev.ocellus.settings.Setting;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rules for every augmentation. */
class AugmentationCatalogueIT {
    private static final Size SIZE = new Size(120, 90);
    private static final Box BRIGHT = new Box(40, 30, 70, 55);
    private static final List<ColourAxis> AXES =
            List.of(new ColourAxis(0.2, 0.6, 0.6, 0.529150), new ColourAxis(0.02, 0.8, 0, -0.6));

    /**
     * One augmentation.
     *
     * @param strong changes every picture
     * @param none has settings that change nothing
     */
    record Entry(Augmentation strong, Augmentation none) {
        @Override
        public String toString() {
            return strong.getClass().getSimpleName();
        }
    }

    static List<Entry> catalogue() {
        double size = Math.sqrt(BRIGHT.area());
        return List.of(
                new Entry(new Mirror(1), new Mirror(0)),
                new Entry(
                        new FocusCrop(96, 64, 8, 60, 2.5, 0.2, 0.3, 0.1),
                        new FocusCrop(SIZE.width(), SIZE.height(), size, size, 1, 0, 0, 0)),
                new Entry(new RandomCrop(96, 64, 0.6, 1.5, 0.2), new RandomCrop(SIZE.width(), SIZE.height(), 1, 1, 0)),
                new Entry(new Scale(0.4, 0.2, 0.2, 1), new Scale(0, 0, 0, 1)),
                new Entry(new Rotate(25, 1), new Rotate(0, 1)),
                new Entry(new Shear(20, 1), new Shear(0, 1)),
                new Entry(new LocalWarp(4, 0.2, 1), new LocalWarp(4, 0, 1)),
                new Entry(new ColourShift(0.2, 0.1, 10, 0.1, 0.3, 0.1), new ColourShift(0, 0, 0, 0, 0, 0)),
                new Entry(new PcaColour(0.5, AXES), new PcaColour(0, AXES)),
                new Entry(new Blur(1.5, 1), new Blur(0, 1)),
                new Entry(new Noise(20, 1), new Noise(0, 1)),
                new Entry(new Jpeg(40, 90, 1), new Jpeg(40, 90, 0)),
                // holes smaller than the object leave something of each of its edges
                new Entry(new CutOut(2, 0.1, 1), new CutOut(2, 0, 1)));
    }

    /** A dark picture with some structure and one bright object. */
    private static Frame frame() {
        byte[] rgb = new byte[(int) (3 * SIZE.area())];
        Random noise = new Random(5);
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width();
            int y = i / 3 / SIZE.width();
            boolean bright = x >= BRIGHT.left() && x < BRIGHT.right() && y >= BRIGHT.top() && y < BRIGHT.bottom();
            rgb[i] = (byte) (bright ? 235 : noise.nextInt(40));
        }
        return Frame.of("picture", Image.owning(SIZE, rgb))
                .withTruth(Truth.of(List.of(new TruthBox(BRIGHT, "object", false))));
    }

    /** The box around all pixels that are brighter than fill and ground can be. */
    private static Box found(Image image) {
        int brightest = 0;
        for (byte value : image.toRgb()) {
            brightest = Math.max(brightest, value & 0xff);
        }
        int left = image.width();
        int top = image.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(x, y, 1) > 0.7 * brightest) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        return new Box(left, top, right, bottom);
    }

    @Test
    void everyAugmentationIsInTheCatalogue() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/ocellus/augment"))) {
            Set<String> written = sources.filter(AugmentationCatalogueIT::isAugmentation)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());

            assertEquals(written, catalogue().stream().map(Entry::toString).collect(Collectors.toSet()));
        }
    }

    private static boolean isAugmentation(Path file) {
        try {
            return Files.readString(file).matches("(?s).*implements (Augmentation|Crop).*");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void itChangesThePictureAndLeavesItsInputAlone(Entry entry) {
        Frame frame = frame();
        byte[] before = frame.image().toRgb();

        Frame changed = entry.strong().draw(frame, new Random(1)).apply(frame);

        assertTrue(!Arrays.equals(before, changed.image().toRgb()), "the picture changes");
        assertArrayEquals(before, frame.image().toRgb());
        assertEquals(frame.truth(), changed.truth());
        assertEquals(frame.id(), changed.id());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void theSameDrawGivesTheSameBytesAndAnotherDrawOthers(Entry entry) {
        Frame frame = frame();
        Frame first = entry.strong().draw(frame, new Random(3)).apply(frame);
        Frame again = entry.strong().draw(frame(), new Random(3)).apply(frame());

        assertArrayEquals(first.image().toRgb(), again.image().toRgb());
        assertEquals(first.placement(), again.placement());
        if (!(entry.strong() instanceof Mirror)) {
            Frame other = entry.strong().draw(frame, new Random(99)).apply(frame);
            assertTrue(!Arrays.equals(first.image().toRgb(), other.image().toRgb()), "another draw, another picture");
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void theObjectIsWhereThePlacementSays(Entry entry) {
        Property.check(100, random -> {
            Frame frame = frame();

            Frame changed = entry.strong().draw(frame, random).apply(frame);

            Box expected =
                    changed.placement().fromSource(BRIGHT).clip(changed.image().size());
            if (expected.width() > 4 && expected.height() > 4) {
                Box found = found(changed.image());
                assertEquals(expected.left(), found.left(), 1.5, "left");
                assertEquals(expected.top(), found.top(), 1.5, "top");
                assertEquals(expected.right(), found.right(), 1.5, "right");
                assertEquals(expected.bottom(), found.bottom(), 1.5, "bottom");
            }
        });
    }

    /**
     * No augmentation touches landmarks either; settled, they are where the placement says, and in a mirror the right ones have become the left ones.
     */
    @ParameterizedTest
    @MethodSource("catalogue")
    void landmarksGoWhereThePlacementSaysAndChangeSidesInAMirror(Entry entry) {
        Landmarks face = new Landmarks(
                new Point(46, 36), new Point(62, 37), new Point(55, 43), new Point(48, 49), new Point(61, 50));
        Frame frame = frame().withTruth(Truth.of(List.of(new TruthBox(BRIGHT, "object", false, Optional.of(face)))));
        Property.check(50, random -> {
            Frame changed = entry.strong().draw(frame, random).apply(frame);

            assertEquals(frame.truth(), changed.truth());
            List<TruthBox> settled = new Settling(0, 0).settle(changed).truth().boxes();
            if (!settled.isEmpty()) {
                Landmarks moved = settled.get(0).landmarks().orElseThrow();
                boolean mirror = entry.strong() instanceof Mirror;
                Point rightEye = changed.placement().fromSource(mirror ? face.leftEye() : face.rightEye());
                Point mouth = changed.placement().fromSource(mirror ? face.rightMouth() : face.leftMouth());
                assertEquals(rightEye, moved.rightEye());
                assertEquals(mouth, moved.leftMouth());
                assertEquals(changed.placement().fromSource(face.nose()), moved.nose());
                assertTrue(
                        moved.rightEye().x() < moved.leftEye().x() || Math.abs(turned(moved)) > 1,
                        "an upright person has the right eye on the left");
            }
        });
    }

    private static double turned(Landmarks face) {
        return Math.atan2(
                face.leftEye().y() - face.rightEye().y(),
                face.leftEye().x() - face.rightEye().x());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void withoutStrengthNothingChanges(Entry entry) {
        Property.check(20, random -> {
            Frame frame = frame();

            Frame same = entry.none().draw(frame, random).apply(frame);

            assertArrayEquals(frame.image().toRgb(), same.image().toRgb());
            for (Point corner : List.of(new Point(0, 0), new Point(120, 90))) {
                Point source = same.placement().toSource(corner);
                assertEquals(corner.x(), source.x(), 1e-9);
                assertEquals(corner.y(), source.y(), 1e-9);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void atTestTimeItDoesNothing(Entry entry) throws IOException {
        Frame frame = frame();

        assertEquals(frame, entry.strong().open(Path.of(".")).apply(frame));
    }

    /** Every number that a stage can be given, far outside of what makes sense. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void settingsOutsideTheirRangeAreRefusedByName(Entry entry) {
        RecordKind<?> kind = RecordKind.of(entry.strong().getClass());
        for (Setting setting : kind.settings()) {
            if (setting.type() instanceof Class<?>) {
                for (String value : List.of("-1000000", "1000000")) {
                    String message = assertThrows(
                                    IllegalArgumentException.class,
                                    () -> kind.with(entry.strong(), setting.name(), value),
                                    () -> setting.name() + " takes " + value)
                            .getMessage();
                    assertTrue(message.contains(setting.name()), message);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void theSmallestAndTheLongestPicturesSurvive(Entry entry) {
        for (Size size : List.of(new Size(1, 1), new Size(40_000, 1), new Size(1, 9000), new Size(2, 3))) {
            Frame grey = Frame.of("grey", Image.filled(size, 90, 90, 90))
                    .withTruth(Truth.of(List.of(new TruthBox(size.bounds(), "all", false))));
            Property.check(4, random -> {
                Frame changed = entry.strong().draw(grey, random).apply(grey);

                Size now = changed.image().size();
                assertTrue(now.equals(size) || entry.strong() instanceof Crop, () -> size + " became " + now);
                Point centre = size.bounds().centre();
                Point back = changed.placement().toSource(changed.placement().fromSource(centre));
                assertEquals(centre.x(), back.x(), 1e-6);
                assertEquals(centre.y(), back.y(), 1e-6);
            });
        }
    }

    /** Each pixel holds its own coordinates, so that the changed picture itself says where its pixels came from. */
    @Test
    void placementsKnowWhereEachPixelCameFromThroughAThousandChains() {
        Size size = new Size(160, 120);
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) (i / 3 % size.width());
            rgb[i + 1] = (byte) (i / 3 / size.width());
            rgb[i + 2] = (byte) 255;
        }
        Frame source = Frame.of("coordinates", Image.owning(size, rgb))
                .withTruth(Truth.of(List.of(new TruthBox(new Box(50, 40, 90, 90), "object", false))));
        List<Augmentation> moves = List.of(
                new Mirror(0.7),
                new FocusCrop(100, 80, 30, 70, 2.5, 0.3, 0.3, 0.2),
                new Rotate(30, 0.8),
                new RandomCrop(90, 100, 0.6, 1.3, 0.2),
                new Scale(0.3, 0.1, 0.1, 0.8),
                new Shear(15, 0.8),
                new LocalWarp(4, 0.15, 0.8));
        int[] compared = new int[1];

        Property.check(1000, random -> {
            Frame frame = source;
            for (int step = random.nextInt(1, 5); step > 0; step--) {
                frame = moves.get(random.nextInt(moves.size()))
                        .draw(frame, random)
                        .apply(frame);
            }
            Placement placement = frame.placement();
            Box whole = placement.toSource(frame.image().size().bounds());
            // one step of the source's whole numbers is worth this many pixels; the rest is rounding at each step
            double tolerance =
                    1.5 + Math.sqrt(whole.area() / frame.image().size().area());
            for (int y = 1; y < frame.image().height() - 1; y += 7) {
                for (int x = 1; x < frame.image().width() - 1; x += 7) {
                    if (frame.image().at(x, y, 2) == 255) {
                        Point from = placement.toSource(new Point(x + 0.5, y + 0.5));
                        assertEquals(from.x(), frame.image().at(x, y, 0) + 0.5, tolerance);
                        assertEquals(from.y(), frame.image().at(x, y, 1) + 0.5, tolerance);
                        compared[0]++;
                    }
                }
            }
        });

        assertTrue(compared[0] > 50_000, () -> "only " + compared[0] + " pixels were compared");
    }
}
