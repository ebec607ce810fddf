package dev.ocellus.dataset;

import dev.ocellus.dataset.FileOutcome.Status;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Notice;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The pictures of {@link ClassFolders} in memory, brought to one size, 3 bytes a pixel: ten thousand of 64×64 take 120 MB. Only classes that
 * something can be learnt of have a label. Immutable and safe from several threads.
 *
 * @param name of the set
 * @param labels the classes of the training part, by name
 * @param parts usable pictures by id
 * @param outcomes every file of the folder and how it ended, by id
 * @param sha256 over id, class, part and bytes of every usable picture, 64 hexadecimal digits
 */
public record ClassPictures(
        String name, List<String> labels, Map<Part, List<Picture>> parts, List<FileOutcome> outcomes, String sha256) {
    /** Notices that say that a picture may not show what it should. */
    private static final Set<Notice.Kind> WARNINGS =
            EnumSet.of(Notice.Kind.TRUNCATED, Notice.Kind.CORRUPT_DATA, Notice.Kind.FIRST_FRAME_ONLY);

    /**
     * A picture that shows something.
     *
     * @param label number of its class among the labels
     * @param image in the size of all
     */
    public record Picture(String id, Path file, int label, Image image) {}

    public ClassPictures {
        labels = List.copyOf(labels);
        parts = Map.copyOf(parts);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Decodes the pictures; a picture that cannot be decoded is left out and told of.
     *
     * @param fit brings a picture to the size of all
     * @param threads how many work at the same time
     */
    public static ClassPictures load(ClassFolders folders, ImageReader reader, UnaryOperator<Image> fit, int threads)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Map<Part, List<Future<Opened>>> opening = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                opening.put(
                        part,
                        folders.parts().get(part).stream()
                                .map(picture -> workers.submit(() -> open(picture, reader, fit)))
                                .toList());
            }
            Gathering gathering = new Gathering(folders.outcomes());
            for (Part part : Part.values()) {
                for (Future<Opened> future : opening.get(part)) {
                    gathering.add(part, future.get());
                }
            }
            return gathering.pictures(folders.name());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture was left without an outcome", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** A file that was looked at. */
    private record Opened(LabelledPicture picture, Optional<Image> image, String words, String sha256) {
        String label() {
            return picture.truth().label().orElseThrow();
        }
    }

    private static Opened open(LabelledPicture picture, ImageReader reader, UnaryOperator<Image> fit) {
        Reading reading = reader.read(picture.file());
        if (reading instanceof Reading.Decoded decoded) {
            try {
                String warning = decoded.notices().stream()
                        .filter(notice -> WARNINGS.contains(notice.kind()))
                        .map(Notice::message)
                        .collect(Collectors.joining("; "));
                Image image = fit.apply(decoded.image());
                return new Opened(picture, Optional.of(image), warning, sha256(Files.readAllBytes(picture.file())));
            } catch (IOException e) {
                return new Opened(picture, Optional.empty(), "the file cannot be read: " + e.getMessage(), "");
            }
        }
        return new Opened(picture, Optional.empty(), ((Reading.Rejected) reading).message(), "");
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Puts together what was looked at, the training part first. */
    private static final class Gathering {
        private final List<FileOutcome> outcomes;
        private final Set<String> labels = new TreeSet<>();
        private final Map<Part, List<Opened>> usable = new EnumMap<>(Part.class);
        private final Map<String, Opened> firstOf = new HashMap<>();
        private final Map<String, Part> partOfFirst = new HashMap<>();

        Gathering(List<FileOutcome> outcomes) {
            this.outcomes = new ArrayList<>(outcomes);
            for (Part part : Part.values()) {
                usable.put(part, new ArrayList<>());
            }
        }

        void add(Part part, Opened opened) {
            String id = opened.picture().id();
            Optional<String> label = Optional.of(opened.label());
            if (opened.image().isEmpty()) {
                outcomes.add(FileOutcome.rejected(id, label, opened.words()));
                return;
            }
            if (part == Part.TRAIN) {
                labels.add(opened.label());
            } else if (!labels.contains(opened.label())) {
                outcomes.add(
                        FileOutcome.rejected(id, label, "nothing is learnt of its class: the training part has none"));
                return;
            }
            List<String> words = new ArrayList<>();
            if (!opened.words().isEmpty()) {
                words.add(opened.words());
            }
            sameAs(part, opened).ifPresent(words::add);
            usable.get(part).add(opened);
            Status status = words.isEmpty() ? Status.OK : Status.WARNING;
            outcomes.add(new FileOutcome(id, Optional.of(part), label, status, String.join("; ", words)));
        }

        /** What is wrong with meeting the same file twice. */
        private Optional<String> sameAs(Part part, Opened opened) {
            Opened first = firstOf.putIfAbsent(opened.sha256(), opened);
            Part before = partOfFirst.putIfAbsent(opened.sha256(), part);
            if (first == null) {
                return Optional.empty();
            } else if (!first.label().equals(opened.label())) {
                return Optional.of("the same picture lies in another class: "
                        + first.picture().id());
            } else if (before != part) {
                return Optional.of("the same picture is also in the %s part, so the %s part flatters: %s"
                        .formatted(before, part, first.picture().id()));
            }
            return Optional.empty();
        }

        ClassPictures pictures(String name) {
            List<String> names = List.copyOf(labels);
            MessageDigest hash = digest();
            Map<Part, List<Picture>> parts = new EnumMap<>(Part.class);
            usable.forEach((part, opened) -> {
                List<Picture> pictures = new ArrayList<>();
                for (Opened one : opened) {
                    LabelledPicture picture = one.picture();
                    String line = String.join("\n", picture.id(), one.label(), part.toString(), one.sha256(), "");
                    hash.update(line.getBytes(StandardCharsets.UTF_8));
                    pictures.add(new Picture(
                            picture.id(),
                            picture.file(),
                            names.indexOf(one.label()),
                            one.image().orElseThrow()));
                }
                parts.put(part, List.copyOf(pictures));
            });
            outcomes.sort(Comparator.comparing(FileOutcome::id));
            return new ClassPictures(
                    name, names, parts, outcomes, HexFormat.of().formatHex(hash.digest()));
        }
    }
}
