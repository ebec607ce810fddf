package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    @TempDir
    Path folder;

    private void make(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private InputFiles find(boolean recursive, String... arguments) throws IOException, WrongUsageException {
        List<String> below = Arrays.stream(arguments)
                .map(argument -> folder + "/" + argument)
                .toList();
        return InputFiles.find(below, recursive, folder.resolve("out"));
    }

    private static List<String> names(InputFiles inputs) {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    @Test
    void aFolderGivesWhatIsNamedLikeAPictureAndCountsTheRest() throws Exception {
        make("b.PNG", "a.jpg", "c.heic", "notes.txt", "a.jpg.bak", ".hidden.jpg", "sub/d.jpg");
        InputFiles inputs = find(false, "");
        assertEquals(List.of("a.jpg", "b.PNG", "c.heic"), names(inputs));
        assertEquals(2, inputs.skipped(), "notes.txt and a.jpg.bak");
    }

    @Test
    void recursionGoesToTheBottomButNotIntoHiddenFoldersOrTheResults() throws Exception {
        make("z.jpg", "sub/deep/d.jpg", "sub/a.jpg", ".git/x.jpg", "out/annotated/z.jpg");
        assertEquals(List.of("sub/a.jpg", "sub/deep/d.jpg", "z.jpg"), names(find(true, "")));
    }

    @Test
    void aFolderNamedLikeAPictureIsListedSoThatItIsTold() throws Exception {
        make("folder.jpg/inside.jpg", "a.jpg");
        assertEquals(List.of("a.jpg", "folder.jpg"), names(find(false, "")));
    }

    @Test
    void aFileGivenByNameIsTakenWhateverItIsCalled() throws Exception {
        make("photo", ".hidden.jpg");
        assertEquals(List.of("photo", ".hidden.jpg"), names(find(false, "photo", ".hidden.jpg")));
    }

    @Test
    void severalArgumentsAreNamedFromTheFolderThatHoldsThemAllAndListedOnce() throws Exception {
        make("one/a.jpg", "two/a.jpg");
        assertEquals(List.of("two/a.jpg", "one/a.jpg"), names(find(false, "two/a.jpg", "one", "two", "one/a.jpg")));
    }

    @Test
    void patternsAreExpandedHere() throws Exception {
        make("a.jpg", "b.png", "sub/c.jpg", "sub/deep/d.jpg", "sub/e.txt", ".git/f.jpg");
        assertEquals(List.of("a.jpg"), names(find(false, "*.jpg")));
        assertEquals(List.of("a.jpg", "b.png"), names(find(false, "*.{jpg,png}")));
        assertEquals(List.of("a.jpg", "sub/c.jpg", "sub/deep/d.jpg"), names(find(false, "**/*.jpg")));
        assertEquals(List.of("c.jpg", "deep/d.jpg"), names(find(false, "sub/**/?.jpg")));
    }

    @Test
    void aFileWhoseNameHoldsPatternSignsIsTakenByItsName() throws Exception {
        make("a[1].jpg", "a1.jpg");
        assertEquals(List.of("a[1].jpg"), names(find(false, "a[1].jpg")));
    }

    @Test
    void whatLeadsToNothingIsWrongUsage() {
        assertEquals(
                "there is no file or folder '" + folder + "/none.jpg'",
                assertThrows(WrongUsageException.class, () -> find(false, "none.jpg"))
                        .getMessage());
        assertEquals(
                "no file matches '" + folder + "/*.jpg'",
                assertThrows(WrongUsageException.class, () -> find(false, "*.jpg"))
                        .getMessage());
        assertThrows(WrongUsageException.class, () -> find(false, "none/**/*.jpg"));
        assertThrows(WrongUsageException.class, () -> find(false, "[a.jpg"));
    }

    @Test
    void namesAreFoundInEitherUnicodeForm() throws Exception {
        String composed = "caf\u00e9.jpg";
        String decomposed = "cafe\u0301.jpg";
        make(decomposed);
        InputFile found = find(false, composed).files().get(0);
        assertTrue(Files.exists(found.path()));
        assertTrue(List.of(composed, decomposed).contains(found.name()));
    }

    @Test
    void linksThatLeadInCirclesEndTheWalkAndAreTold() throws Exception {
        make("sub/a.jpg");
        try {
            Files.createSymbolicLink(folder.resolve("sub/back"), folder);
            Files.createSymbolicLink(folder.resolve("self.jpg"), folder.resolve("self.jpg"));
        } catch (UnsupportedOperationException e) {
            Assumptions.abort("this system has no links");
        }
        InputFiles inputs = find(true, "");
        assertEquals(List.of("self.jpg", "sub/a.jpg", "sub/back"), names(inputs));
        assertTrue(inputs.files().get(2).refusal().isPresent());
        assertFalse(inputs.files().get(1).refusal().isPresent());
    }
}
