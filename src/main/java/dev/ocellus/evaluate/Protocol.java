package dev.ocellus.evaluate;

/**
 * The rules by which detections meet truths and a precision-recall curve becomes one number.
 *
 * @see <a href="https://cocodataset.org/#detection-eval">COCO, detection evaluation</a>
 * @see <a href="https://doi.org/10.1007/s11263-009-0275-4">Everingham et al., The Pascal VOC Challenge, sections 4.1
 *     and 4.2</a>
 */
public enum Protocol {
    /**
     * A detection takes the free truth with the highest IoU, a truth that counts before one that is ignored. Average
     * precision is the mean of the interpolated precision at recalls 0, 0.01 … 1. These recalls are multiples of the number nearest to a hundredth, as
     * COCO's own program has them: where a recall is reached exactly, its rounding decides there, and so here.
     */
    COCO {
        @Override
        double averagePrecision(PrecisionRecallCurve curve) {
            return curve.meanInterpolatedPrecision(100, step -> step == 100 ? 1 : step * 0.01);
        }
    },
    /**
     * A detection is held against the truth with the highest IoU, and is false where another detection took that truth
     * before. Average precision is the area under the interpolated curve (VOC from 2010 on).
     */
    VOC {
        @Override
        double averagePrecision(PrecisionRecallCurve curve) {
            return curve.interpolatedArea();
        }
    },
    /**
     * As {@link #VOC}, but average precision is the mean of the interpolated precision at recalls 0, 0.1 … 1 (VOC
     * 2007).
     */
    VOC_2007 {
        @Override
        double averagePrecision(PrecisionRecallCurve curve) {
            return curve.meanInterpolatedPrecision(10, step -> step / 10.0);
        }
    };

    abstract double averagePrecision(PrecisionRecallCurve curve);
}
