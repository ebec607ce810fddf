package dev.ocellus.report;

/** The formats in which labels can be written down. */
public enum LabelFormat {
    /** Text files and {@code data.yaml}, see {@link YoloLabels}. */
    YOLO,
    /** JSON, see {@link CocoLabels}. */
    COCO,
    /** An XML file a picture, see {@link VocLabels}. */
    VOC,
    /** One XML file, see {@link CvatLabels}. */
    CVAT,
    /** Tables, see {@link OpenImagesLabels}. */
    OPENIMAGES;

    public LabelWriter writer() {
        return switch (this) {
            case YOLO -> new YoloLabels();
            case COCO -> new CocoLabels();
            case VOC -> new VocLabels();
            case CVAT -> new CvatLabels();
            case OPENIMAGES -> new OpenImagesLabels();
        };
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return JsonLines.name(this);
    }
}
