package dev.ocellus;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.ocellus.geometry.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the picture in docs/architecture.md: who may import whom, and behind which doors other people's libraries stay. */
class ArchitectureTest {
    /** What is compiled beside the boxes: the program without its tests. */
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .importUrl(Box.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each room with the rooms that it may import; rooms not named here do not exist. */
    private static final Map<String, List<String>> ROOMS = rooms();

    private static Map<String, List<String>> rooms() {
        Map<String, List<String>> rooms = new TreeMap<>();
        rooms.put("files", List.of());
        rooms.put("settings", List.of());
        rooms.put("geometry", List.of());
        rooms.put("image", List.of("files", "geometry"));
        rooms.put("frame", List.of("geometry", "image"));
        rooms.put("network", List.of("files", "settings", "geometry", "image", "frame"));
        rooms.put("network.engine", List.of("network"));
        rooms.put("network.nd4j", List.of("network", "network.engine"));
        rooms.put("network.reference", List.of("network"));
        rooms.put("network.onnx", List.of("network"));
        rooms.put("network.onnxruntime", List.of("network"));
        rooms.put("network.dl4j", List.of("network"));
        rooms.put("network.safetensors", List.of("files", "network"));
        rooms.put("zoo", List.of("settings", "network"));
        rooms.put("loss", List.of("network"));
        rooms.put("learn", List.of("files", "settings", "network", "network.reference", "network.safetensors", "loss"));
        rooms.put("search", List.of("files", "settings", "learn"));
        rooms.put("pipeline", List.of("settings", "geometry", "image", "frame", "network"));
        rooms.put("augment", List.of("settings", "geometry", "image", "frame", "pipeline"));
        rooms.put("detect", List.of("settings", "geometry", "image", "frame", "network", "pipeline"));
        rooms.put("face", List.of("settings", "geometry", "image", "frame", "network", "loss", "pipeline"));
        rooms.put("classify", List.of("image", "frame", "network"));
        rooms.put("dataset", List.of("settings", "geometry", "image", "frame"));
        rooms.put("examine", List.of("geometry", "image", "frame", "dataset"));
        rooms.put("gallery", List.of("files", "settings", "geometry", "frame", "network", "network.safetensors"));
        rooms.put("evaluate", List.of("geometry", "frame"));
        rooms.put(
                "train",
                List.of(
                        "files",
                        "settings",
                        "geometry",
                        "image",
                        "frame",
                        "network",
                        "loss",
                        "learn",
                        "zoo",
                        "pipeline",
                        "augment",
                        "detect",
                        "face",
                        "dataset",
                        "examine",
                        "evaluate"));
        rooms.put(
                "report",
                List.of(
                        "files",
                        "geometry",
                        "image",
                        "frame",
                        "network",
                        "gallery",
                        "evaluate",
                        "detect",
                        "dataset",
                        "examine",
                        "learn",
                        "search"));
        rooms.put("app", List.copyOf(rooms.keySet()));
        if (PROGRAM.containPackage(name("network.pytorch"))) { // of some builds only, so nobody may import it
            rooms.put("network.pytorch", List.of("network", "network.engine"));
        }
        rooms.put(
                "cli",
                List.of(
                        "files",
                        "settings",
                        "geometry",
                        "frame",
                        "network",
                        "zoo",
                        "learn",
                        "pipeline",
                        "detect",
                        "dataset",
                        "examine",
                        "evaluate",
                        "train",
                        "search",
                        "face",
                        "gallery",
                        "report",
                        "app"));
        return rooms;
    }

    /** Other people's packages, and the rooms that may know them. */
    private static final Map<String, List<String>> FENCES = Map.ofEntries(
            Map.entry("org.nd4j..", List.of("network.nd4j", "network.dl4j")),
            Map.entry("org.bytedeco..", List.of("network.nd4j", "network.pytorch")),
            Map.entry("org.deeplearning4j..", List.of("network.dl4j")),
            Map.entry("ai.onnxruntime..", List.of("network.onnxruntime")),
            Map.entry("com.google.protobuf..", List.of("network.onnx")),
            Map.entry("org.opencv..", List.of("image")),
            Map.entry("nu.pattern..", List.of("image")),
            Map.entry("org.imgscalr..", List.of("image")),
            Map.entry("javax.imageio..", List.of("image")),
            Map.entry("java.awt..", List.of("image")),
            Map.entry("com.twelvemonkeys..", List.of("image")),
            Map.entry("com.drew..", List.of("image")),
            Map.entry("org.knowm..", List.of("report")),
            Map.entry("org.sqlite..", List.of("gallery")),
            Map.entry("java.sql..", List.of("gallery")),
            Map.entry("org.yaml..", List.of("settings", "pipeline", "zoo", "dataset")),
            Map.entry("com.fasterxml..", List.of("network.safetensors", "dataset", "gallery", "report")),
            Map.entry("picocli..", List.of("cli")));

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyWhatIsBelowThem() {
        return ROOMS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
                    List<String> known = new ArrayList<>(packages(room.getValue()));
                    known.add(name(room.getKey()));
                    noClasses()
                            .that()
                            .resideInAPackage(name(room.getKey()))
                            .should()
                            .dependOnClassesThat(resideInAPackage("dev.ocellus..")
                                    .and(not(resideInAnyPackage(known.toArray(String[]::new)))))
                            .check(PROGRAM);
                }));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayBehindTheirDoors() {
        return FENCES.entrySet().stream()
                .map(fence -> DynamicTest.dynamicTest(fence.getKey(), () -> {
                    String[] inside = packages(fence.getValue()).toArray(String[]::new);
                    ArchRule rule = inside.length == 0
                            ? noClasses().should().dependOnClassesThat().resideInAPackage(fence.getKey())
                            : noClasses()
                                    .that()
                                    .resideOutsideOfPackages(inside)
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(fence.getKey());
                    rule.check(PROGRAM);
                }));
    }

    @Test
    void everyRoomIsOnTheList() {
        assertEquals(
                ROOMS.keySet(),
                PROGRAM.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.substring("dev.ocellus.".length()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void onlyTheCommandLineWritesToTheStandardOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackage(name("cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(PROGRAM);
    }

    @Test
    void nothingIsRandomByItself() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(PROGRAM);
    }

    @Test
    void everyRoomSaysWhatLivesThere() {
        // package-info leaves no class file without annotations, so the sources are asked
        List<String> silent = ROOMS.keySet().stream()
                .filter(room -> Stream.of("src/main/java", "src/pytorch/java")
                        .map(source -> Path.of(source, "dev/ocellus", room.replace('.', '/'), "package-info.java"))
                        .noneMatch(Files::isRegularFile))
                .toList();
        assertEquals(List.of(), silent);
    }

    private static List<String> packages(List<String> rooms) {
        return rooms.stream().map(ArchitectureTest::name).toList();
    }

    private static String name(String room) {
        return "dev.ocellus." + room;
    }
}
