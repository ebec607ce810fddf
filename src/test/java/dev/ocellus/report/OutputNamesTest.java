package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.testing.Property;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutputNamesTest {
    private static List<String> names(String... pictures) {
        OutputNames names = new OutputNames(List.of(pictures));
        return List.of(pictures).stream().map(names::of).toList();
    }

    @Test
    void endingsGoWhereNobodyElseWouldGetTheSameName() {
        assertEquals(List.of("a", "sub/a", "b.c", ".hidden"), names("a.jpg", "sub/a.jpg", "b.c.png", ".hidden"));
    }

    @Test
    void picturesThatDifferInTheirEndingKeepIt() {
        assertEquals(List.of("a.jpg", "a.png", "b"), names("a.jpg", "a.png", "b.png"));
    }

    @Test
    void caseAndUnicodeFormDoNotTellNamesApart() {
        assertEquals(List.of("A.jpg", "a.jpg-2"), names("A.jpg", "a.jpg"));
        String composed = "caf\u00e9.jpg";
        String decomposed = "cafe\u0301.jpg";
        assertEquals(List.of(composed, decomposed + "-2"), names(composed, decomposed));
    }

    @Test
    void aKeptEndingDoesNotTakeTheNameOfAnotherPicture() {
        assertEquals(List.of("a.jpg", "a.png", "a.jpg-2"), names("a.jpg", "a.png", "a.jpg.webp"));
    }

    @Test
    void noTwoPicturesEverShareAName() {
        List<String> parts = List.of("a", "A", "b", ".jpg", ".png", "-2", "/", "\u00e9", "e\u0301");
        Property.check(random -> {
            Set<String> pictures = new TreeSet<>();
            for (int i = 0; i < 30; i++) {
                StringBuilder picture = new StringBuilder("x");
                for (int j = random.nextInt(1, 5); j > 0; j--) {
                    picture.append(parts.get(random.nextInt(parts.size())));
                }
                pictures.add(
                        picture.append(random.nextBoolean() ? ".jpg" : ".png").toString());
            }
            OutputNames names = new OutputNames(pictures);
            Set<String> onAnyFileSystem = pictures.stream()
                    .map(names::of)
                    .map(name -> Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            assertEquals(pictures.size(), onAnyFileSystem.size(), () -> new ArrayList<>(pictures).toString());
        });
    }
}
