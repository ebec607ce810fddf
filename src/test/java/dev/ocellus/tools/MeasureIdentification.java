package dev.ocellus.tools;

import dev.ocellus.app.Stages;
import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.OpenSetEvaluation;
import dev.ocellus.evaluate.Search;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.network.ModelCard;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Enrols one picture of each person of a folder and looks for all others: how often the right one comes first; and, with half of the people not enrolled, how often
 * somebody is named who is not there and how often those who are there are missed, at the operating point of the encoder's card.
 */
public final class MeasureIdentification {
    private static final int HALVES = 20;

    private record Shot(String person, Optional<Embedding> face) {}

    private MeasureIdentification() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        double threshold = arguments.length > 2
                ? Double.parseDouble(arguments[2])
                : ModelCard.read(file.getParent().resolve("../weights/face-encoder/card.yaml"))
                        .verification()
                        .threshold();
        Map<String, List<Shot>> people = new TreeMap<>();
        long start = System.nanoTime();
        int pictures = 0;
        try (Pipeline pipeline = PipelineFile.read(file, Stages.CATALOGUE, Set.of(Part.IMAGE))
                        .open();
                Stream<Path> found = Files.walk(Path.of(arguments[1]))) {
            for (Path picture : found.filter(Files::isRegularFile).sorted().toList()) {
                if (new ImageReader().read(picture) instanceof Reading.Decoded decoded) {
                    String person = picture.getParent().getFileName().toString();
                    people.computeIfAbsent(person, p -> new ArrayList<>())
                            .add(new Shot(person, face(pipeline, decoded.image())));
                    pictures++;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long missed = people.values().stream()
                .flatMap(List::stream)
                .filter(shot -> shot.face().isEmpty())
                .count();
        System.out.printf(
                "%d people, %d pictures, %d without a face; %.1f a second on one thread%n",
                people.size(), pictures, missed, pictures / seconds);
        OpenSetEvaluation closed = OpenSetEvaluation.of(searches(people, people.keySet()));
        for (int rank : new int[] {1, 2, 5}) {
            System.out.println("rank " + rank + ": " + words(closed.identified(rank)));
        }
        List<Search> all = new ArrayList<>();
        for (int half = 0; half < HALVES; half++) {
            List<String> names = new ArrayList<>(people.keySet());
            Collections.shuffle(names, new Random(half));
            all.addAll(searches(people, Set.copyOf(names.subList(0, names.size() / 2))));
        }
        OpenSetEvaluation open = OpenSetEvaluation.of(all);
        System.out.printf("half enrolled, %d times, threshold %.3f:%n", HALVES, threshold);
        System.out.printf(
                "FPIR %.2f %%, FNIR %.2f %%%n",
                100 * open.fpir(threshold).value(),
                100 * open.fnir(threshold, 1).value());
        for (double fpir : new double[] {0.01, 0.1}) {
            double at = open.thresholdAtFpir(fpir);
            System.out.printf(
                    "FNIR at FPIR %.0f %%: %.2f %% (distance %.3f)%n",
                    100 * fpir, 100 * open.fnir(at, 1).value(), at);
        }
    }

    private static Optional<Embedding> face(Pipeline pipeline, Image image) {
        return pipeline.apply(Frame.of("", image)).detections().stream()
                .max(Comparator.comparingDouble(found -> found.box().area()))
                .flatMap(Detection::embedding);
    }

    /** The first picture with a face of each enrolled person is enrolled, and all other pictures are searches. */
    private static List<Search> searches(Map<String, List<Shot>> people, Set<String> enrolled) {
        Map<String, Shot> gallery = new HashMap<>();
        for (String person : enrolled) {
            people.get(person).stream()
                    .filter(shot -> shot.face().isPresent())
                    .findFirst()
                    .ifPresent(shot -> gallery.put(person, shot));
        }
        List<Search> searches = new ArrayList<>();
        people.forEach((person, shots) -> {
            for (Shot shot : shots) {
                if (shot != gallery.get(person)) {
                    searches.add(search(gallery, shot));
                }
            }
        });
        return searches;
    }

    private static Search search(Map<String, Shot> gallery, Shot probe) {
        boolean mated = gallery.containsKey(probe.person());
        if (probe.face().isEmpty()) {
            return new Search.Failed(mated);
        }
        Embedding face = probe.face().get();
        double[] distances = gallery.values().stream()
                .mapToDouble(shot -> shot.face().orElseThrow().distance(face))
                .sorted()
                .toArray();
        if (!mated) {
            return new Search.NonMated(distances[0]);
        }
        double own = gallery.get(probe.person()).face().orElseThrow().distance(face);
        int rank = 1;
        for (double distance : distances) {
            rank += distance < own ? 1 : 0;
        }
        return new Search.Mated(own, rank);
    }

    private static String words(ErrorRate right) {
        ErrorRate.Interval interval = right.interval(0.95);
        return "%.1f %% (%d of %d) [%.1f, %.1f]"
                .formatted(
                        100 * right.value(),
                        right.errors(),
                        right.trials(),
                        100 * interval.low(),
                        100 * interval.high());
    }
}
