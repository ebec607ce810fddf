package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deals the objects of one batch out to the predictions that should stand for them; {@link YoloHead#encode} states the rules. */
final class YoloEncoder {
    /** Share of an object that must be in the picture for it to be a lesson. */
    private static final double VISIBLE_SHARE = 0.5;

    /**
     * Anchors up to so many times an ignored object's size are silenced over it. Larger ones would not speak of it but of something around it.
     */
    private static final double SILENCED_SIZE = 4;

    /**
     * An object's claim on a prediction.
     *
     * @param box in pixels of the input
     * @param home whether this is the object's own cell and best anchor
     * @param ratio worst side ratio of object and anchor
     */
    private record Claim(Box box, int label, boolean home, double ratio) {
        /** The strongest claim first; total but for equal objects, so that the order of the list decides nothing. */
        static final Comparator<Claim> STRENGTH = Comparator.comparing(Claim::home, Comparator.reverseOrder())
                .thenComparingDouble(Claim::ratio)
                .thenComparingDouble(claim -> claim.box.left())
                .thenComparingDouble(claim -> claim.box.top())
                .thenComparingDouble(claim -> claim.box.right())
                .thenComparingDouble(claim -> claim.box.bottom())
                .thenComparingInt(Claim::label);
    }

    private final YoloLayout layout;
    private final YoloSettings settings;
    private final int pictures;
    private final Size picture;
    private final List<Claim[]> claims = new ArrayList<>();
    private final List<boolean[]> ignored = new ArrayList<>();

    YoloEncoder(YoloLayout layout, YoloSettings settings, int pictures, Size picture) {
        this.layout = layout;
        this.settings = settings;
        this.pictures = pictures;
        this.picture = picture;
        for (int i = 0; i < layout.levels().size(); i++) {
            int[] shape = layout.outputShape(i, pictures, picture);
            int slots = pictures * layout.levels().get(i).anchors().size() * shape[2] * shape[3];
            claims.add(new Claim[slots]);
            ignored.add(new boolean[slots]);
        }
    }

    /** Deals out the objects of one picture of the batch. */
    void add(int index, Frame frame) {
        if (!frame.truth().known()) {
            throw new IllegalArgumentException(
                    "nothing is known about '%s', so nothing can be learned from it".formatted(frame.id()));
        }
        for (TruthBox truth : frame.truth().boxes()) {
            int label = layout.labels().indexOf(truth.label());
            if (label < 0) {
                throw new IllegalArgumentException("'%s' holds a '%s', the detector knows only %s"
                        .formatted(frame.id(), truth.label(), layout.labels()));
            }
            Box whole = frame.placement().fromSource(truth.box());
            Box visible = whole.clip(picture);
            if (visible.area() <= 0) {
                continue;
            }
            if (truth.difficult()
                    || visible.area() < VISIBLE_SHARE * whole.area()
                    || Math.sqrt(visible.area()) < settings.minimumSide()) {
                ignore(index, visible);
            } else {
                claim(index, visible, label);
            }
        }
    }

    YoloTarget target() {
        List<YoloTarget.Level> levels = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            levels.add(level(claims.get(i), ignored.get(i)));
        }
        return new YoloTarget(pictures, picture, levels);
    }

    private void claim(int index, Box box, int label) {
        AnchorBox size = new AnchorBox(box.width(), box.height());
        double best = bestRatio(size);
        for (int l = 0; l < layout.levels().size(); l++) {
            AnchorLevel level = layout.levels().get(l);
            for (int a = 0; a < level.anchors().size(); a++) {
                double ratio = level.anchors().get(a).worstSideRatio(size);
                if (ratio < settings.ratioLimit() || ratio == best) {
                    claimCells(index, l, a, new Claim(box, label, ratio == best, ratio));
                }
            }
        }
    }

    /** Claims the own cell and the nearest neighbours, those in whose half of the own cell the centre lies. */
    private void claimCells(int index, int l, int anchor, Claim claim) {
        int stride = layout.levels().get(l).stride();
        int columns = picture.width() / stride;
        int rows = picture.height() / stride;
        double x = claim.box.centre().x() / stride;
        double y = claim.box.centre().y() / stride;
        int column = Math.min((int) x, columns - 1);
        int row = Math.min((int) y, rows - 1);
        claimCell(l, slot(index, l, anchor, row, column), claim);
        Claim fromBeside = new Claim(claim.box, claim.label, false, claim.ratio);
        int nextColumn = nearestNeighbour(x, column);
        if (nextColumn >= 0 && nextColumn < columns) {
            claimCell(l, slot(index, l, anchor, row, nextColumn), fromBeside);
        }
        int nextRow = nearestNeighbour(y, row);
        if (nextRow >= 0 && nextRow < rows) {
            claimCell(l, slot(index, l, anchor, nextRow, column), fromBeside);
        }
    }

    private void claimCell(int l, int slot, Claim claim) {
        Claim[] held = claims.get(l);
        if (held[slot] == null || Claim.STRENGTH.compare(claim, held[slot]) < 0) {
            held[slot] = claim;
        }
    }

    /** The cell on the side on which the position lies; −1 in the very middle, which no neighbour can reach. */
    private static int nearestNeighbour(double position, int cell) {
        double within = position - cell;
        return within < 0.5 ? cell - 1 : within > 0.5 ? cell + 1 : -1;
    }

    private void ignore(int index, Box box) {
        AnchorBox size = new AnchorBox(box.width(), box.height());
        double best = bestRatio(size);
        for (int l = 0; l < layout.levels().size(); l++) {
            AnchorLevel level = layout.levels().get(l);
            for (int a = 0; a < level.anchors().size(); a++) {
                AnchorBox anchor = level.anchors().get(a);
                boolean fits = anchor.width() <= SILENCED_SIZE * size.width()
                        && anchor.height() <= SILENCED_SIZE * size.height();
                if (fits || anchor.worstSideRatio(size) == best) {
                    ignoreCells(index, l, a, box);
                }
            }
        }
    }

    /** Silences every cell that could put a centre into the box: a cell reaches half its side beyond itself. */
    private void ignoreCells(int index, int l, int anchor, Box box) {
        int stride = layout.levels().get(l).stride();
        int firstColumn = Math.max(0, (int) Math.floor(box.left() / stride - 0.5));
        int lastColumn = Math.min(picture.width() / stride - 1, (int) Math.floor(box.right() / stride + 0.5));
        int firstRow = Math.max(0, (int) Math.floor(box.top() / stride - 0.5));
        int lastRow = Math.min(picture.height() / stride - 1, (int) Math.floor(box.bottom() / stride + 0.5));
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                ignored.get(l)[slot(index, l, anchor, row, column)] = true;
            }
        }
    }

    private double bestRatio(AnchorBox size) {
        double best = Double.POSITIVE_INFINITY;
        for (AnchorLevel level : layout.levels()) {
            for (AnchorBox anchor : level.anchors()) {
                best = Math.min(best, anchor.worstSideRatio(size));
            }
        }
        return best;
    }

    private int slot(int index, int l, int anchor, int row, int column) {
        AnchorLevel level = layout.levels().get(l);
        int columns = picture.width() / level.stride();
        int rows = picture.height() / level.stride();
        return ((index * level.anchors().size() + anchor) * rows + row) * columns + column;
    }

    private static YoloTarget.Level level(Claim[] claims, boolean[] ignored) {
        int count = 0;
        for (Claim claim : claims) {
            count += claim == null ? 0 : 1;
        }
        int[] slots = new int[count];
        double[] boxes = new double[4 * count];
        int[] labels = new int[count];
        int i = 0;
        for (int slot = 0; slot < claims.length; slot++) {
            Claim claim = claims[slot];
            if (claim != null) {
                slots[i] = slot;
                boxes[4 * i] = claim.box.centre().x();
                boxes[4 * i + 1] = claim.box.centre().y();
                boxes[4 * i + 2] = claim.box.width();
                boxes[4 * i + 3] = claim.box.height();
                labels[i] = claim.label;
                ignored[slot] = false;
                i++;
            }
        }
        return new YoloTarget.Level(slots, boxes, labels, ignored);
    }
}
