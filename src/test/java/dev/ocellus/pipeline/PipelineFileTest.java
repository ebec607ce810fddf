package dev.ocellus.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    private static final StageCatalogue CATALOGUE =
            StageCatalogue.of(List.of(Letterbox.class, FindThings.class, Suppress.class));

    public enum Side {
        LEFT_HAND,
        RIGHT_HAND
    }

    @Describe("fits the picture into a frame")
    public record Letterbox(
            @Describe("pixels") @Default("640") int width,
            @Describe("of the bars") @Default("0.5") double grey,

            @Describe("of the picture") @Default("left-hand")
            Side side,

            @Describe("to choose from") @Default("[1, 2.5]") List<Double> scales,
            @Describe("small pictures too") @Default("true") boolean upscale)
            implements StageDefinition {
        public Letterbox {
            if (width < 32) {
                throw new IllegalArgumentException("width must be at least 32, got " + width);
            }
        }

        @Override
        public Set<Part> reads() {
            return Set.of(Part.IMAGE);
        }

        @Override
        public Set<Part> writes() {
            return Set.of(Part.IMAGE);
        }

        @Override
        public Stage open(Path folder) {
            return frame -> frame;
        }
    }

    @Describe("looks for things")
    public record FindThings(
            @Describe("folder") String weights,
            @Describe("lowest") @Default("0.4") double score) implements StageDefinition {
        @Override
        public Set<Part> reads() {
            return Set.of(Part.IMAGE);
        }

        @Override
        public Set<Part> writes() {
            return Set.of(Part.DETECTIONS);
        }

        @Override
        public Stage open(Path folder) {
            return frame -> frame;
        }
    }

    @Describe("keeps the best of many")
    public record Suppress(
            @Describe("highest") @Default("0.45") double iou) implements StageDefinition {
        @Override
        public Set<Part> reads() {
            return Set.of(Part.DETECTIONS);
        }

        @Override
        public Set<Part> writes() {
            return Set.of(Part.DETECTIONS);
        }

        @Override
        public Stage open(Path folder) {
            return frame -> frame;
        }
    }

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("p.yaml");
    }

    private List<StageDefinition> read(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return PipelineFile.read(file, CATALOGUE, Set.of(Part.IMAGE)).stages();
    }

    /** What is said about a file, with {@code p.yaml} for its path. */
    private String mistakes(String yaml) {
        PipelineFileException refused = assertThrows(PipelineFileException.class, () -> read(yaml));
        return refused.getMessage().replace(file.toString(), "p.yaml").replace(System.lineSeparator(), "\n");
    }

    @Test
    void stagesMayBeWrittenInOneLineOverSeveralOrWithoutSettings() throws IOException {
        List<StageDefinition> stages = read("""
                # comment
                stages:
                  - letterbox
                  - letterbox: {width: 320, side: right-hand, scales: [3], upscale: false}
                  - find-things:
                      weights: ../weights/faces
                      score: 1e-1
                  - suppress: {}
                """);

        assertEquals(
                List.of(
                        new Letterbox(640, 0.5, Side.LEFT_HAND, List.of(1.0, 2.5), true),
                        new Letterbox(320, 0.5, Side.RIGHT_HAND, List.of(3.0), false),
                        new FindThings("../weights/faces", 0.1),
                        new Suppress(0.45)),
                stages);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoMistakes() throws IOException {
        assertEquals(1, read("\uFEFFstages:\r\n  - letterbox\r\n").size());
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsLineItsStageAndTheKnownNames() {
        assertEquals("""
                p.yaml:2: stage 1 'leterbox' is unknown; did you mean 'letterbox'? known: letterbox, find-things, suppress
                p.yaml:3: stage 2 'find-things': unknown setting 'scor'; did you mean 'score'? known: weights, score
                p.yaml:3: stage 2 'find-things': needs the setting 'weights'
                p.yaml:5: stage 3 'suppress': iou must be a number, got '0,4'
                p.yaml:6: stage 4 'xyz' is unknown; known: letterbox, find-things, suppress""", mistakes("""
                        stages:
                          - leterbox
                          - find-things: {scor: 3}
                          - suppress:
                              iou: 0,4
                          - xyz
                        """));
    }

    @Test
    void valuesOfTheWrongKindAreToldWithWhatIsWanted() {
        assertEquals("""
                p.yaml:3: stage 1 'letterbox': width must be a whole number, got '6.5'
                p.yaml:4: stage 1 'letterbox': grey must be a number, got '.nan'
                p.yaml:5: stage 1 'letterbox': side must be one of left-hand, right-hand, got 'up'
                p.yaml:6: stage 1 'letterbox': scales must be a number or a list of numbers
                p.yaml:7: stage 1 'letterbox': upscale must be true or false, got 'yes'
                p.yaml:8: stage 2 'letterbox': width has no value; it must be a whole number
                p.yaml:9: stage 3 'letterbox': grey must be a number""", mistakes("""
                        stages:
                          - letterbox:
                              width: 6.5
                              grey: .nan
                              side: up
                              scales: {one: 3}
                              upscale: yes
                          - letterbox: {width: }
                          - letterbox: {grey: [1]}
                        """));
    }

    @Test
    void aValueThatTheRecordRefusesIsToldAtTheLineOfItsSetting() {
        assertEquals(
                "p.yaml:4: stage 1 'letterbox': width must be at least 32, got 8",
                mistakes("stages:\n  - letterbox:\n      grey: 0.1\n      width: 8\n"));
    }

    @Test
    void aStageThatNeedsWhatNoneMadeIsToldOnce() {
        assertEquals(
                "p.yaml:3: stage 2 'suppress': needs detections, which no stage before it makes",
                mistakes("stages:\n  - letterbox\n  - suppress\n  - suppress\n"));
    }

    @Test
    void whatIsGivenTwiceIsToldAtItsSecondPlace() {
        assertEquals("""
                p.yaml:4: stage 1 'letterbox': 'width' is given twice
                p.yaml:5: 'stages' is given twice""", mistakes("stages:\n  - letterbox:\n      width: 64\n      width: 96\nstages: []\n"));
    }

    @Test
    void aFileThatIsNoPipelineIsToldSo() {
        assertEquals("p.yaml:1: is empty; a pipeline starts with 'stages:'", mistakes("# nothing\n"));
        assertEquals("p.yaml:1: a pipeline starts with 'stages:'", mistakes("- letterbox\n"));
        assertEquals(
                "p.yaml:1: 'stages' must be a list of one stage or more, each '- name: {setting: value}'",
                mistakes("stages: letterbox\n"));
        assertEquals(
                "p.yaml:1: unknown key 'stage'; did you mean 'stages'? known: stages\np.yaml:1: has no 'stages:'",
                mistakes("stage: [letterbox]\n"));
        assertEquals(
                "p.yaml:2: stage 1 must be one name with its settings, '- name: {setting: value}'",
                mistakes("stages:\n  - {letterbox: {}, suppress: {}}\n"));
        assertEquals(
                "p.yaml:2: stage 1 'letterbox': its settings must be written as {setting: value}",
                mistakes("stages:\n  - letterbox: 640\n"));
    }

    @Test
    void textThatIsNotYamlIsToldWithItsLine() throws IOException {
        assertEquals(
                "p.yaml:2: is not YAML: found character '\\t(TAB)' that cannot start any token. "
                        + "(Do not use \\t(TAB) for indentation)",
                mistakes("stages:\n\t- letterbox\n"));
        Files.write(file, "stages: [\u00e4]".getBytes(StandardCharsets.ISO_8859_1));
        PipelineFileException refused =
                assertThrows(PipelineFileException.class, () -> PipelineFile.read(file, CATALOGUE, Set.of(Part.IMAGE)));
        assertEquals(file + ": is not UTF-8 text", refused.getMessage());
    }

    @Test
    void aSettingIsChangedInEveryStageThatHasIt() throws IOException {
        List<StageDefinition> stages = read("stages: [letterbox, find-things: {weights: w}, suppress]\n");

        assertEquals(
                List.of(stages.get(0), new FindThings("w", 0.9), stages.get(2)),
                CATALOGUE.with(stages, "score", "0.9"));
        assertEquals(
                "no stage of this pipeline has a setting 'size'",
                assertThrows(IllegalArgumentException.class, () -> CATALOGUE.with(stages, "size", "1"))
                        .getMessage());
    }

    @Test
    void theTableOfStagesNamesEverySetting() {
        assertEquals("""
                | stage | what it does | settings (default) |
                |---|---|---|
                | `letterbox` | fits the picture into a frame | `width` pixels (640); `grey` of the bars (0.5); \
                `side` of the picture (left-hand); `scales` to choose from ([1, 2.5]); `upscale` small pictures too (true) |
                | `find-things` | looks for things | `weights` folder (must be given); `score` lowest (0.4) |
                | `suppress` | keeps the best of many | `iou` highest (0.45) |
                """, CATALOGUE.toMarkdown());
    }
}
