package dev.ocellus.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KebabCaseTest {
    @ParameterizedTest
    @CsvSource({
        "FocusCrop, focus-crop",
        "focusCrop, focus-crop",
        "FOCUS_CROP, focus-crop",
        "dataSha256, data-sha256",
        "beta1, beta1",
        "finalAP50Share, final-ap50-share",
        "x, x",
    })
    void namesAreSpeltAsInFiles(String java, String kebab) {
        assertEquals(kebab, KebabCase.of(java));
    }
}
