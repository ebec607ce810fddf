package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacePairsTest {
    @TempDir
    private Path folder;

    private FacePairs read(String text) throws IOException {
        return FacePairs.read(Files.writeString(folder.resolve("pairs"), text));
    }

    @Test
    void aTableNamesPicturesAndWhatIsKnownOfThem() throws IOException {
        FacePairs read = read("a;b;same;fold;light\nanna/1.jpg;\"anna;2.jpg\";yes;3;dim\nа.png;李/1.png;No;;bright\n");
        assertEquals(List.of(), read.findings());
        FacePair first = read.pairs().get(0);
        assertEquals(
                new FacePair(
                        2,
                        "anna/1.jpg",
                        "anna;2.jpg",
                        Optional.of(true),
                        OptionalInt.of(3),
                        OptionalDouble.empty(),
                        "",
                        Map.of("a", "anna/1.jpg", "b", "anna;2.jpg", "same", "yes", "fold", "3", "light", "dim")),
                first);
        assertEquals("李/1.png", read.pairs().get(1).b());
        assertEquals(Optional.of(false), read.pairs().get(1).same());
        assertEquals("bright", read.pairs().get(1).columns().get("light"));
    }

    @Test
    void whatWasMeasuredIsReadBack() throws IOException {
        FacePairs read = read("a,b,distance,reason\nx,y,0.75,\nx,z,,no face in z\n");
        assertEquals(OptionalDouble.of(0.75), read.pairs().get(0).distance());
        assertEquals(OptionalDouble.empty(), read.pairs().get(1).distance());
        assertEquals("no face in z", read.pairs().get(1).reason());
        assertEquals(Optional.empty(), read.pairs().get(1).same());
    }

    @Test
    void aFaultyLineCostsItselfOnly() throws IOException {
        FacePairs read = read("a,b,same,distance\n,y,yes,\nx,y,perhaps,\nx,y,no,near\nx,y,no,-1\nx,y,no,1\nx\n");
        assertEquals(1, read.pairs().size());
        assertEquals(
                List.of(2, 3, 4, 5, 7),
                read.findings().stream().map(Finding::line).toList());
        assertTrue(read.findings().get(1).toString().contains(":3: same is 'perhaps', pair left out; write yes or no"));
    }

    @Test
    void theTextFormOfLfwIsReadInItsParts() throws IOException {
        FacePairs read = read("2\t1\nAnn_Lee\t1\t12\nAnn_Lee\t1\tBo\t3\nBo\t2\t3\nBo\t1\tCy\t1\n");
        assertEquals("Ann_Lee/Ann_Lee_0001.jpg", read.pairs().get(0).a());
        assertEquals("Ann_Lee/Ann_Lee_0012.jpg", read.pairs().get(0).b());
        assertEquals("Bo/Bo_0003.jpg", read.pairs().get(1).b());
        assertEquals(
                List.of(true, false, true, false),
                read.pairs().stream().map(pair -> pair.same().orElseThrow()).toList());
        assertEquals(
                List.of(1, 1, 2, 2),
                read.pairs().stream().map(pair -> pair.fold().orElseThrow()).toList());
    }

    @Test
    void aFaultyLineOfLfwKeepsTheOthersInTheirParts() throws IOException {
        FacePairs read = read("2\t1\nAnn\t1\nAnn\t1\tBo\t3\nBo\t2\tx\nBo\t1\tCy\t1\n");
        assertEquals(
                List.of(1, 2),
                read.pairs().stream().map(pair -> pair.fold().orElseThrow()).toList());
        assertEquals(2, read.findings().size());
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> read("left,right\nx,y\n"))
                .getMessage()
                .contains("no column 'a'"));
        assertTrue(assertThrows(IOException.class, () -> read("")).getMessage().contains("is empty"));
    }

    @Test
    void theWholeOfLfwIsRead() throws IOException {
        String data = System.getenv("OCELLUS_DATA");
        assumeTrue(data != null);
        FacePairs read = FacePairs.read(Path.of(data, "lfw-view2", "pairs.txt"));
        assertEquals(List.of(), read.findings());
        Map<Integer, Long> sameInPart = read.pairs().stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.fold().orElseThrow(),
                        Collectors.filtering(pair -> pair.same().orElseThrow(), Collectors.counting())));
        assertEquals(10, sameInPart.size());
        sameInPart.values().forEach(count -> assertEquals(300, count));
        assertEquals(6000, read.pairs().size());
    }
}
