package dev.ocellus.network;

import dev.ocellus.files.PendingFile;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.PictureFit;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.RecordReader;
import dev.ocellus.settings.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that must travel with weights so that they can be used rightly, judged and made again. Written as YAML: the fields are the components in
 * kebab-case; lists and pairs may be left out, everything else is needed.
 *
 * @param name of the weights, also the name of their folder
 * @param task what they do, in a word: {@value #DETECT}, {@value #CLASSIFY}, {@value #LANDMARKS} or {@value #EMBED}
 * @param summary what they do well and what not, in a few sentences
 * @param input what the network wants to see
 * @param labels what can be found or said, in the order of the network's outputs
 * @param anchors typical object sizes of each output, in the order of the outputs; empty where the network needs none
 * @param thresholds from which score on, and until which overlap, findings count; only detectors have some, and they must
 * @param encoding what embeddings are and of which pictures; only encoders of faces have it, and they must
 * @param verification from which distance on two embeddings are of one person
 * @param licence of the weights, as an SPDX identifier
 * @param terms what else a user must know before using them, for example which data forbid what
 * @param data what they learned from
 * @param metrics how good they are
 * @param files SHA-256 of each file beside the card, 64 hexadecimal digits, by file name
 * @param provenance how they were made
 */
public record ModelCard(
        String name,
        String task,
        String summary,
        Input input,
        @Default("[]") List<String> labels,
        @Default("[]") List<AnchorSet> anchors,
        @Default("{score: 0, iou: 1, calibration: ''}") Thresholds thresholds,
        @Default("{coordinates: 0, eye-distance: 0}") Encoding encoding,
        @Default("{threshold: 0, fmr: 1, calibration: ''}") Verification verification,
        String licence,
        String terms,
        @Default("[]") List<Data> data,
        @Default("[]") List<Metric> metrics,
        @Default("{}") Map<String, String> files,
        Provenance provenance) {
    /** Name of the card's file in a folder of weights. */
    public static final String FILE = "card.yaml";

    /** The task of finding things in pictures. */
    public static final String DETECT = "detect";

    /** The task of saying what a picture as a whole shows. */
    public static final String CLASSIFY = "classify";

    /** The task of finding the landmarks of a face. */
    public static final String LANDMARKS = "landmarks";

    /** The task of turning aligned faces into embeddings. */
    public static final String EMBED = "embed";

    public ModelCard {
        require(!name.isBlank(), "name must not be empty");
        if (task.equals(DETECT)) {
            require(!thresholds.equals(Thresholds.NONE), "a detector's card needs the field 'thresholds'");
            require(input.longestSide() > 0, "input: a detector's card needs the fields 'stride', 'longest-side'");
        }
        if (task.equals(EMBED)) {
            require(encoding.coordinates() > 1, "an encoder's card needs the field 'encoding'");
            require(
                    input.width() > 0 && input.width() == input.height(),
                    "input: an encoder's card needs a width and a height that are equal");
        }
        labels = List.copyOf(labels);
        anchors = List.copyOf(anchors);
        data = List.copyOf(data);
        metrics = List.copyOf(metrics);
        files = inOrder(files);
        files.forEach((file, hash) -> {
            require(isPlainName(file), "files: '%s' must be the plain name of a file beside the card", file);
            requireSha256("files", hash);
        });
    }

    /** Of weights that do not turn faces into embeddings. */
    public ModelCard(
            String name,
            String task,
            String summary,
            Input input,
            List<String> labels,
            List<AnchorSet> anchors,
            Thresholds thresholds,
            String licence,
            String terms,
            List<Data> data,
            List<Metric> metrics,
            Map<String, String> files,
            Provenance provenance) {
        this(
                name,
                task,
                summary,
                input,
                labels,
                anchors,
                thresholds,
                Encoding.NONE,
                Verification.NONE,
                licence,
                terms,
                data,
                metrics,
                files,
                provenance);
    }

    /**
     * What the network wants to see: red, green and blue planes of an upright picture, whose size is either free within limits or one.
     *
     * @param mean the pixel value that becomes 0: one for all channels, or three
     * @param scale how many pixel values one unit of input spans: one, or three
     * @param stride height and width must be multiples of it, where they are free
     * @param longestSide to which pictures are scaled unless a pipeline says otherwise, in pixels, where the size is free
     * @param width the one width, in pixels; 0 where it is free
     * @param height the one height, in pixels; 0 where it is free
     * @param fit how pictures are brought to the one size
     */
    public record Input(
            List<Double> mean,
            List<Double> scale,
            @Default("0") int stride,
            @Default("0") int longestSide,
            @Default("0") int width,
            @Default("0") int height,
            @Default("crop") PictureFit fit) {
        public Input {
            Preprocessing checked = new Preprocessing(mean, scale);
            mean = checked.mean();
            scale = checked.scale();
            if (width == 0 && height == 0) {
                require(stride >= 1, "stride must be at least 1, got %s", stride);
                require(longestSide >= stride, "longest-side must be at least the stride, got %s", longestSide);
            } else {
                require(width >= 1 && height >= 1, "width and height must be at least 1, got %s x %s", width, height);
                require(
                        stride == 0 && longestSide == 0,
                        "stride and longest-side mean nothing beside width and height");
            }
        }

        /** Of any size whose sides are multiples of the stride. */
        public Input(Preprocessing preprocessing, int stride, int longestSide) {
            this(preprocessing.mean(), preprocessing.scale(), stride, longestSide, 0, 0, PictureFit.CROP);
        }

        /** Of one size. */
        public Input(Preprocessing preprocessing, Size size, PictureFit fit) {
            this(preprocessing.mean(), preprocessing.scale(), 0, 0, size.width(), size.height(), fit);
        }

        /**
         * A picture as the network wants to see it.
         *
         * @throws IllegalStateException where the size is free
         */
        public Image fitted(Image image) {
            if (width == 0) {
                throw new IllegalStateException("this network takes pictures of many sizes; its pipeline chooses one");
            }
            return fit.apply(image, new Size(width, height));
        }

        public Preprocessing preprocessing() {
            return new Preprocessing(mean, scale);
        }
    }

    /**
     * The anchor boxes of one output.
     *
     * @param stride side of a cell in pixels of the network's input
     */
    public record AnchorSet(int stride, @Default("[]") List<AnchorSize> boxes) {
        public AnchorSet {
            require(stride >= 1, "stride must be at least 1, got %s", stride);
            boxes = List.copyOf(boxes);
        }
    }

    /** Sides of an anchor box in pixels of the network's input. */
    public record AnchorSize(double width, double height) {
        public AnchorSize {
            require(width > 0 && height > 0, "width and height must be above 0, got %s x %s", width, height);
        }
    }

    /**
     * Where findings begin to count.
     *
     * @param score lowest score that is reported, in [0, 1]
     * @param iou overlap from which two findings are taken for one object, in [0, 1]
     * @param calibration how these were chosen, and on which pictures
     */
    public record Thresholds(double score, double iou, String calibration) {
        /** Where there is nothing to choose. */
        public static final Thresholds NONE = new Thresholds(0, 1, "");

        public Thresholds {
            require(score >= 0 && score <= 1, "score must be from 0 to 1, got %s", score);
            require(iou >= 0 && iou <= 1, "iou must be from 0 to 1, got %s", iou);
        }
    }

    /**
     * What embeddings are and of which pictures.
     *
     * @param coordinates of an embedding
     * @param eyeDistance distance of the mean face's eyes in the aligned picture as a share of its side, in (0, 1]
     */
    public record Encoding(int coordinates, double eyeDistance) {
        /** Where there are no embeddings. */
        public static final Encoding NONE = new Encoding(0, 0);

        public Encoding {
            require(coordinates >= 0, "coordinates must not be negative, got %s", coordinates);
            require(eyeDistance >= 0 && eyeDistance <= 1, "eye-distance must be from 0 to 1, got %s", eyeDistance);
        }
    }

    /**
     * From which distance on two embeddings are of one person, unless somebody has calibrated it on faces of their own.
     *
     * @param threshold largest squared distance at which they are, from 0 to 4
     * @param fmr how often two people are taken for one at the threshold, in [0, 1]
     * @param calibration how these were measured, and on which pictures
     * @param curve both errors at some distances, which rise
     */
    public record Verification(
            double threshold,
            double fmr,
            String calibration,
            @Default("[]") List<Point> curve) {
        /** Where there are no distances, or nobody measured them. */
        public static final Verification NONE = new Verification(0, 1, "", List.of());

        public Verification {
            require(threshold >= 0 && threshold <= 4, "threshold must be from 0 to 4, got %s", threshold);
            require(fmr >= 0 && fmr <= 1, "fmr must be from 0 to 1, got %s", fmr);
            curve = List.copyOf(curve);
        }

        /**
         * Both errors at a distance.
         *
         * @param distance squared, from 0 to 4
         * @param fmr how often two people are taken for one, in [0, 1]
         * @param fnmr how often one person is taken for two, in [0, 1]
         */
        public record Point(double distance, double fmr, double fnmr) {
            public Point {
                require(distance >= 0 && distance <= 4, "distance must be from 0 to 4, got %s", distance);
                require(fmr >= 0 && fmr <= 1 && fnmr >= 0 && fnmr <= 1, "fmr and fnmr must be from 0 to 1");
            }
        }
    }

    /** A set of pictures that the weights learned from, with the terms under which it was given; without boxes where pictures have labels as a whole. */
    public record Data(
            String name,
            String terms,
            int pictures,
            @Default("0") int boxes) {
        public Data {
            require(pictures >= 0 && boxes >= 0, "pictures and boxes must not be negative");
        }
    }

    /**
     * One measured figure.
     *
     * @param set the pictures on which it was measured
     * @param what which figure, for example {@code AP50}
     */
    public record Metric(String set, String what, double value) {
        public Metric {
            require(Double.isFinite(value), "value must be a finite number, got %s", value);
        }
    }

    /** This card for other files. */
    public ModelCard withFiles(Map<String, String> others) {
        return new ModelCard(
                name,
                task,
                summary,
                input,
                labels,
                anchors,
                thresholds,
                encoding,
                verification,
                licence,
                terms,
                data,
                metrics,
                others,
                provenance);
    }

    /**
     * Reads a card.
     *
     * @throws IOException where there is none, or naming file, line and field of every mistake
     */
    public static ModelCard read(Path file) throws IOException {
        return RecordReader.readFile(file, ModelCard.class, "field");
    }

    /** Writes the card in one move. */
    public void write(Path file) throws IOException {
        PendingFile.write(
                file,
                "# What these weights are, how good they are and how they were made.\n" + RecordWriter.write(this));
    }

    /** Words are put together only where they are needed: at the program's start that takes longer than all the rest. */
    private static void require(boolean holds, String message, Object... words) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(words));
        }
    }

    static void requireSha256(String what, String hash) {
        boolean digits = hash.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        require(digits && hash.length() == 64, "%s must be a SHA-256 of 64 hexadecimal digits, got '%s'", what, hash);
    }

    private static boolean isPlainName(String file) {
        return !file.isBlank() && !file.startsWith(".") && file.indexOf('/') < 0 && file.indexOf('\\') < 0;
    }

    static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
