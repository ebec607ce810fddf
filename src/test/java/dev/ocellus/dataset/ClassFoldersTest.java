package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {
    private static final SplitShares ALL_TO_LEARN_FROM = new SplitShares(0, 0);

    @TempDir
    Path folder;

    private void file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "looked at later");
    }

    private void files(String folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            file(folder + "/p" + i + ".png");
        }
    }

    private static List<String> ids(ClassFolders folders, Part part) {
        return folders.parts().get(part).stream().map(LabelledPicture::id).toList();
    }

    private static Map<String, Long> byClass(ClassFolders folders, Part part) {
        return folders.parts().get(part).stream()
                .collect(Collectors.groupingBy(
                        picture -> picture.truth().label().orElseThrow(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void theFolderIsTheClassAtAnyDepthAndInAnyScript() throws IOException {
        file("король/а.png");
        file("王/深い/一.jpg");
        file("ace of spades/x.PGM");
        file("ko\u0308nig/y.webp");
        ClassFolders read = ClassFolders.read(folder, ALL_TO_LEARN_FROM);
        assertEquals(
                List.of("ace of spades/x.PGM", "ko\u0308nig/y.webp", "король/а.png", "王/深い/一.jpg"),
                ids(read, Part.TRAIN));
        assertEquals(
                Set.of("ace of spades", "k\u00f6nig", "король", "王"),
                byClass(read, Part.TRAIN).keySet());
        assertEquals(List.of(), read.outcomes());
    }

    @Test
    void whatIsNotUsedIsSaidWithItsReason() throws IOException {
        file("a/1.png");
        file("b/1.png");
        file("b/notes.txt");
        file("b/.hidden.png");
        file(".git/config");
        file("readme.png");
        Files.createDirectory(folder.resolve("empty"));
        file("words/list.txt");
        ClassFolders read = ClassFolders.read(folder, ALL_TO_LEARN_FROM);
        assertEquals(List.of("a/1.png", "b/1.png"), ids(read, Part.TRAIN));
        Map<String, String> reasons = new TreeMap<>();
        read.outcomes().forEach(outcome -> reasons.put(outcome.id(), outcome.reason()));
        assertEquals(
                Map.of(
                        "b/notes.txt", "it is not named like a picture",
                        "words/list.txt", "it is not named like a picture",
                        "words", "the class has no pictures",
                        "empty", "the class has no pictures",
                        "readme.png", "it lies beside the folders of the classes and not in one of them"),
                reasons);
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        file("a/1.png");
        Files.createDirectories(folder.resolve("b"));
        try {
            Files.createSymbolicLink(folder.resolve("b/again"), folder.resolve("a"));
            Files.createSymbolicLink(folder.resolve("a/round"), folder.resolve("a"));
        } catch (UnsupportedOperationException | IOException e) {
            Assumptions.abort("this system has no links");
        }
        ClassFolders read = ClassFolders.read(folder, ALL_TO_LEARN_FROM);
        assertTrue(ids(read, Part.TRAIN).containsAll(List.of("a/1.png", "b/again/1.png")), read::toString);
        assertTrue(
                read.outcomes().stream().anyMatch(outcome -> outcome.reason().contains("leads back")), read::toString);
    }

    @Test
    void foldersNamedAfterPartsArePartsWhateverTheirCase() throws IOException {
        file("Training/a/1.png");
        file("Training/b/1.png");
        file("val/a/2.png");
        file("test/b/3.png");
        file("about.txt");
        ClassFolders read = ClassFolders.read(folder, new SplitShares(0.4, 0.4));
        assertEquals(List.of("Training/a/1.png", "Training/b/1.png"), ids(read, Part.TRAIN));
        assertEquals(List.of("val/a/2.png"), ids(read, Part.DEVELOPMENT));
        assertEquals(List.of("test/b/3.png"), ids(read, Part.TEST));
        assertEquals(
                List.of("about.txt"),
                read.outcomes().stream().map(FileOutcome::id).toList());
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        file("train/1.png");
        file("bus/1.png");
        assertEquals(
                Set.of("bus", "train"),
                byClass(ClassFolders.read(folder, ALL_TO_LEARN_FROM), Part.TRAIN)
                        .keySet());
    }

    @Test
    void aPartThatIsNotGivenIsCutOutOfTheTrainingPart() throws IOException {
        files("train/a", 10);
        files("train/b", 10);
        file("test/a/3.png");
        ClassFolders read = ClassFolders.read(folder, new SplitShares(0.2, 0.3));
        assertEquals(Map.of("a", 8L, "b", 8L), byClass(read, Part.TRAIN));
        assertEquals(Map.of("a", 2L, "b", 2L), byClass(read, Part.DEVELOPMENT));
        assertEquals(Map.of("a", 1L), byClass(read, Part.TEST));
    }

    @Test
    void eachClassHasItsShareInEachPartAndAlwaysSomethingToLearnFrom() throws IOException {
        files("large", 40);
        files("small", 7);
        files("pair", 2);
        files("single", 1);
        ClassFolders read = ClassFolders.read(folder, new SplitShares(0.25, 0.5));
        assertEquals(Map.of("large", 10L, "small", 1L, "pair", 1L, "single", 1L), byClass(read, Part.TRAIN));
        assertEquals(Map.of("large", 10L, "small", 2L, "pair", 1L), byClass(read, Part.DEVELOPMENT));
        assertEquals(Map.of("large", 20L, "small", 4L), byClass(read, Part.TEST));
        assertEquals(read, ClassFolders.read(folder, new SplitShares(0.25, 0.5)), "the split is stable");
    }

    @Test
    void aNewPictureMovesAtMostOneOtherForEachPart() throws IOException {
        files("a", 30);
        SplitShares shares = new SplitShares(0.2, 0.2);
        ClassFolders before = ClassFolders.read(folder, shares);
        for (int i = 0; i < 20; i++) {
            file("a/new" + i + ".png");
            ClassFolders after = ClassFolders.read(folder, shares);
            for (Part part : List.of(Part.DEVELOPMENT, Part.TEST)) {
                Set<String> left = new HashSet<>(ids(before, part));
                left.removeAll(ids(after, part));
                assertTrue(left.size() <= 1, part + " lost " + left);
            }
            before = after;
        }
    }
}
