package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import dev.ocellus.geometry.BoxFit;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.KebabCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One set of labelled pictures as a training file names it. Everything but format, folder and weight may be left out (null, or 0 for the score).
 *
 * @param format how the labels are written down
 * @param folder where, relative to the folder of all data
 * @param weight how often its pictures are drawn in training, relative to the other sets; above 0
 * @param labels which label of the model each label of the set becomes, see {@link LabelMap}; left out: they stay
 * @param fit how the set's boxes lie relative to the model's; undone by {@link #toModel}; left out: they agree
 * @param split what happens to its development side; left out: hash
 * @param groups a table in the folder with a header and lines {@code file,group} or {@code file,part,group}, see {@link SplitList}: pictures of
 *     one group stay on one side of the split, also across sets, and its parts are those of split: given; {@value #BY_FOLDER}: the pictures of each
 *     folder are a group, by its name; left out: each picture is a group, by its file name
 * @param corners what the numbers in VOC files mean; left out: pixels from one
 * @param minimumScore of tables of boxes and landmarks: what has a lower score becomes difficult
 * @param leaveOut names of pictures that are neither learnt from nor measured on, say another cut of a photo on the other side of the split
 * @param terms under which the set was given, for the card of what learns from it
 */
public record DataSource(
        Format format,
        String folder,
        @Default("1") double weight,
        @Default("{}") Map<String, String> labels,
        @Default("{right: 0, down: 0, width: 1, height: 1}") BoxFit fit,
        @Default("hash") Split.Policy split,
        @Default("''") String groups,
        @Default("pixels-from-one") Corners corners,
        @Default("0") double minimumScore,
        @Default("[]") List<String> leaveOut,
        @Default("''") String terms) {
    /** The groups of a set with a folder for each person or scene. */
    public static final String BY_FOLDER = "by-folder";

    /** How labels are written down. */
    public enum Format {
        /** An XML file a picture, see {@link VocReader}. */
        VOC,
        /** A text file a picture, see {@link YoloReader}. */
        YOLO,
        /** JSON files, see {@link CocoReader}. */
        COCO,
        /** XML files, see {@link CvatReader}. */
        CVAT,
        /** Tables, see {@link OpenImagesReader}. */
        OPENIMAGES,
        /** {@code boxes.csv}, see {@link BoxTableReader}. */
        BOX_TABLE,
        /** {@code landmarks.csv} or {@code landmarks.txt}, see {@link LandmarkTableReader}. */
        LANDMARK_TABLE;

        /**
         * A reader for this format.
         *
         * @param corners what the numbers of VOC's boxes mean
         * @param minimumScore boxes of a table with a lower score become difficult
         */
        public DatasetReader reader(Corners corners, double minimumScore) {
            return switch (this) {
                case VOC -> new VocReader(corners);
                case YOLO -> new YoloReader(PictureSizes.OF_FILES);
                case COCO -> new CocoReader();
                case CVAT -> new CvatReader();
                case OPENIMAGES -> new OpenImagesReader(PictureSizes.OF_FILES);
                case BOX_TABLE -> new BoxTableReader(minimumScore);
                case LANDMARK_TABLE -> new LandmarkTableReader(minimumScore);
            };
        }

        /** As it is written in files and on the command line. */
        @Override
        public String toString() {
            return KebabCase.of(name());
        }
    }

    /**
     * What was read, in its three parts. Boxes and labels are those of the set; {@link DataSource#toModel} makes them the model's.
     *
     * @param source where it came from
     * @param train pictures to learn from
     * @param development pictures to measure on while learning
     * @param test pictures to measure on once, at the end
     * @param findings what was odd
     */
    public record Parts(
            DataSource source,
            List<LabelledPicture> train,
            List<LabelledPicture> development,
            List<LabelledPicture> test,
            List<Finding> findings) {
        public Parts {
            train = List.copyOf(train);
            development = List.copyOf(development);
            test = List.copyOf(test);
            findings = List.copyOf(findings);
        }
    }

    public DataSource {
        Objects.requireNonNull(
                format, "a data source needs a format: voc, yolo, coco, cvat, openimages, box-table or landmark-table");
        Objects.requireNonNull(folder, "a data source needs a folder");
        if (!(weight > 0)) {
            throw new IllegalArgumentException("the weight of " + folder + " must be above 0, got " + weight);
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        fit = fit == null ? BoxFit.NONE : fit;
        split = split == null ? Split.Policy.HASH : split;
        groups = groups == null ? "" : groups;
        corners = corners == null ? Corners.PIXELS_FROM_ONE : corners;
        leaveOut = leaveOut == null ? List.of() : List.copyOf(leaveOut);
        terms = terms == null ? "" : terms;
    }

    /**
     * Reads the set; ids of pictures are relative to the root.
     *
     * @param shares how large the parts are that are held back, where the set does not say which
     */
    public Parts read(Path root, SplitShares shares) throws IOException {
        Path place = root.resolve(folder);
        SplitList list =
                groups.isEmpty() || groups.equals(BY_FOLDER) ? SplitList.EMPTY : SplitList.read(place.resolve(groups));
        Dataset dataset = list.applyTo(format.reader(corners, minimumScore).read(place));
        if (split == Split.Policy.GIVEN && !dataset.parts().containsValue(Part.TRAIN)) {
            throw new IOException(place + " does not say which pictures are for training; use another split");
        }
        Map<String, String> groupOf = list.groupsByName(dataset);
        Map<Part, List<LabelledPicture>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, new ArrayList<>());
        }
        for (LabelledPicture read : dataset.pictures()) {
            if (!leaveOut.contains(read.fileName())) {
                LabelledPicture picture = read.withId(PictureFiles.id(root, read.file()));
                part(dataset, read, groupOf, shares)
                        .ifPresent(part -> parts.get(part).add(picture));
            }
        }
        return new Parts(
                this, parts.get(Part.TRAIN), parts.get(Part.DEVELOPMENT), parts.get(Part.TEST), dataset.findings());
    }

    /** What a picture is for; nothing where it is put aside. */
    private Optional<Part> part(
            Dataset dataset, LabelledPicture picture, Map<String, String> groupOf, SplitShares shares) {
        String key = groups.equals(BY_FOLDER)
                ? picture.file().toAbsolutePath().getParent().getFileName().toString()
                : groupOf.getOrDefault(picture.fileName(), picture.fileName());
        return switch (split) {
            case TRAIN_ONLY -> Optional.of(Part.TRAIN);
            case HASH -> Optional.of(byHash(key, shares));
            case HASH_UNMEASURED -> Optional.of(byHash(key, shares)).filter(part -> part == Part.TRAIN);
            case GIVEN -> given(dataset, picture, key, shares);
        };
    }

    /** A set that has no development part of its own gives a share of its training part. */
    private static Optional<Part> given(Dataset dataset, LabelledPicture picture, String key, SplitShares shares) {
        Optional<Part> part = Optional.ofNullable(dataset.parts().get(picture.id()));
        boolean holdBack = !dataset.parts().containsValue(Part.DEVELOPMENT);
        return part.filter(Part.TRAIN::equals).isPresent() && holdBack
                ? Optional.of(byHash(key, new SplitShares(shares.development(), 0)))
                : part;
    }

    private static Part byHash(String key, SplitShares shares) {
        if (new Split(shares.development()).isDevelopment(key)) {
            return Part.DEVELOPMENT;
        }
        return new Split(shares.development() + shares.test()).isDevelopment(key) ? Part.TEST : Part.TRAIN;
    }

    /** The truth as the model is to see it: its labels, and boxes drawn by its convention, which may reach beyond the picture. */
    public Truth toModel(Truth truth) {
        BoxFit undo = fit.inverse();
        Truth mapped = new LabelMap(labels).apply(truth);
        return mapped.withBoxes(mapped.boxes().stream()
                .map(box -> box.withBox(undo.apply(box.box())))
                .toList());
    }
}
