package dev.ocellus.detect;

/**
 * The complete-IoU loss of a predicted box against a true one and its gradient: {@code 1 − IoU + ρ²/c² + α·v}, with ρ the distance of the centres, c
 * the diagonal of the smallest box around both, {@code v = 4/π² · (atan(w'/h') − atan(w/h))²} and {@code α = v / (1 − IoU + v)}. As in the paper, α is
 * a constant for the gradient. It was chosen over plain IoU because it still pulls where the boxes do not meet, and over squared errors of centre
 * and size because those weigh large boxes more.
 *
 * <p>One instance is used over and over so that the loss makes no garbage; not for several threads.
 *
 * @see <a href="https://arxiv.org/abs/1911.08287">Zheng et al. 2019</a>
 */
final class CompleteIou {
    /** Keeps boxes that shrank to nothing from dividing by zero; far below any pixel. */
    private static final double TINY = 1e-12;

    private static final double ASPECT = 4 / (Math.PI * Math.PI);

    double iou;
    double loss;
    /** d loss / d centre x, centre y, width and height of the prediction. */
    final double[] gradient = new double[4];

    /** Compares the prediction (x, y, w, h) with the truth at an offset of an array, both centre and size. */
    void compare(double x, double y, double w, double h, double[] truths, int at) {
        double tx = truths[at];
        double ty = truths[at + 1];
        double tw = truths[at + 2];
        double th = truths[at + 3];

        double overlapX = Math.min(x + w / 2, tx + tw / 2) - Math.max(x - w / 2, tx - tw / 2);
        double overlapY = Math.min(y + h / 2, ty + th / 2) - Math.max(y - h / 2, ty - th / 2);
        boolean meet = overlapX > 0 && overlapY > 0;
        double intersection = meet ? overlapX * overlapY : 0;
        double union = w * h + tw * th - intersection + TINY;
        iou = intersection / union;

        double spanX = Math.max(x + w / 2, tx + tw / 2) - Math.min(x - w / 2, tx - tw / 2);
        double spanY = Math.max(y + h / 2, ty + th / 2) - Math.min(y - h / 2, ty - th / 2);
        double diagonal = spanX * spanX + spanY * spanY + TINY;
        double distance = (x - tx) * (x - tx) + (y - ty) * (y - ty);

        double angle = Math.atan2(tw, th) - Math.atan2(w, h);
        double v = ASPECT * angle * angle;
        double alpha = v / (1 - iou + v + TINY);
        loss = 1 - iou + distance / diagonal + alpha * v;

        double square = w * w + h * h + TINY;
        double dv = -2 * alpha * ASPECT * angle / square;
        axis(0, x, w, tx, tw, meet ? overlapY : 0, h, union, spanX, diagonal, distance, dv * h);
        axis(1, y, h, ty, th, meet ? overlapX : 0, w, union, spanY, diagonal, distance, -dv * w);
    }

    /** The gradient along one axis: p and s are the prediction's centre and size there, other… is what the other axis contributes. */
    private void axis(
            int axis,
            double p,
            double s,
            double tp,
            double ts,
            double otherOverlap,
            double otherSize,
            double union,
            double span,
            double diagonal,
            double distance,
            double dAspect) {
        double low = p - s / 2;
        double high = p + s / 2;
        double trueLow = tp - ts / 2;
        double trueHigh = tp + ts / 2;
        // Which of the prediction's edges bound the overlap and which bound the span; exactly one of each pair does,
        // where they differ.
        double overlapByHigh = high < trueHigh ? 1 : 0;
        double overlapByLow = low > trueLow ? 1 : 0;
        double spanByHigh = high > trueHigh ? 1 : 0;
        double spanByLow = low < trueLow ? 1 : 0;

        double dIntersectionP = (overlapByHigh - overlapByLow) * otherOverlap;
        double dIntersectionS = (overlapByHigh + overlapByLow) / 2 * otherOverlap;
        double dSpanP = spanByHigh - spanByLow;
        double dSpanS = (spanByHigh + spanByLow) / 2;
        double dDistanceByDiagonal = -2 * distance * span / (diagonal * diagonal);

        gradient[axis] = -dIou(dIntersectionP, 0, union) + 2 * (p - tp) / diagonal + dDistanceByDiagonal * dSpanP;
        gradient[axis + 2] = -dIou(dIntersectionS, otherSize, union) + dDistanceByDiagonal * dSpanS + dAspect;
    }

    private double dIou(double dIntersection, double dArea, double union) {
        return (dIntersection - iou * (dArea - dIntersection)) / union;
    }
}
