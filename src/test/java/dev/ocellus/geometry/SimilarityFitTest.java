package dev.ocellus.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimilarityFitTest {
    private static List<Point> points(RandomGenerator random, int count) {
        return Stream.generate(() -> new Point(100 * random.nextGaussian(), 100 * random.nextGaussian()))
                .limit(count)
                .toList();
    }

    private static Affine similarity(double scale, double angle, double x, double y) {
        double a = scale * Math.cos(angle);
        double d = scale * Math.sin(angle);
        return new Affine(a, -d, x, d, a, y);
    }

    private static double squares(Affine map, List<Point> from, List<Point> to) {
        return IntStream.range(0, from.size())
                .mapToDouble(i -> {
                    Point mapped = map.apply(from.get(i));
                    return Math.pow(mapped.x() - to.get(i).x(), 2)
                            + Math.pow(mapped.y() - to.get(i).y(), 2);
                })
                .sum();
    }

    @Test
    void movedTurnedAndScaledPointsGiveTheMapBack() {
        Property.check(random -> {
            List<Point> from = points(random, 2 + random.nextInt(5));
            Affine map = similarity(
                    Math.exp(random.nextDouble(-4, 4)),
                    random.nextDouble(-4, 4),
                    random.nextDouble(-900, 900),
                    random.nextDouble(-900, 900));

            Affine found = SimilarityFit.of(from, from.stream().map(map::apply).toList());

            assertEquals(map.a(), found.a(), 1e-9 * Math.abs(map.a()) + 1e-9);
            assertEquals(map.b(), found.b(), 1e-9 * Math.abs(map.b()) + 1e-9);
            assertEquals(map.c(), found.c(), 1e-6);
            assertEquals(map.d(), found.d(), 1e-9 * Math.abs(map.d()) + 1e-9);
            assertEquals(map.e(), found.e(), 1e-9 * Math.abs(map.e()) + 1e-9);
            assertEquals(map.f(), found.f(), 1e-6);
        });
    }

    /** The optimiser knows nothing of means and complex numbers: it tries steps of each of the four numbers and halves them where none helps. */
    @Test
    void itIsWhatANaiveOptimiserFinds() {
        Property.check(60, random -> {
            List<Point> from = points(random, 5);
            List<Point> to = points(random, 5);
            double[] numbers = {1, 0, 0, 0};
            double[] steps = {1, 1, 100, 100};
            double least = Double.MAX_VALUE;
            for (int round = 0; round < 20_000 && steps[0] > 1e-12; round++) {
                boolean better = false;
                for (int i = 0; i < 4; i++) {
                    for (int sign = -1; sign <= 1; sign += 2) {
                        double[] tried = numbers.clone();
                        tried[i] += sign * steps[i];
                        double squares = squares(
                                new Affine(tried[0], -tried[1], tried[2], tried[1], tried[0], tried[3]), from, to);
                        if (squares < least) {
                            least = squares;
                            numbers = tried;
                            better = true;
                        }
                    }
                }
                if (!better) {
                    for (int i = 0; i < 4; i++) {
                        steps[i] /= 2;
                    }
                }
            }

            Affine fit = SimilarityFit.of(from, to);

            assertTrue(squares(fit, from, to) <= least + 1e-9, "no better map is near");
            assertEquals(least, squares(fit, from, to), 1e-6 * least);
        });
    }

    @Test
    void mirroredPointsAreNeverFittedByAReflection() {
        Property.check(random -> {
            List<Point> from = points(random, 5);
            List<Point> mirrored =
                    from.stream().map(p -> new Point(-p.x(), p.y())).toList();

            assertTrue(SimilarityFit.of(from, mirrored).determinant() > 0);
        });
    }

    @Test
    void itMovesWithWhatItIsFittedTo() {
        Property.check(random -> {
            List<Point> from = points(random, 5);
            List<Point> to = points(random, 5);
            Affine move = similarity(random.nextDouble(0.2, 5), random.nextDouble(-3, 3), 7, -30);

            Affine moved = SimilarityFit.of(from, to.stream().map(move::apply).toList());

            Affine expected = move.after(SimilarityFit.of(from, to));
            for (Point point : from) {
                assertEquals(expected.apply(point).x(), moved.apply(point).x(), 1e-6);
                assertEquals(expected.apply(point).y(), moved.apply(point).y(), 1e-6);
            }
        });
    }

    @Test
    void pointsWithoutASimilarityAreRefused() {
        Point here = new Point(3, 4);
        Point there = new Point(5, 6);
        Point nowhere = new Point(Double.NaN, 0);
        Point infinite = new Point(Double.POSITIVE_INFINITY, 0);
        assertThrows(IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here, here), List.of(here, there)));
        assertThrows(IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here, there), List.of(here, here)));
        assertThrows(
                IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here, nowhere), List.of(here, there)));
        assertThrows(
                IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here, there), List.of(here, infinite)));
        assertThrows(IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here), List.of(there)));
        assertThrows(IllegalArgumentException.class, () -> SimilarityFit.of(List.of(here, there), List.of(there)));
    }
}
