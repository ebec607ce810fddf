package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.augment.Blur;
import dev.ocellus.augment.ColourShift;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.LocalWarp;
import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.RandomCrop;
import dev.ocellus.augment.Rotate;
import dev.ocellus.augment.Settling;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.PictureCache;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingSamplerIT {
    private static final Size PICTURE = new Size(200, 150);
    private static final Box OBJECT = new Box(60, 50, 100, 90);
    private static final List<Augmentation> ALL = List.of(
            new Mirror(0.5), new Rotate(15, 0.3), new ColourShift(0.3, 0.2, 20, 0.1, 0.3, 0.1), new Blur(1.2, 0.2));

    private static List<LabelledPicture> many;
    private static List<LabelledPicture> few;
    private static PictureCache cache;

    private static List<LabelledPicture> pictures(String set, int count) {
        TruthBox object = new TruthBox(OBJECT, "object", false);
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledPicture(set + i, Path.of(set + i), Truth.of(List.of(object))))
                .toList();
    }

    /** A dark picture with a bright object. */
    private static Image draw() {
        return Image.filled(PICTURE, 30, 30, 30).withPatch(Image.filled(new Size(40, 40), 240, 240, 240), 60, 50);
    }

    @BeforeAll
    static void load() throws InterruptedException {
        many = pictures("many", 30);
        few = pictures("few", 3);
        List<LabelledPicture> all = IntStream.range(0, 33)
                .mapToObj(i -> i < 30 ? many.get(i) : few.get(i - 30))
                .toList();
        cache = PictureCache.load(
                all,
                file -> {
                    if (file.toString().equals("many13")) {
                        throw new IOException("broken");
                    }
                    return draw();
                },
                1);
    }

    private static TrainingSampler sampler(double mosaic, List<Augmentation> augmentations) {
        return new TrainingSampler(
                List.of(new TrainingSampler.Share(1, many), new TrainingSampler.Share(3, few)),
                cache,
                new TrainingSampler.Recipe(
                        new FocusCrop(128, 96, 8, 100, 2.5, 0.4, 0.1, 0.1),
                        augmentations,
                        mosaic,
                        0,
                        new Settling(6.5, 0.5)));
    }

    @Test
    void aSampleIsTheSameWhicheverThreadAsksAndWhenever() throws Exception {
        TrainingSampler sampler = sampler(0.5, ALL);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Frame>> backwards = IntStream.range(0, 60)
                    .mapToObj(i -> threads.submit(() -> sampler.sample(42, 59 - i)))
                    .toList();
            TrainingSampler other = sampler(0.5, ALL);
            for (int i = 0; i < 60; i++) {
                Frame expected = other.sample(42, i);
                Frame actual = backwards.get(59 - i).get();
                assertEquals(expected.id(), actual.id());
                assertEquals(expected.truth(), actual.truth());
                assertArrayEquals(expected.image().toRgb(), actual.image().toRgb());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void neighbouringNumbersAndSeedsGiveOtherSamples() {
        TrainingSampler sampler = sampler(0, ALL);
        Set<Truth> truths = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            truths.add(sampler.sample(1, i).truth());
            truths.add(sampler.sample(2, i).truth());
        }

        // a few show no object at all
        assertTrue(truths.size() > 80, () -> "only " + truths.size() + " of 100 differ");
        assertNotEquals(sampler.sample(1, 2).truth(), sampler.sample(2, 1).truth());
    }

    @Test
    void setsAreDrawnByWeightAndUnreadablePicturesNever() {
        TrainingSampler sampler = sampler(0, List.of());
        int few = 0;
        for (int i = 0; i < 4000; i++) {
            String id = sampler.sample(5, i).id();
            few += id.startsWith("few") ? 1 : 0;
            assertNotEquals("many13", id);
        }

        // standard deviation is 27
        assertEquals(3000, few, 110);
    }

    @Test
    void mosaicsComeAsOftenAsAskedAndEverySampleIsItsOwnSource() {
        TrainingSampler sampler = sampler(0.45, ALL);
        int mosaics = 0;
        for (int i = 0; i < 1000; i++) {
            Frame sample = sampler.sample(9, i);
            mosaics += sample.id().contains("+") ? 1 : 0;
            assertEquals(Placement.of(new Size(128, 96)), sample.placement());
            for (TruthBox box : sample.truth().boxes()) {
                assertEquals(box.box(), box.box().clip(sample.image().size()));
            }
        }

        // standard deviation is 16
        assertEquals(450, mosaics, 65);
    }

    @Test
    void theObjectIsWhereTheTruthSays() {
        TrainingSampler sampler = sampler(0, List.of(new Mirror(0.5)));
        Property.check(300, random -> {
            Frame sample = sampler.sample(random.nextLong(), random.nextLong());
            for (TruthBox truth : sample.truth().boxes()) {
                Box box = truth.box();
                if (Math.min(box.width(), box.height()) >= 4) {
                    int x = (int) box.centre().x();
                    int y = (int) box.centre().y();
                    assertTrue(sample.image().at(x, y, 0) > 200, "bright in the middle");
                    edge(sample.image(), (int) Math.round(box.left()) - 2, y);
                    edge(sample.image(), (int) Math.round(box.right()) + 1, y);
                    edge(sample.image(), x, (int) Math.round(box.top()) - 2);
                    edge(sample.image(), x, (int) Math.round(box.bottom()) + 1);
                }
            }
        });
    }

    @Test
    void theObjectsOfAMosaicAreWhereTheTruthSays() {
        TrainingSampler sampler = sampler(1, List.of(new Mirror(0.5)));
        int objects = 0;
        for (int i = 0; i < 200; i++) {
            Frame sample = sampler.sample(3, i);
            for (TruthBox truth : sample.truth().boxes()) {
                Box box = truth.box();
                if (Math.min(box.width(), box.height()) >= 4) {
                    assertTrue(sample.image()
                                    .at(
                                            (int) box.centre().x(),
                                            (int) box.centre().y(),
                                            0)
                            > 200);
                    objects++;
                }
            }
        }
        assertTrue(objects > 400, "most parts show their object");
    }

    /** Just outside a box it is dark or grey, if that is within the sample at all. */
    private static void edge(Image image, int x, int y) {
        if (x >= 0 && y >= 0 && x < image.width() && y < image.height()) {
            assertTrue(image.at(x, y, 0) < 200, () -> "bright at " + x + ", " + y);
        }
    }

    @Test
    void mixUpsComeAsOftenAsAskedAndHoldTheObjectsOfBoth() {
        FocusCrop crop = new FocusCrop(128, 96, 8, 100, 2.5, 0.4, 0, 0.1);
        TrainingSampler sampler = new TrainingSampler(
                List.of(new TrainingSampler.Share(1, many)),
                cache,
                new TrainingSampler.Recipe(crop, List.of(), 0, 0.3, new Settling(1, 0)));
        int mixed = 0;
        for (int i = 0; i < 1000; i++) {
            Frame sample = sampler.sample(9, i);
            boolean mix = sample.id().contains("*");
            mixed += mix ? 1 : 0;
            assertEquals(mix ? 2 : 1, sample.truth().boxes().size());
        }

        // standard deviation is 14
        assertEquals(300, mixed, 60);
    }

    @Test
    void stagesAreShownFromThePictureAsItIsRead() {
        List<Augmentation> stages = List.of(new Mirror(0.5), new LocalWarp(4, 0.1, 1));
        TrainingSampler sampler = sampler(0, stages);
        List<Frame> steps = sampler.stages(3, 7);

        assertEquals(2 + stages.size(), steps.size());
        assertEquals(PICTURE, steps.get(0).image().size());
        assertEquals(new Size(128, 96), steps.get(1).image().size());
        assertEquals(OBJECT, steps.get(0).truth().boxes().get(0).box());
    }

    @Test
    void aRandomCropMakesSamplesOfItsSize() {
        TrainingSampler sampler = new TrainingSampler(
                List.of(new TrainingSampler.Share(1, many)),
                cache,
                new TrainingSampler.Recipe(
                        new RandomCrop(64, 96, 0.5, 1.2, 0.1), List.of(), 0.5, 0, new Settling(1, 0)));
        for (int i = 0; i < 20; i++) {
            assertEquals(new Size(64, 96), sampler.sample(2, i).image().size());
        }
    }

    @Test
    void aShareWithoutReadablePicturesIsRefused() {
        TrainingSampler.Recipe recipe = new TrainingSampler.Recipe(
                new FocusCrop(128, 96, 8, 100, 2.5, 0.4, 0.1, 0.1), List.of(), 0, 0, new Settling(6.5, 0.5));
        List<TrainingSampler.Share> broken = List.of(new TrainingSampler.Share(1, List.of(many.get(13))));

        assertThrows(IllegalArgumentException.class, () -> new TrainingSampler(broken, cache, recipe));
        assertThrows(IllegalArgumentException.class, () -> new TrainingSampler(List.of(), cache, recipe));
    }

    /** One of 14 pictures has the rare label: √(0.5 · 14 / 1) = 2.65 times as often as another. */
    @Test
    void picturesWithRareLabelsAreDrawnMoreOften() {
        List<LabelledPicture> pictures = new java.util.ArrayList<>(many.subList(0, 13));
        LabelledPicture plain = pictures.remove(12);
        TruthBox rare = new TruthBox(OBJECT, "rare", false);
        pictures.add(plain.withTruth(Truth.of(List.of(rare))));
        TrainingSampler sampler = new TrainingSampler(
                List.of(new TrainingSampler.Share(1, pictures)),
                cache,
                new TrainingSampler.Recipe(
                        new RandomCrop(32, 32, 1, 1, 0), List.of(), 0, 0, 0.5, new Settling(1, 0.1)));
        long drawn = IntStream.range(0, 3000)
                .filter(i -> sampler.sample(5, i).id().equals(plain.id()))
                .count();
        double factor = Math.sqrt(0.5 * 13);
        assertEquals(3000 * factor / (12 + factor), drawn, 4 * Math.sqrt(3000 * 0.175 * 0.825));
    }
}
