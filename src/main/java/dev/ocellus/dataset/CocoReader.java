package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads labels in COCO's form: JSON files with {@code images}, {@code annotations} and {@code categories}, in the folder, in {@code annotations/} or
 * beside the pictures of a part such as {@code train/}; where some are called {@code instances_…}, only these. Boxes are corner, width and height
 * in continuous pixels. A picture in {@code images} without annotations shows nothing; crowds are crowds, what is to be ignored is difficult. The name of
 * a file or its folder may say what its pictures are for.
 *
 * @see <a href="https://cocodataset.org/#format-data">COCO's data format</a>
 */
public record CocoReader() implements DatasetReader {
    private static final String INSTANCES = "instances";
    private static final int DEEPEST = 2;

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            throw new IOException("no COCO labels (*.json with images and annotations) in " + folder);
        }
        SetBuilder set = new SetBuilder(pictures, pictures);
        Set<String> classes = new LinkedHashSet<>();
        for (Path file : files) {
            try {
                new Reading(file, set, classes).take(CocoFile.read(file), Part.ofPath(PictureFiles.id(folder, file)));
            } catch (FaultException fault) {
                set.findings().add(fault.file(file));
            }
        }
        set.tellUnlabelled(set.pictures(), "add it to images, without annotations if it shows nothing");
        return set.build(List.copyOf(classes));
    }

    /** The files of labels in a folder. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file :
                FolderWalk.files(folder, DEEPEST, f -> PictureFiles.extension(f).equals("json"))) {
            if (CocoFile.isCoco(file)) {
                found.add(file);
            }
        }
        List<Path> instances = found.stream()
                .filter(file -> file.getFileName().toString().startsWith(INSTANCES))
                .toList();
        return instances.isEmpty() ? found : instances;
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        List<Path> files = files(folder);
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("%s has images and annotations".formatted(PictureFiles.id(folder, files.get(0))));
    }

    @Override
    public String lookedFor() {
        return "JSON files with images and annotations, in the folder or in one inside it";
    }

    /** The taking over of one file. */
    private static final class Reading {
        private final Path file;
        private final SetBuilder set;
        private final Set<String> classes;
        private final Map<String, String> nameOfCategory = new HashMap<>();
        private final Numerals numerals = new Numerals();

        Reading(Path file, SetBuilder set, Set<String> classes) {
            this.file = file;
            this.set = set;
            this.classes = classes;
        }

        void take(CocoFile read, Optional<Part> part) {
            takeCategories(read.categories());
            Map<String, BoxSieve> boxes = new HashMap<>();
            List<CocoFile.Image> images = new ArrayList<>();
            for (CocoFile.Image image : read.images()) {
                if (image.id() == null || image.fileName() == null) {
                    tell(Finding.Kind.MISSING_ID, image.line(), "an image without id or file_name, left out", "add it");
                } else if (boxes.putIfAbsent(image.id(), new BoxSieve(file, size(image), set.findings())) != null) {
                    tell(
                            Finding.Kind.ID_TWICE,
                            image.line(),
                            "a second image with id " + image.id() + ", left out",
                            "give it an id of its own");
                } else {
                    images.add(image);
                }
            }
            for (CocoFile.Annotation annotation : read.annotations()) {
                try {
                    take(annotation, boxes);
                } catch (FaultException fault) {
                    set.findings().add(fault.box(file));
                }
            }
            numerals.tellCommas(file, set.findings());
            for (CocoFile.Image image : images) {
                Optional<Size> stated = Optional.ofNullable(size(image));
                set.claim(set.named(image.fileName()), image.fileName(), file, image.line())
                        .ifPresent(picture -> set.add(picture, boxes.get(image.id()), stated, part));
            }
        }

        private void takeCategories(List<CocoFile.Category> categories) {
            List<CocoFile.Category> named = new ArrayList<>();
            for (CocoFile.Category category : categories) {
                if (category.id() == null
                        || category.name() == null
                        || category.name().isBlank()) {
                    tell(Finding.Kind.MISSING_ID, category.line(), "a category without id or name", "add it");
                } else if (nameOfCategory.putIfAbsent(
                                category.id(), category.name().strip())
                        != null) {
                    tell(
                            Finding.Kind.ID_TWICE,
                            category.line(),
                            "a second category with id " + category.id(),
                            "give it an id of its own");
                } else {
                    named.add(category);
                }
            }
            named.stream()
                    // numbers by size: shorter ones first
                    .sorted(Comparator.comparingInt((CocoFile.Category c) -> c.id().length())
                            .thenComparing(CocoFile.Category::id))
                    .forEach(category -> classes.add(category.name().strip()));
        }

        private void take(CocoFile.Annotation annotation, Map<String, BoxSieve> boxes) throws FaultException {
            int line = annotation.line();
            String which = "annotation " + annotation.id();
            if (annotation.image() == null || !boxes.containsKey(annotation.image())) {
                throw new FaultException(
                        Finding.Kind.UNKNOWN_PICTURE,
                        line,
                        which + " is of image " + annotation.image() + ", which is not listed",
                        "correct image_id");
            }
            if (annotation.category() == null || !nameOfCategory.containsKey(annotation.category())) {
                throw new FaultException(
                        Finding.Kind.UNKNOWN_CLASS,
                        line,
                        which + " is of category " + annotation.category() + ", which is not listed",
                        "correct category_id");
            }
            if (annotation.box() == null || annotation.box().size() != 4) {
                throw new FaultException(
                        Finding.Kind.OBJECT_WITHOUT_BOX,
                        line,
                        which + " has no bbox of four numbers",
                        "write [x, y, width, height]");
            }
            double[] at = new double[4];
            for (int i = 0; i < 4; i++) {
                at[i] = numerals.of(annotation.box().get(i), "a number of bbox of " + which, line);
            }
            boxes.get(annotation.image())
                    .add(
                            line,
                            at[0],
                            at[1],
                            at[0] + at[2],
                            at[1] + at[3],
                            nameOfCategory.get(annotation.category()),
                            annotation.ignored(),
                            annotation.crowd());
        }

        private static Size size(CocoFile.Image image) {
            return image.width() > 0 && image.height() > 0 ? new Size(image.width(), image.height()) : null;
        }

        private void tell(Finding.Kind kind, int line, String what, String toDo) {
            set.findings().add(new Finding(kind, file, line, Finding.Loss.PICTURE, what, toDo));
        }
    }
}
