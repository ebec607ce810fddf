package dev.ocellus.app;

/** The forms in which detections can be written down. */
public enum OutputFormat {
    /** One list for all pictures, {@code detections.json}. */
    COCO,
    /** One table for all pictures, {@code detections.csv}. */
    CSV,
    /** An XML file a picture, in {@code voc/}. */
    VOC,
    /** A text file a picture, in {@code yolo/labels/}. */
    YOLO
}
