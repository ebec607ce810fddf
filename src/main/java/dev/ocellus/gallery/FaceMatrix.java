package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Embeddings in memory, and the exact search for the nearest. Immutable, so that any number of threads may search while others add: {@link #plus}
 * shares all full blocks.
 *
 * <p>Rows lie in blocks of {@value #ROWS}, and in a block coordinate after coordinate: all first ones, all second ones. So the innermost loop adds a
 * multiple of one stretch of memory to another, which the Java compiler turns into vector instructions by itself; a sum along one row it does not,
 * because sums of floats must be made in the order in which they are written.
 *
 * <p>Candidates are found in single precision, with a margin for its error, and compared in double precision: results are those of comparing
 * {@link Embedding#distance} with every row.
 */
final class FaceMatrix {
    /** Rows of a block: their scores stay in the fastest cache. */
    static final int ROWS = 1024;
    /** Coordinates that are added in one pass over the scores. */
    private static final int TOGETHER = 4;

    private final int size;
    private final List<Block> blocks;
    private final int rows;

    /**
     * Some rows.
     *
     * @param values coordinate c of row r at {@code c * ROWS + r}
     * @param halfSquares half the squared length of each row; near 0.5
     * @param faces the number of each row's face
     * @param people the number of each row's person
     * @param rows how many rows are filled
     */
    private record Block(float[] values, float[] halfSquares, long[] faces, int[] people, int rows) {}

    /** A row that somebody searched for is near to. */
    record Hit(int person, long face, double distance) {}

    private FaceMatrix(int size, List<Block> blocks, int rows) {
        this.size = size;
        this.blocks = blocks;
        this.rows = rows;
    }

    /** No rows yet. */
    static FaceMatrix empty(int size) {
        return new FaceMatrix(size, List.of(), 0);
    }

    int rows() {
        return rows;
    }

    /** How many coordinates a row has. */
    int size() {
        return size;
    }

    /** Takes rows one after the other and makes a matrix of them. Not for several threads. */
    static final class Growth {
        private final int size;
        private final List<Block> blocks;
        private int rows;
        private float[] values;
        private float[] halfSquares;
        private long[] faces;
        private int[] people;
        private int filled;

        private Growth(FaceMatrix start) {
            size = start.size;
            blocks = new ArrayList<>(start.blocks);
            rows = start.rows;
            if (blocks.isEmpty() || blocks.get(blocks.size() - 1).rows == ROWS) {
                startBlock();
            } else {
                Block last = blocks.remove(blocks.size() - 1);
                values = last.values.clone();
                halfSquares = last.halfSquares.clone();
                faces = last.faces.clone();
                people = last.people.clone();
                filled = last.rows;
            }
        }

        /** @param row {@code size} coordinates, not kept */
        void add(int person, long face, float[] row) {
            if (row.length != size) {
                throw new IllegalArgumentException("a row has %d coordinates, got %d".formatted(size, row.length));
            }
            double squares = 0;
            for (int c = 0; c < size; c++) {
                values[c * ROWS + filled] = row[c];
                squares += (double) row[c] * row[c];
            }
            halfSquares[filled] = (float) (squares / 2);
            people[filled] = person;
            faces[filled] = face;
            filled++;
            rows++;
            if (filled == ROWS) {
                endBlock();
                startBlock();
            }
        }

        FaceMatrix matrix() {
            if (filled > 0) {
                endBlock();
            }
            return new FaceMatrix(size, List.copyOf(blocks), rows);
        }

        private void startBlock() {
            values = new float[Math.multiplyExact(ROWS, size)];
            halfSquares = new float[ROWS];
            faces = new long[ROWS];
            people = new int[ROWS];
            filled = 0;
        }

        private void endBlock() {
            blocks.add(new Block(values, halfSquares, faces, people, filled));
        }
    }

    /** Starts a matrix of these rows and more. */
    Growth plus() {
        return new Growth(this);
    }

    /**
     * The nearest people, each with their nearest face; nearest first, of equal distances the lower number of person, then of face, first.
     *
     * @param probe of as many coordinates as the rows
     * @param most how many people at most, at least 1
     */
    List<Hit> nearest(Embedding probe, int most) {
        float[] values = probe.values();
        if (values.length != size) {
            throw new IllegalArgumentException("a probe has %d coordinates, got %d".formatted(size, values.length));
        }
        Candidates candidates = new Candidates(most, tolerance());
        float[] scores = new float[ROWS];
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            score(block, values, scores);
            candidates.offer(b, scores, block.people, block.rows);
        }
        return exact(candidates, values, most);
    }

    /**
     * How far a score may be from the true one: rounding of {@code size} products and sums of unit vectors, twice over. The length of embeddings may
     * be off by a thousandth, which 1.01 covers.
     */
    private float tolerance() {
        return (float) (1.01 * (size + TOGETHER) * Math.ulp(1f));
    }

    /** Scores of a block's rows: product with the probe less half the squared length, so that larger is nearer. */
    private static void score(Block block, float[] probe, float[] scores) {
        int rows = block.rows;
        negate(block.halfSquares, scores, rows);
        int c = 0;
        for (; c + TOGETHER <= probe.length; c += TOGETHER) {
            addFour(scores, block.values, c * ROWS, rows, probe[c], probe[c + 1], probe[c + 2], probe[c + 3]);
        }
        for (; c < probe.length; c++) {
            addOne(scores, block.values, c * ROWS, rows, probe[c]);
        }
    }

    private static void negate(float[] from, float[] to, int rows) {
        for (int r = 0; r < rows; r++) {
            to[r] = -from[r];
        }
    }

    private static void addFour(
            float[] scores, float[] values, int at, int rows, float first, float second, float third, float fourth) {
        for (int r = 0; r < rows; r++) {
            scores[r] += first * values[at + r]
                    + second * values[at + ROWS + r]
                    + third * values[at + 2 * ROWS + r]
                    + fourth * values[at + 3 * ROWS + r];
        }
    }

    private static void addOne(float[] scores, float[] values, int at, int rows, float factor) {
        for (int r = 0; r < rows; r++) {
            scores[r] += factor * values[at + r];
        }
    }

    private List<Hit> exact(Candidates candidates, float[] probe, int most) {
        List<Hit> hits = new ArrayList<>();
        candidates.forEach((b, r) -> {
            Block block = blocks.get(b);
            hits.add(new Hit(block.people[r], block.faces[r], distance(block, r, probe)));
        });
        Hit[] sorted = hits.toArray(Hit[]::new);
        Arrays.sort(sorted, ORDER);
        List<Hit> best = new ArrayList<>();
        for (Hit hit : sorted) {
            if (best.size() == most) {
                break;
            }
            if (best.stream().noneMatch(other -> other.person == hit.person)) {
                best.add(hit);
            }
        }
        return best;
    }

    private static final Comparator<Hit> ORDER = Comparator.comparingDouble(Hit::distance)
            .thenComparingInt(Hit::person)
            .thenComparingLong(Hit::face);

    private static double distance(Block block, int row, float[] probe) {
        double sum = 0;
        for (int c = 0; c < probe.length; c++) {
            double difference = (double) probe[c] - block.values[c * ROWS + row];
            sum += difference * difference;
        }
        return sum;
    }
}
