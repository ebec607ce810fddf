package dev.ocellus.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * Looks whether the first edges of a VOC set are counted as it is told. Objects at the border of a picture give it away: pixels counted from 1 never
 * begin at 0, and where edges are meant, objects at the border begin at 0 and seldom at 1.
 */
final class CornerCount {
    /** So many objects that begin at 1 and none at 0 are no chance. */
    private static final int ENOUGH = 5;

    /** Where so many times as many objects begin at 1, those that begin at 0 are slips. */
    private static final int SLIPS = 10;

    private final Corners corners;
    private int boxes;
    private int atZero;
    private int atOne;
    private Path file;
    private int line;

    CornerCount(Corners corners) {
        this.corners = corners;
    }

    /** Takes the first edges of a box, as written. */
    void add(double left, double top, Path file, int line) {
        boxes++;
        boolean zero = left == 0 || top == 0;
        boolean one = left == 1 || top == 1;
        atZero += zero ? 1 : 0;
        atOne += one ? 1 : 0;
        boolean odd = corners == Corners.PIXELS_FROM_ONE ? zero : one;
        if (odd && this.file == null) {
            this.file = file;
            this.line = line;
        }
    }

    void tell(List<Finding> findings) {
        if (corners == Corners.PIXELS_FROM_ONE && atZero > 0 && SLIPS * atZero < atOne) {
            tell(
                    findings,
                    "%d of %d boxes of the set begin at 0, %d at 1: pixels are counted from 1, and there is no 0"
                            .formatted(atZero, boxes, atOne),
                    "write 1, which is how 0 is read");
        } else if (corners == Corners.PIXELS_FROM_ONE && atZero > 0) {
            tell(
                    findings,
                    "%d of %d boxes of the set begin at 0, where pixels counted from 1 begin at 1; %d begin at 1"
                            .formatted(atZero, boxes, atOne),
                    "if numbers mean edges counted from 0, say so by corners: edges");
        } else if (corners == Corners.EDGES && atZero == 0 && atOne >= ENOUGH) {
            tell(
                    findings,
                    "%d of %d boxes of the set begin at 1 and none at 0, as where pixels are counted from 1"
                            .formatted(atOne, boxes),
                    "if they are, say so by corners: pixels-from-one");
        }
    }

    private void tell(List<Finding> findings, String what, String toDo) {
        findings.add(new Finding(Finding.Kind.CORNER_COUNT, file, line, Finding.Loss.NOTHING, what, toDo));
    }
}
