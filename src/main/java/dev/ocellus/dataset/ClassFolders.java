package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pictures in folders named after what they show: {@code DIR/class/…/picture}. Where all folders of DIR are called {@code train}, {@code dev},
 * {@code val} or {@code test} (or at length), one of them {@code train}, the classes lie below these and the parts are as given.
 *
 * <p>Parts that are not given are cut out of the training part, class by class: the pictures of a class are ordered by a hash of their paths, and
 * the first of this order are held back. So each class has its share in each part, and a new picture moves at most one other for each part.
 * Class names are compared in Unicode's composed form.
 *
 * @param name of the set
 * @param parts pictures by id; not yet decoded
 * @param outcomes files and folders that are not used, by id
 */
public record ClassFolders(String name, Map<Part, List<LabelledPicture>> parts, List<FileOutcome> outcomes) {
    public ClassFolders {
        parts = Map.copyOf(parts);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Finds the pictures of a folder. Links are followed; what is hidden is passed over.
     *
     * @throws IOException where the folder itself cannot be read
     */
    public static ClassFolders read(Path folder, SplitShares shares) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Reading reading = new Reading(root);
        Map<Part, Path> given = givenParts(root);
        if (given.isEmpty()) {
            reading.classes(root, Part.TRAIN);
        } else {
            reading.filesBeside(root);
            for (Map.Entry<Part, Path> part : given.entrySet()) {
                reading.classes(part.getValue(), part.getKey());
            }
        }
        boolean nothingGiven = !given.containsKey(Part.DEVELOPMENT) && !given.containsKey(Part.TEST);
        reading.holdBack(new SplitShares(
                given.containsKey(Part.DEVELOPMENT) ? 0 : shares.development(), nothingGiven ? shares.test() : 0));
        Path name = root.getFileName() == null ? root : root.getFileName();
        return new ClassFolders(name.toString(), reading.parts(), reading.outcomes);
    }

    /** The folders of the parts; none where the folder holds classes. */
    private static Map<Part, Path> givenParts(Path root) throws IOException {
        Map<Part, Path> given = new EnumMap<>(Part.class);
        for (Path child : visible(root)) {
            if (Files.isDirectory(child)) {
                Optional<Part> part = Part.ofFolder(child.getFileName().toString());
                if (part.isEmpty() || given.put(part.get(), child) != null) {
                    return Map.of();
                }
            }
        }
        return given.containsKey(Part.TRAIN) ? given : Map.of();
    }

    /** What lies in a folder, by name. */
    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        }
    }

    /** Gathers what is found. */
    private static final class Reading {
        private final Path root;
        private final Map<Part, Map<String, List<LabelledPicture>>> byClass = new EnumMap<>(Part.class);
        private final List<FileOutcome> outcomes = new ArrayList<>();

        Reading(Path root) {
            this.root = root;
            for (Part part : Part.values()) {
                byClass.put(part, new TreeMap<>());
            }
        }

        void classes(Path folder, Part part) throws IOException {
            filesBeside(folder);
            for (Path child : visible(folder)) {
                if (Files.isDirectory(child)) {
                    String label = Normalizer.normalize(child.getFileName().toString(), Normalizer.Form.NFC);
                    List<LabelledPicture> pictures = new ArrayList<>();
                    pictures(child, label, List.of(child.toRealPath()), pictures);
                    if (pictures.isEmpty()) {
                        reject(child, Optional.of(label), "the class has no pictures");
                    } else {
                        byClass.get(part)
                                .computeIfAbsent(label, name -> new ArrayList<>())
                                .addAll(pictures);
                    }
                }
            }
        }

        void filesBeside(Path folder) throws IOException {
            for (Path child : visible(folder)) {
                if (!Files.isDirectory(child)) {
                    reject(child, Optional.empty(), "it lies beside the folders of the classes and not in one of them");
                }
            }
        }

        /** @param above the folder and those that it lies in, without links, so that no link leads round in circles */
        private void pictures(Path folder, String label, List<Path> above, List<LabelledPicture> pictures) {
            List<Path> children;
            try {
                children = visible(folder);
            } catch (IOException e) {
                reject(folder, Optional.of(label), "the folder cannot be opened");
                return;
            }
            for (Path child : children) {
                if (Files.isDirectory(child)) {
                    inner(child, label, above, pictures);
                } else if (PictureFiles.isNamedLikePicture(child)) {
                    pictures.add(new LabelledPicture(PictureFiles.id(root, child), child, Truth.ofLabel(label)));
                } else {
                    reject(child, Optional.of(label), "it is not named like a picture");
                }
            }
        }

        private void inner(Path folder, String label, List<Path> above, List<LabelledPicture> pictures) {
            try {
                Path real = folder.toRealPath();
                if (above.contains(real)) {
                    reject(folder, Optional.of(label), "a link that leads back to a folder above it");
                    return;
                }
                List<Path> further = new ArrayList<>(above);
                further.add(real);
                pictures(folder, label, further, pictures);
            } catch (IOException e) {
                reject(folder, Optional.of(label), "the folder cannot be opened");
            }
        }

        private void reject(Path file, Optional<String> label, String reason) {
            outcomes.add(FileOutcome.rejected(PictureFiles.id(root, file), label, reason));
        }

        void holdBack(SplitShares shares) {
            Map<String, List<LabelledPicture>> train = byClass.get(Part.TRAIN);
            train.replaceAll((label, pictures) -> {
                List<LabelledPicture> ordered = new ArrayList<>(pictures);
                ordered.sort(Comparator.comparingDouble((LabelledPicture picture) -> Split.place(picture.id()))
                        .thenComparing(LabelledPicture::id));
                int development = count(shares.development(), ordered.size(), ordered.size() - 1);
                int test = count(shares.test(), ordered.size(), ordered.size() - 1 - development);
                hold(Part.DEVELOPMENT, label, ordered.subList(0, development));
                hold(Part.TEST, label, ordered.subList(development, development + test));
                return ordered.subList(development + test, ordered.size());
            });
        }

        private static int count(double share, int pictures, int most) {
            return (int) Math.min(most, Math.round(share * pictures));
        }

        private void hold(Part part, String label, List<LabelledPicture> pictures) {
            byClass.get(part).computeIfAbsent(label, name -> new ArrayList<>()).addAll(pictures);
        }

        Map<Part, List<LabelledPicture>> parts() {
            Map<Part, List<LabelledPicture>> parts = new EnumMap<>(Part.class);
            byClass.forEach((part, classes) -> parts.put(
                    part,
                    classes.values().stream()
                            .flatMap(List::stream)
                            .sorted(Comparator.comparing(LabelledPicture::id))
                            .toList()));
            return parts;
        }
    }
}
