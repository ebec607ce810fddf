package dev.ocellus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the current picture of a frame sits in its source picture. Stages that move pixels change the placement and never a box: boxes stay in
 * source pixels, and whoever needs them in the current picture asks the placement.
 *
 * <p>Points are exact to a billionth of a pixel either way. Boxes are exact where the picture was only moved, scaled, turned and sheared. Behind a
 * {@link Displacement} the outline of a box is bent, and the upright box around it is taken over points of the outline at most
 * {@value #STEP} pixels apart: with shifts up to a tenth of the grid's spacing h it is too small by at most 15 / h pixels on each side, a quarter of
 * a pixel for a spacing of 64 (a chord of length s misses an arc by at most s² / 8 times its curvature, here below 7.4 / h). Boxes with sides above
 * {@value #STEP} × {@value #MOST_STEPS} pixels are sampled more coarsely.
 *
 * @param source size of the source picture (upright)
 * @param maps takes a point of the current picture to the source picture, the last map first; at least one
 */
public record Placement(Size source, List<PointMap> maps) {
    private static final int STEP = 4;
    private static final int LEAST_STEPS = 4;
    private static final int MOST_STEPS = 64;

    public Placement {
        maps = List.copyOf(maps);
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("a placement needs a map, be it the identity");
        }
    }

    /** @param toSource maps a point of the current picture to the source picture */
    public Placement(Size source, Affine toSource) {
        this(source, List.of(toSource));
    }

    /** The placement of a picture that is its own source. */
    public static Placement of(Size source) {
        return new Placement(source, Affine.IDENTITY);
    }

    /**
     * The placement after one more change of the picture.
     *
     * @param newToCurrent maps a point of the new picture to the picture that this placement describes
     */
    public Placement then(PointMap newToCurrent) {
        List<PointMap> longer = new ArrayList<>(maps);
        int last = maps.size() - 1;
        if (maps.get(last) instanceof Affine before && newToCurrent instanceof Affine next) {
            longer.set(last, before.after(next));
        } else {
            longer.add(newToCurrent);
        }
        return new Placement(source, longer);
    }

    public Point toSource(Point current) {
        Point point = current;
        for (int i = maps.size() - 1; i >= 0; i--) {
            point = maps.get(i).apply(point);
        }
        return point;
    }

    public Point fromSource(Point inSource) {
        Point point = inSource;
        for (PointMap map : maps) {
            point = map.unapply(point);
        }
        return point;
    }

    /** The upright box in the source picture around a box of the current picture. */
    public Box toSource(Box current) {
        return around(outline(current).map(this::toSource));
    }

    /** The upright box in the current picture around a box of the source picture. */
    public Box fromSource(Box inSource) {
        return around(outline(inSource).map(this::fromSource));
    }

    /** The upright box in the current picture around the oval that fills a box of the source picture. */
    public Box ovalFromSource(Box inSource) {
        if (isAffine()) {
            Affine map = ((Affine) maps.get(0)).inverse();
            return Box.around(
                    map.apply(inSource.centre()),
                    Math.hypot(map.a() * inSource.width(), map.b() * inSource.height()),
                    Math.hypot(map.d() * inSource.width(), map.e() * inSource.height()));
        }
        Point centre = inSource.centre();
        int count = 4 * steps(Math.max(inSource.width(), inSource.height()));
        return around(IntStream.range(0, count)
                .mapToDouble(i -> 2 * Math.PI * i / count)
                .mapToObj(angle -> new Point(
                        centre.x() + inSource.width() / 2 * Math.cos(angle),
                        centre.y() + inSource.height() / 2 * Math.sin(angle)))
                .map(this::fromSource));
    }

    /** Whether the current picture shows its source as in a mirror, so that what was on the right of a face is on its left. */
    public boolean mirrors() {
        // a displacement is gentle: it never turns anything over
        return maps.stream()
                                .filter(map -> map instanceof Affine affine && affine.determinant() < 0)
                                .count()
                        % 2
                == 1;
    }

    private boolean isAffine() {
        return maps.size() == 1 && maps.get(0) instanceof Affine;
    }

    /** Points of a box's edges, its corners among them; the corners alone where edges stay straight. */
    private Stream<Point> outline(Box box) {
        int across = isAffine() ? 1 : steps(box.width());
        int down = isAffine() ? 1 : steps(box.height());
        Stream<Point> level = IntStream.rangeClosed(0, across)
                .mapToDouble(i -> box.left() + box.width() * i / across)
                .boxed()
                .flatMap(x -> Stream.of(new Point(x, box.top()), new Point(x, box.bottom())));
        Stream<Point> upright = IntStream.range(1, down)
                .mapToDouble(i -> box.top() + box.height() * i / down)
                .boxed()
                .flatMap(y -> Stream.of(new Point(box.left(), y), new Point(box.right(), y)));
        return Stream.concat(level, upright);
    }

    private static int steps(double length) {
        return (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.ceil(length / STEP)));
    }

    private static Box around(Stream<Point> points) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point point : (Iterable<Point>) points::iterator) {
            left = Math.min(left, point.x());
            top = Math.min(top, point.y());
            right = Math.max(right, point.x());
            bottom = Math.max(bottom, point.y());
        }
        return new Box(left, top, right, bottom);
    }
}
