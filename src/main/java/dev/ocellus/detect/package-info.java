/**
 * Finding objects: anchor boxes, the YOLO-style head with its truth encoding and loss, non-maximum suppression, a small detector network and the
 * stages that run it. May import settings, pipeline, network, frame, geometry and image. Start with {@link dev.ocellus.detect.YoloHead}.
 */
package dev.ocellus.detect;
