package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads public data sets in the folder that the environment variable {@code OCELLUS_DATA} names; without it there is nothing to read. */
class PublicSetsIT {
    private Path data;

    @BeforeEach
    void findData() {
        String folder = System.getenv("OCELLUS_DATA");
        Assumptions.assumeTrue(folder != null, "OCELLUS_DATA names no folder of data");
        data = Path.of(folder);
    }

    /** The counts are those that the set's description states. */
    @ParameterizedTest
    @CsvSource({
        "face-boxes-eden, 368, 1922, 0",
        "face-boxes-mask, 180, 180, 0",
        "face-boxes-web, 484, 1169, 0",
        "face-boxes-wider-crops, 255, 969, 113",
        "face-boxes-wider-retouched, 924, 3698, 1705",
        "raccoon, 200, 217, 0",
        "playing-cards, 363, 670, 0",
    })
    void readsEveryBoxOfSetsInVocForm(String set, int pictures, int boxes, int difficult) throws IOException {
        Dataset dataset = new VocReader(Corners.EDGES).read(data.resolve(set));

        List<TruthBox> all = dataset.pictures().stream()
                .flatMap(picture -> picture.truth().boxes().stream())
                .toList();
        assertEquals(pictures, dataset.pictures().size());
        assertEquals(boxes, all.size(), dataset.findings()::toString);
        assertEquals(difficult, all.stream().filter(TruthBox::difficult).count());
    }

    @Test
    void readsATableOfBoxes() throws IOException {
        Dataset dataset = new BoxTableReader(0.7).read(data.resolve("face-photos-pseudo"));

        assertEquals(1000, dataset.pictures().size());
        assertEquals(
                1527,
                dataset.pictures().stream()
                        .mapToInt(picture -> picture.truth().boxes().size())
                        .sum());
        assertEquals(List.of(), dataset.findings());
    }

    /** The same photos labelled in two forms: COCO's is continuous and read here by a few lines of its own. */
    @Test
    void agreesWithTheSameLabelsInCocosForm(@TempDir Path folder) throws IOException {
        Path set = data.resolve("coco-voc100");
        Path labels = Files.createDirectory(folder.resolve("Annotations"));
        Path images = Files.createDirectory(folder.resolve("JPEGImages"));
        try (Stream<Path> files = Files.list(set.resolve("gts/pascalvoc_format"))) {
            for (Path file : files.toList()) {
                Files.copy(file, labels.resolve(file.getFileName()));
                Files.createFile(images.resolve(file.getFileName().toString().replace(".xml", ".jpg")));
            }
        }

        Dataset voc = new VocReader(Corners.EDGES).read(folder);

        Map<String, List<TruthBox>> coco = coco(set.resolve("gts/coco_format_v1/instances_default.json"));
        int compared = 0;
        for (LabelledPicture picture : voc.pictures()) {
            List<TruthBox> expected = new ArrayList<>(coco.getOrDefault(picture.fileName(), List.of()));
            for (TruthBox box : picture.truth().boxes()) {
                assertTrue(
                        expected.removeIf(other ->
                                other.label().equals(box.label()) && other.box().iou(box.box()) > 0.999),
                        () -> picture.id() + " " + box + " is not among " + expected);
                compared++;
            }
        }
        assertTrue(compared > 200, "boxes were compared");
    }

    private static Map<String, List<TruthBox>> coco(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        Map<Integer, String> labels = new HashMap<>();
        root.get("categories")
                .forEach(c -> labels.put(c.get("id").asInt(), c.get("name").asText()));
        Map<Integer, String> names = new HashMap<>();
        root.get("images")
                .forEach(i -> names.put(i.get("id").asInt(), i.get("file_name").asText()));
        Map<String, List<TruthBox>> boxes = new HashMap<>();
        for (JsonNode annotation : root.get("annotations")) {
            JsonNode at = annotation.get("bbox");
            Box box = new Box(
                    at.get(0).asDouble(),
                    at.get(1).asDouble(),
                    at.get(0).asDouble() + at.get(2).asDouble(),
                    at.get(1).asDouble() + at.get(3).asDouble());
            boxes.computeIfAbsent(names.get(annotation.get("image_id").asInt()), name -> new ArrayList<>())
                    .add(new TruthBox(
                            box, labels.get(annotation.get("category_id").asInt()), false));
        }
        return boxes;
    }
}
