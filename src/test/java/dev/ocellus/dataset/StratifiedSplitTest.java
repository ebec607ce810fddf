package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StratifiedSplitTest {
    private static final SplitShares USUAL = new SplitShares(0.2, 0.2);

    private static Dataset set(List<LabelledPicture> pictures) {
        return new Dataset("set", pictures, List.of(), List.of(), Map.of(), Map.of());
    }

    private static LabelledPicture picture(String name, String... labels) {
        List<TruthBox> boxes = IntStream.range(0, labels.length)
                .mapToObj(i -> new TruthBox(new Box(i, 0, i + 1, 1), labels[i], false))
                .toList();
        return new LabelledPicture("images/" + name, Path.of(name), Truth.of(boxes));
    }

    /** Pictures with classes of very different frequency; some show several, some nothing. */
    private static List<LabelledPicture> drawn(RandomGenerator random, int count, String prefix) {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> labels = new ArrayList<>();
            for (int c = 0; c < 5; c++) {
                if (random.nextInt(2 + 6 * c) == 0) {
                    labels.add("class" + c);
                }
            }
            pictures.add(picture(prefix + i + ".jpg", labels.toArray(String[]::new)));
        }
        return pictures;
    }

    private static SplitList groups(RandomGenerator random, List<LabelledPicture> pictures) {
        Map<String, String> groups = new HashMap<>();
        for (LabelledPicture picture : pictures) {
            if (random.nextInt(3) > 0) {
                groups.put(picture.id(), "group" + random.nextInt(pictures.size() / 3));
            }
        }
        return new SplitList(Map.of(), groups);
    }

    private static Map<Part, Long> count(Map<String, Part> parts) {
        return parts.values().stream().collect(Collectors.groupingBy(part -> part, Collectors.counting()));
    }

    @Test
    void everyPictureHasAPartAndNoGroupIsTorn() {
        Property.check(25, random -> {
            List<LabelledPicture> pictures = drawn(random, 30 + random.nextInt(200), "p");
            SplitList groups = groups(random, pictures);
            Map<String, Part> parts =
                    StratifiedSplit.of(set(pictures), groups, new SplitShares(0.2, 0.1, 0.1), SplitList.EMPTY);

            assertEquals(pictures.size(), parts.size());
            Map<String, Set<Part>> ofGroup = new TreeMap<>();
            pictures.forEach(picture -> ofGroup.computeIfAbsent(groups.group(picture), name -> new HashSet<>())
                    .add(parts.get(picture.id())));
            ofGroup.forEach((group, its) -> assertEquals(1, its.size(), group));
        });
    }

    @Test
    void partsAreAsLargeAsTheirSharesUpToAPictureOfEachClass() {
        Property.check(25, random -> {
            List<LabelledPicture> pictures = drawn(random, 100 + random.nextInt(400), "p");
            SplitShares shares = new SplitShares(0.2, 0.15, 0.1);

            Map<Part, Long> count = count(StratifiedSplit.of(set(pictures), SplitList.EMPTY, shares, SplitList.EMPTY));

            for (Part part : Part.values()) {
                double wanted = shares.of(part) * pictures.size();
                // six strata, half a picture each; what is dealt out in training makes up for three parts
                assertTrue(Math.abs(count.getOrDefault(part, 0L) - wanted) <= 10, part + ": " + count);
            }
        });
    }

    @Test
    void classesHaveTheirSharesMoreExactlyThanByHashAlone() {
        double[] off = new double[2];
        Property.check(20, random -> {
            List<LabelledPicture> pictures = drawn(random, 200, "p");
            Map<String, Part> stratified = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY);
            Map<String, Part> hashed = new HashMap<>();
            pictures.forEach(picture -> hashed.put(
                    picture.id(), new Split(0.2).isDevelopment(picture.fileName()) ? Part.DEVELOPMENT : Part.TRAIN));
            off[0] += deviation(pictures, stratified);
            off[1] += deviation(pictures, hashed);
        });
        assertTrue(off[0] < 0.6 * off[1], "stratified %s, by hash %s".formatted(off[0], off[1]));
    }

    /** How far the development shares of the classes are from a fifth, summed. */
    private static double deviation(List<LabelledPicture> pictures, Map<String, Part> parts) {
        Map<String, int[]> counts = new HashMap<>();
        for (LabelledPicture picture : pictures) {
            for (TruthBox box : picture.truth().boxes()) {
                int[] count = counts.computeIfAbsent(box.label(), label -> new int[2]);
                count[0]++;
                count[1] += parts.get(picture.id()) == Part.DEVELOPMENT ? 1 : 0;
            }
        }
        return counts.values().stream()
                .mapToDouble(count -> Math.abs((double) count[1] / count[0] - 0.2))
                .sum();
    }

    @Test
    void aNewPictureMovesAtMostThreeOthers() {
        Property.check(25, random -> {
            List<LabelledPicture> pictures = new ArrayList<>(drawn(random, 150, "p"));
            Map<String, Part> before = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY);
            // development may take one more from the test part, and that two more from training; one that shows nothing
            // changes the frequency of no class
            pictures.add(picture("new" + random.nextInt() + ".jpg"));
            Map<String, Part> after = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY);

            long moved = before.keySet().stream()
                    .filter(id -> before.get(id) != after.get(id))
                    .count();
            assertTrue(moved <= 3, moved + " pictures moved");
        });
    }

    @Test
    void manyNewPicturesMoveFewOthersAndNoneThatAreKept() {
        Property.check(10, random -> {
            List<LabelledPicture> pictures = new ArrayList<>(drawn(random, 200, "p"));
            Map<String, Part> before = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY);
            pictures.addAll(drawn(random, 100, "q"));

            Map<String, Part> after = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY);
            long moved = before.keySet().stream()
                    .filter(id -> before.get(id) != after.get(id))
                    .count();
            assertTrue(moved < 40, moved + " of 200 pictures moved");

            SplitList keep = new SplitList(before, Map.of());
            Map<String, Part> kept = StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, keep);
            before.forEach((id, part) -> assertEquals(part, kept.get(id), id));
            Map<Part, Long> count = count(kept);
            assertEquals(60, count.get(Part.DEVELOPMENT), 8);
            assertEquals(60, count.get(Part.TEST), 8);
        });
    }

    @Test
    void theOrderOfThePicturesDoesNotMatter() {
        Property.check(5, random -> {
            List<LabelledPicture> pictures = drawn(random, 100, "p");
            List<LabelledPicture> backwards = new ArrayList<>(pictures);
            Collections.reverse(backwards);
            assertEquals(
                    StratifiedSplit.of(set(pictures), SplitList.EMPTY, USUAL, SplitList.EMPTY),
                    StratifiedSplit.of(set(backwards), SplitList.EMPTY, USUAL, SplitList.EMPTY));
        });
    }

    @Test
    void aClassWithOnePictureIsLearntFrom() {
        List<LabelledPicture> pictures = new ArrayList<>(List.of(picture("rare.jpg", "rare", "common")));
        IntStream.range(0, 50).forEach(i -> pictures.add(picture(i + ".jpg", "common")));

        Map<String, Part> parts =
                StratifiedSplit.of(set(pictures), SplitList.EMPTY, new SplitShares(0.45, 0.45), SplitList.EMPTY);

        assertEquals(Part.TRAIN, parts.get("images/rare.jpg"));
    }

    @Test
    void sharesShrinkWithTheSetAndWithoutAStep() {
        assertEquals(0.2, SplitShares.forPictures(100).development());
        assertEquals(0.2, SplitShares.forPictures(10_000).test());
        assertEquals(0.2, SplitShares.forPictures(10_001).test(), 1e-4);
        assertEquals(0.01, SplitShares.forPictures(1_000_000).development(), 1e-9);
        assertEquals(0.0025, SplitShares.forPictures(9_000_000).test(), 3e-4);
        assertEquals(0.6, SplitShares.forPictures(500).of(Part.TRAIN), 1e-9);
        assertEquals(0.4, new SplitShares(0.2, 0.2, 0.2).of(Part.TRAIN), 1e-9);
    }

    @Test
    void aListIsReadByPathElseByName(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(
                folder.resolve("split.csv"),
                "file,part,group\r\nimages/a.jpg,train-dev,photo1\r\nb.jpg,VAL,\r\n\"c,d.jpg\",test,x\r\n");
        SplitList list = SplitList.read(table);

        assertEquals(Part.TRAIN_DEVELOPMENT, list.part(picture("a.jpg")).orElseThrow());
        assertEquals(Part.DEVELOPMENT, list.part(picture("b.jpg")).orElseThrow());
        assertEquals(Part.TEST, list.part(picture("c,d.jpg")).orElseThrow());
        assertEquals("photo1", list.group(picture("a.jpg")));
        assertEquals("b.jpg", list.group(picture("b.jpg")));
        assertTrue(list.part(picture("other.jpg")).isEmpty());
    }

    @Test
    void aListWithAnUnknownPartIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("split.csv"), "file,part\na.jpg,train\nb.jpg,tset\n");

        IOException thrown = assertThrows(IOException.class, () -> SplitList.read(table));

        assertTrue(thrown.getMessage().contains("split.csv:3"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("'tset'"), thrown::getMessage);
    }

    @Test
    void aTableOfGroupsMayCallItsColumnsAsItLikes(@TempDir Path folder) throws IOException {
        SplitList list = SplitList.read(Files.writeString(folder.resolve("g.csv"), "cut,photo\na.jpg,p1\n"));

        assertEquals("p1", list.group(picture("a.jpg")));
        assertEquals(Map.of(), list.parts());
    }
}
