package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.BoxFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
    private static final SplitShares HALF = new SplitShares(0.5, 0);

    @TempDir
    Path root;

    /** Two sets of cuts: a000.jpg to a039.jpg and b000.jpg to b039.jpg, of which each four are of one photo. */
    @BeforeEach
    void makeSets() throws IOException {
        for (String set : List.of("a", "b")) {
            Path folder = Files.createDirectory(root.resolve(set));
            Files.createDirectory(folder.resolve("images"));
            StringBuilder boxes = new StringBuilder("file,label,xmin,ymin,xmax,ymax,score\n");
            StringBuilder photos = new StringBuilder("file,photo\n");
            for (int i = 0; i < 40; i++) {
                String file = "%s%03d.jpg".formatted(set, i);
                Files.createFile(folder.resolve("images").resolve(file));
                boxes.append(file).append(",mask,10,10,20,20,0.5\n");
                photos.append(file).append(",photo").append(i / 4).append('\n');
            }
            Files.writeString(folder.resolve("boxes.csv"), boxes);
            Files.writeString(folder.resolve("photos.csv"), photos);
        }
    }

    private static DataSource source(String folder, Split.Policy policy, String groups) {
        return new DataSource(
                DataSource.Format.BOX_TABLE, folder, 1, Map.of("*", "face"), null, policy, groups, null, 0, null, null);
    }

    private static Set<String> photos(List<LabelledPicture> pictures) {
        return pictures.stream()
                .map(picture -> "photo" + Integer.parseInt(picture.fileName().substring(1, 4)) / 4)
                .collect(Collectors.toSet());
    }

    @Test
    void cutsOfOnePhotoStayOnOneSideAlsoAcrossSets() throws IOException {
        DataSource.Parts a = source("a", Split.Policy.HASH, "photos.csv").read(root, HALF);
        DataSource.Parts b =
                source("b", Split.Policy.HASH_UNMEASURED, "photos.csv").read(root, HALF);

        assertEquals(40, a.train().size() + a.development().size());
        assertTrue(a.train().size() > 4 && a.development().size() > 4, "both sides are tested");
        Set<String> learnt = photos(a.train());
        learnt.addAll(photos(b.train()));
        Set<String> both = new HashSet<>(learnt);
        both.retainAll(photos(a.development()));
        assertEquals(Set.of(), both);
        assertEquals(a.train().size(), b.train().size());
        assertEquals(List.of(), b.development());
    }

    @Test
    void theTestPartIsApartAndTheDevelopmentPartDoesNotDependOnIt() throws IOException {
        DataSource source = source("a", Split.Policy.HASH, "photos.csv");
        DataSource.Parts two = source.read(root, new SplitShares(0.3, 0));
        DataSource.Parts three = source.read(root, new SplitShares(0.3, 0.3));

        assertEquals(two.development(), three.development());
        assertEquals(
                40,
                three.train().size() + three.development().size() + three.test().size());
        assertTrue(!three.test().isEmpty(), "there is a test part");
        Set<String> tested = photos(three.test());
        tested.retainAll(photos(three.train()));
        assertEquals(Set.of(), tested);
    }

    @Test
    void theListsOfASetDecideAndWhatIsOnNoneIsPutAside() throws IOException {
        lists("train 0 1 2 3 4 5 6 7 8 9", "val 10 11", "test 12 13 14");
        DataSource.Parts parts = voc(Split.Policy.GIVEN).read(root, new SplitShares(0.5, 0.4));
        assertEquals(List.of(10, 2, 3), sizes(parts), "16 pictures, of which one is on no list");
    }

    @Test
    void withoutADevelopmentListAShareOfTheTrainingPartBecomesIt() throws IOException {
        lists("train 0 1 2 3 4 5 6 7 8 9 10 11", "test 12 13 14");
        DataSource.Parts parts = voc(Split.Policy.GIVEN).read(root, new SplitShares(0.5, 0.4));
        assertEquals(12, parts.train().size() + parts.development().size());
        assertTrue(!parts.development().isEmpty() && !parts.train().isEmpty(), () -> sizes(parts)
                .toString());
        assertEquals(3, parts.test().size());
    }

    @Test
    void aSetWithoutATrainingListIsRefused() throws IOException {
        lists("test 12 13 14");
        IOException thrown =
                assertThrows(IOException.class, () -> voc(Split.Policy.GIVEN).read(root, HALF));
        assertTrue(thrown.getMessage().contains("for training"), thrown::getMessage);
    }

    private static List<Integer> sizes(DataSource.Parts parts) {
        return List.of(
                parts.train().size(), parts.development().size(), parts.test().size());
    }

    private static DataSource voc(Split.Policy policy) {
        return new DataSource(DataSource.Format.VOC, "v", 1, null, null, policy, null, null, 0, null, null);
    }

    /** Sixteen pictures without objects, and lists of them: a name, then numbers. */
    private void lists(String... lists) throws IOException {
        Path folder = Files.createDirectories(root.resolve("v/ImageSets/Main"))
                .getParent()
                .getParent();
        for (int i = 0; i < 16; i++) {
            Files.createFile(folder.resolve(i + ".jpg"));
            Files.writeString(
                    folder.resolve(i + ".xml"), "<annotation><filename>%d.jpg</filename></annotation>".formatted(i));
        }
        for (String list : lists) {
            List<String> words = List.of(list.split(" "));
            Files.write(folder.resolve("ImageSets/Main/" + words.get(0) + ".txt"), words.subList(1, words.size()));
        }
    }

    @Test
    void withoutGroupsEachPictureFallsForItself() throws IOException {
        DataSource.Parts parts = source("a", Split.Policy.HASH, null).read(root, HALF);

        Set<String> both = photos(parts.train());
        both.retainAll(photos(parts.development()));
        assertTrue(both.size() > 4, both::toString);
    }

    @Test
    void aSetForTrainingOnlyKeepsAll() throws IOException {
        DataSource.Parts parts = source("a", Split.Policy.TRAIN_ONLY, null).read(root, HALF);

        assertEquals(40, parts.train().size());
        assertEquals("a/images/a000.jpg", parts.train().get(0).id());
    }

    @Test
    void labelsAndBoxesStayTheSetsUntilAskedForTheModels() throws IOException {
        DataSource source = new DataSource(
                DataSource.Format.BOX_TABLE,
                "a",
                1,
                Map.of("mask", "face"),
                new BoxFit(0, 0.5, 2, 1),
                null,
                null,
                null,
                0.6,
                null,
                null);

        Truth read = source.read(root, new SplitShares(0, 0)).train().get(0).truth();

        assertEquals(Truth.of(List.of(new TruthBox(new Box(10, 10, 20, 20), "mask", true))), read);
        assertEquals(Truth.of(List.of(new TruthBox(new Box(12.5, 5, 17.5, 15), "face", true))), source.toModel(read));
    }

    @Test
    void picturesThatAreLeftOutAreOnNeitherSide() throws IOException {
        List<String> twins = List.of("a003.jpg", "a030.jpg");
        DataSource source =
                new DataSource(DataSource.Format.BOX_TABLE, "a", 1, null, null, null, null, null, 0, twins, null);

        DataSource.Parts parts = source.read(root, HALF);

        assertEquals(38, parts.train().size() + parts.development().size());
        assertTrue(Stream.of(parts.train(), parts.development())
                .flatMap(List::stream)
                .noneMatch(picture -> twins.contains(picture.fileName())));
    }

    @Test
    void aLabelThatTheMapForgotIsNamed() {
        DataSource source = new DataSource(
                DataSource.Format.VOC, "a", 1, Map.of("mask", "face"), null, null, null, null, 0, null, null);
        Truth truth = Truth.of(List.of(new TruthBox(new Box(1, 1, 2, 2), "helmet", false)));

        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> source.toModel(truth));

        assertTrue(thrown.getMessage().contains("'helmet'"), thrown::getMessage);
    }

    @Test
    void anEmptyMapKeepsLabels() {
        assertEquals("helmet", new LabelMap(Map.of()).apply("helmet"));
    }
}
