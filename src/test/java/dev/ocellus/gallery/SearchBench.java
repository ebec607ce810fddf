package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures the search for the nearest of N faces on one core, beside two plainer loops and the speed of the memory: all four take turns. Printed are
 * the best and the median time that the processor spent, which does not count the waiting for other programs, and the best by the clock.
 *
 * <p>Run by {@code tools/bench-gallery}.
 */
final class SearchBench {
    private static final int SIZE = DrawnFaces.SIZE;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private SearchBench() {}

    /** A way to go through all faces. */
    private record Contestant(String name, Runnable run, List<Double> cpu, List<Double> wall) {
        Contestant(String name, Runnable run) {
            this(name, run, new ArrayList<>(), new ArrayList<>());
        }

        void turn() {
            long cpuStart = CLOCK.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            run.run();
            wall.add((System.nanoTime() - start) / 1e6);
            cpu.add((CLOCK.getCurrentThreadCpuTime() - cpuStart) / 1e6);
        }

        void print(double bytes) {
            cpu.sort(null);
            wall.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "| %-34s | %8.2f | %8.2f | %8.2f | %6.1f |%n",
                    name,
                    cpu.get(0),
                    cpu.get(cpu.size() / 2),
                    wall.get(0),
                    bytes / cpu.get(0) / 1e6);
        }
    }

    /** @param arguments how many faces, how many turns */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        int turns = Integer.parseInt(arguments[1]);
        Random random = new Random(1);
        FaceMatrix.Growth growth = FaceMatrix.empty(SIZE).plus();
        float[] byRow = new float[rows * SIZE];
        for (int r = 0; r < rows; r++) {
            float[] row = DrawnFaces.embedding(random).values();
            System.arraycopy(row, 0, byRow, r * SIZE, SIZE);
            growth.add(r, r + 1L, row);
        }
        FaceMatrix matrix = growth.matrix();
        int[] words = new int[rows * SIZE];
        Arrays.fill(words, 1);
        Embedding probe = DrawnFaces.embedding(random);
        float[] values = probe.values();
        long[] sink = new long[1];
        List<Contestant> contestants = List.of(
                new Contestant(
                        "nearest 5, exact (ours)",
                        () -> sink[0] += matrix.nearest(probe, 5).get(0).face()),
                new Contestant("by rows, eight sums", () -> sink[0] += eightSums(byRow, values)),
                new Contestant("by rows, one sum (plain loop)", () -> sink[0] += oneSum(byRow, values)),
                new Contestant("reading the memory once", () -> sink[0] += sum(words)));
        for (int i = 0; i < turns; i++) {
            contestants.forEach(Contestant::turn);
        }
        System.out.printf("%d x %d, %d turns%n", rows, SIZE, turns);
        System.out.println("| on one core                        | best cpu |   median | by clock |   GB/s |");
        System.out.println("|------------------------------------|---------:|---------:|---------:|-------:|");
        contestants.forEach(contestant -> contestant.print((double) Float.BYTES * rows * SIZE));
        System.out.println(sink[0] == 0 ? "(nothing found)" : "");
    }

    private static int oneSum(float[] rows, float[] probe) {
        int best = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < rows.length; r += SIZE) {
            float sum = 0;
            for (int c = 0; c < SIZE; c++) {
                sum += rows[r + c] * probe[c];
            }
            if (sum > highest) {
                highest = sum;
                best = r;
            }
        }
        return best;
    }

    private static int eightSums(float[] rows, float[] probe) {
        int best = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < rows.length; r += SIZE) {
            float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
            for (int i = 0; i < SIZE; i += 8) {
                a += rows[r + i] * probe[i];
                b += rows[r + i + 1] * probe[i + 1];
                c += rows[r + i + 2] * probe[i + 2];
                d += rows[r + i + 3] * probe[i + 3];
                e += rows[r + i + 4] * probe[i + 4];
                f += rows[r + i + 5] * probe[i + 5];
                g += rows[r + i + 6] * probe[i + 6];
                h += rows[r + i + 7] * probe[i + 7];
            }
            float sum = (a + b) + (c + d) + ((e + f) + (g + h));
            if (sum > highest) {
                highest = sum;
                best = r;
            }
        }
        return best;
    }

    private static long sum(int[] words) {
        int sum = 0;
        for (int word : words) {
            sum += word;
        }
        return sum;
    }
}
