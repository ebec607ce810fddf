package dev.ocellus.detect;

/**
 * How a YOLO-style head learns and speaks.
 *
 * @param ratioLimit an anchor learns from an object where the worst of their side ratios is below this; the best anchor always does. Above 1
 * @param minimumSide objects smaller than this (square root of the area, in pixels of the input) are no lesson. At least 0
 * @param boxWeight weight of the box loss beside the objectness loss
 * @param objectnessFloor an anchor with an object should say clamp(IoU of its box, floor, 1); 1 asks for a plain yes. In [0, 1]
 * @param score predictions scored lower are not decoded. In [0, 1]
 */
public record YoloSettings(
        double ratioLimit, double minimumSide, double boxWeight, double objectnessFloor, double score) {
    /** What worked for faces with two anchors a level; the score suits measuring, not showing. */
    public static final YoloSettings DEFAULT = new YoloSettings(1.8, 6.5, 2, 0.3, 0.01);

    public YoloSettings {
        require(ratioLimit > 1, "ratioLimit must be above 1", ratioLimit);
        require(minimumSide >= 0, "minimumSide must be at least 0", minimumSide);
        require(boxWeight >= 0, "boxWeight must be at least 0", boxWeight);
        require(objectnessFloor >= 0 && objectnessFloor <= 1, "objectnessFloor must be in [0, 1]", objectnessFloor);
        require(score >= 0 && score <= 1, "score must be in [0, 1]", score);
    }

    public YoloSettings withScore(double score) {
        return new YoloSettings(ratioLimit, minimumSide, boxWeight, objectnessFloor, score);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
