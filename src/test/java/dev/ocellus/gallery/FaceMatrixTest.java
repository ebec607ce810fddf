package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.FaceMatrix.Hit;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The search against one that compares everything with {@link Embedding#distance}. */
class FaceMatrixTest {
    /** An enrolled face. */
    private record Row(int person, long face, Embedding embedding) {}

    private static List<Hit> naive(List<Row> rows, Embedding probe, int most) {
        List<Hit> all = rows.stream()
                .map(row -> new Hit(row.person, row.face, probe.distance(row.embedding)))
                .sorted(Comparator.comparingDouble(Hit::distance)
                        .thenComparingInt(Hit::person)
                        .thenComparingLong(Hit::face))
                .toList();
        List<Hit> best = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Hit hit : all) {
            if (best.size() < most && seen.add(hit.person())) {
                best.add(hit);
            }
        }
        return best;
    }

    private static FaceMatrix matrix(List<Row> rows, int size) {
        return plus(FaceMatrix.empty(size), rows);
    }

    private static FaceMatrix plus(FaceMatrix start, List<Row> rows) {
        FaceMatrix.Growth growth = start.plus();
        rows.forEach(row -> growth.add(row.person, row.face, row.embedding.values()));
        return growth.matrix();
    }

    /** Faces of a few people; some rows are copies of others, so that there are ties, some are nearly so. */
    private static List<Row> rows(RandomGenerator random, int count, int size) {
        int people = 1 + random.nextInt(20);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Embedding embedding = DrawnFaces.embedding(random, size);
            if (!rows.isEmpty() && random.nextInt(4) == 0) {
                embedding = rows.get(random.nextInt(rows.size())).embedding;
            } else if (!rows.isEmpty() && random.nextInt(4) == 0) {
                float[] values = rows.get(random.nextInt(rows.size())).embedding.values();
                values[random.nextInt(size)] += 1e-6f * (float) random.nextGaussian();
                embedding = Embedding.of(values);
            }
            rows.add(new Row(random.nextInt(people), i + 1L, embedding));
        }
        return rows;
    }

    private static Embedding probe(RandomGenerator random, List<Row> rows, int size) {
        return rows.isEmpty() || random.nextBoolean()
                ? DrawnFaces.embedding(random, size)
                : rows.get(random.nextInt(rows.size())).embedding;
    }

    @Test
    void findsWhatComparingEverythingFinds() {
        Property.check(60, random -> {
            int size = 1 + random.nextInt(40);
            List<Row> rows = rows(random, random.nextInt(150), size);
            Embedding probe = probe(random, rows, size);
            int most = 1 + random.nextInt(6);
            assertEquals(naive(rows, probe, most), matrix(rows, size).nearest(probe, most));
        });
    }

    @Test
    void findsItAcrossBlocks() {
        Random random = new Random(3);
        List<Row> rows = rows(random, 2 * FaceMatrix.ROWS + 17, 128);
        for (int i = 0; i < 20; i++) {
            Embedding probe = probe(random, rows, 128);
            assertEquals(naive(rows, probe, 5), matrix(rows, 128).nearest(probe, 5));
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        Property.check(25, random -> {
            int size = 1 + random.nextInt(40);
            List<Row> rows = rows(random, 1 + random.nextInt(200), size);
            Embedding probe = probe(random, rows, size);
            List<Hit> before = matrix(rows, size).nearest(probe, 4);
            Collections.shuffle(rows, new Random(random.nextLong()));
            assertEquals(before, matrix(rows, size).nearest(probe, 4));
        });
    }

    @Test
    void lengthsThatAreSlightlyOffDoNotMisleadIt() {
        Property.check(25, random -> {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                float[] values = DrawnFaces.embedding(random, 16).values();
                float length = 1 + 9e-4f * (2 * random.nextFloat() - 1);
                for (int c = 0; c < values.length; c++) {
                    values[c] *= length;
                }
                rows.add(new Row(i, i, Embedding.of(values)));
            }
            Embedding probe = rows.get(random.nextInt(rows.size())).embedding;
            assertEquals(naive(rows, probe, 3), matrix(rows, 16).nearest(probe, 3));
        });
    }

    @Test
    void growingLeavesTheOneBeforeAsItWas() {
        Random random = new Random(5);
        List<Row> rows = rows(random, FaceMatrix.ROWS + 100, 8);
        List<Row> first = rows.subList(0, 700);
        FaceMatrix before = matrix(first, 8);
        FaceMatrix after = plus(before, rows.subList(700, rows.size()));
        Embedding probe = DrawnFaces.embedding(random, 8);
        assertEquals(naive(first, probe, 5), before.nearest(probe, 5));
        assertEquals(naive(rows, probe, 5), after.nearest(probe, 5));
        assertEquals(FaceMatrix.ROWS + 100, after.rows());
    }

    @Test
    void oneOfManyEqualFacesIsTheFirstPersons() {
        Embedding same = DrawnFaces.embedding(new Random(1), 32);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3 * FaceMatrix.ROWS; i++) {
            rows.add(new Row(9 - i % 7, i, same));
        }
        List<Hit> hits = matrix(rows, 32).nearest(same, 2);
        assertEquals(List.of(new Hit(3, 6, 0), new Hit(4, 5, 0)), hits);
    }

    @Test
    void nobodyIsNearInAnEmptyOne() {
        assertEquals(List.of(), FaceMatrix.empty(4).nearest(DrawnFaces.embedding(new Random(1), 4), 3));
    }

    @Test
    void otherSizesAreRefused() {
        Embedding probe = DrawnFaces.embedding(new Random(1), 5);
        assertThrows(IllegalArgumentException.class, () -> FaceMatrix.empty(4).nearest(probe, 1));
        assertThrows(
                IllegalArgumentException.class, () -> FaceMatrix.empty(4).plus().add(1, 1, probe.values()));
        assertThrows(IllegalArgumentException.class, () -> FaceMatrix.empty(5).nearest(probe, 0));
    }
}
