package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Optimiser;
import dev.ocellus.search.SearchPlan;
import dev.ocellus.settings.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassifierSettingsTest {
    private static final ClassifierFile DEFAULTS = ClassifierFile.of(Augmenting.SLIGHT);

    private static ClassifierFile with(String... namesAndValues) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ClassifierSettings.with(DEFAULTS, settings);
    }

    @Test
    void namesAreThoseOfATrainingFile() {
        ClassifierFile file = with("rate", "0.0123", "batch", "7", "network", "lenet-5", "label-smoothing", "0");
        assertEquals(0.0123, file.plan().rate());
        assertEquals(7, file.plan().batch());
        assertEquals("lenet-5", file.plan().network());
        assertEquals(0, file.plan().labelSmoothing());
        assertEquals(DEFAULTS.plan().epochs(), file.plan().epochs());
    }

    @Test
    void partsOfASettingStandBehindDots() {
        Optimiser.Adam adam = (Optimiser.Adam)
                with("optimiser.adam.beta1", "0.93", "optimiser.adam.regularisation.decay", "0.004", "rate", "0.1")
                        .plan()
                        .optimiser();
        assertEquals(0.93, adam.beta1());
        assertEquals(0.999, adam.beta2());
        assertEquals(0.004, adam.regularisation().decay());
        assertEquals(
                new Optimiser.Sgd(0.8, 0, 0),
                with("optimiser", "{sgd: {momentum: 0.8}}").plan().optimiser());
    }

    @Test
    void augmentationIsNamedAsOnTheCommandLine() {
        assertEquals(List.of(), with("augment", "none").augmentations());
        assertEquals(
                ClassifierFile.of(Augmenting.STRONG).augmentations(),
                with("augment", "strong").augmentations());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused("unknown setting 'rat'; did you mean 'rate'?", "rat", "1");
        assertRefused("rate much: must be a number, got 'much'", "rate", "much");
        assertRefused("rate must be above 0", "rate", "-1");
        assertRefused("beta1 must be at least 0 and below 1", "optimiser.adam.beta1", "1");
        assertRefused("unknown augment 'string'; did you mean 'strong'?", "augment", "string");
        assertRefused("given whole and in parts", "optimiser", "adam", "optimiser.adam.beta1", "0.9");
        assertRefused("given whole and in parts", "optimiser.adam.beta1", "0.9", "optimiser", "adam");
    }

    @Test
    void theShippedSearchNamesSettingsThatThereAre() throws IOException {
        SearchPlan plan =
                RecordReader.readFile(Path.of("pipelines/search-classifier.yaml"), SearchPlan.class, "setting");
        for (double position : new double[] {0, 0.5, 1}) {
            Map<String, String> settings = new LinkedHashMap<>(plan.settings());
            plan.space().forEach((name, dimension) -> settings.put(name, dimension.at(position)));
            ClassifierPlan changed = ClassifierSettings.with(DEFAULTS, settings).plan();
            assertEquals(15, changed.epochs());
            assertEquals(Double.parseDouble(settings.get("rate")), changed.rate());
        }
    }

    private static void assertRefused(String words, String... namesAndValues) {
        String message = assertThrows(IllegalArgumentException.class, () -> with(namesAndValues))
                .getMessage();
        assertTrue(message.contains(words), message);
    }
}
