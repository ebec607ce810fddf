package dev.ocellus.detect;

import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The anchor boxes that fit a training set, found by k-means over box sizes with the distance 1 − IoU (sizes laid on one centre), and how well they
 * fit. The first centres are drawn one after the other, each with a chance in proportion to its squared distance from those already drawn; a centre
 * moves to the mean width and height of its boxes; the best round counts.
 *
 * @param anchors sorted by area, smallest first
 * @param meanIou mean over the boxes of the IoU with the best anchor
 * @param recall best possible recall: share of the boxes whose best anchor has a worst side ratio below the limit
 * @see <a href="https://arxiv.org/abs/1612.08242">Redmon and Farhadi 2016, section 2, dimension clusters</a>
 */
public record AnchorClustering(List<AnchorBox> anchors, double meanIou, double recall) {
    private static final int MOST_ROUNDS = 300;

    public AnchorClustering {
        anchors = List.copyOf(anchors);
    }

    /**
     * Clusters the sizes of boxes.
     *
     * @param boxes in pixels of the network's input; those without area are passed over
     * @param count number of anchors, at least 1
     * @param ratioLimit the worst side ratio below which an anchor learns from a box, see {@link YoloSettings}
     * @throws IllegalArgumentException where the boxes have fewer different sizes than anchors are wanted
     */
    public static AnchorClustering of(List<Box> boxes, int count, double ratioLimit, RandomGenerator random) {
        AnchorBox[] sizes = boxes.stream()
                .filter(b -> b.width() > 0 && b.height() > 0)
                .map(b -> new AnchorBox(b.width(), b.height()))
                .toArray(AnchorBox[]::new);
        long different = Arrays.stream(sizes).distinct().limit(count).count();
        if (count < 1 || different < count) {
            throw new IllegalArgumentException(
                    "%d anchor boxes need at least that many different box sizes (and at least 1), got %d"
                            .formatted(count, different));
        }
        AnchorBox[] centres = firstCentres(sizes, count, random);
        AnchorBox[] best = centres;
        double bestIou = meanIou(sizes, centres);
        int[] previous = new int[0];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] nearest = nearest(sizes, centres);
            if (Arrays.equals(nearest, previous)) {
                break;
            }
            centres = means(sizes, nearest, centres);
            double iou = meanIou(sizes, centres);
            if (iou > bestIou) {
                best = centres;
                bestIou = iou;
            }
            previous = nearest;
        }
        List<AnchorBox> anchors = new ArrayList<>(List.of(best));
        anchors.sort(Comparator.comparingDouble(AnchorBox::area)
                .thenComparingDouble(AnchorBox::width)
                .thenComparingDouble(AnchorBox::height));
        return new AnchorClustering(anchors, bestIou, recall(sizes, anchors, ratioLimit));
    }

    /**
     * The anchors dealt out to levels by size, the same number to each: the smallest to the finest grid.
     *
     * @param strides from the finest grid to the coarsest
     */
    public List<AnchorLevel> split(int... strides) {
        if (strides.length == 0 || anchors.size() % strides.length != 0) {
            throw new IllegalArgumentException(
                    "%d anchor boxes cannot be split evenly over %d levels".formatted(anchors.size(), strides.length));
        }
        int each = anchors.size() / strides.length;
        List<AnchorLevel> levels = new ArrayList<>();
        for (int i = 0; i < strides.length; i++) {
            levels.add(new AnchorLevel(strides[i], anchors.subList(i * each, (i + 1) * each)));
        }
        return levels;
    }

    private static AnchorBox[] firstCentres(AnchorBox[] sizes, int count, RandomGenerator random) {
        AnchorBox[] centres = new AnchorBox[count];
        centres[0] = sizes[random.nextInt(sizes.length)];
        double[] distances = new double[sizes.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int i = 1; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < sizes.length; j++) {
                double distance = sizes[j].equals(centres[i - 1]) ? 0 : 1 - sizes[j].iou(centres[i - 1]);
                distances[j] = Math.min(distances[j], distance * distance);
                sum += distances[j];
            }
            centres[i] = sizes[drawn(distances, random.nextDouble() * sum)];
        }
        return centres;
    }

    /** The entry in which a point of the summed weights falls; never one of weight 0. */
    private static int drawn(double[] weights, double point) {
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                point -= weights[i];
                if (point < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private static int[] nearest(AnchorBox[] sizes, AnchorBox[] centres) {
        int[] nearest = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            double best = -1;
            for (int c = 0; c < centres.length; c++) {
                double iou = sizes[i].iou(centres[c]);
                if (iou > best) {
                    best = iou;
                    nearest[i] = c;
                }
            }
        }
        return nearest;
    }

    /** The mean size of each cluster; a cluster that lost all its boxes stays where it was. */
    private static AnchorBox[] means(AnchorBox[] sizes, int[] nearest, AnchorBox[] centres) {
        double[] widths = new double[centres.length];
        double[] heights = new double[centres.length];
        int[] counts = new int[centres.length];
        for (int i = 0; i < sizes.length; i++) {
            widths[nearest[i]] += sizes[i].width();
            heights[nearest[i]] += sizes[i].height();
            counts[nearest[i]]++;
        }
        AnchorBox[] means = centres.clone();
        for (int c = 0; c < means.length; c++) {
            if (counts[c] > 0) {
                means[c] = new AnchorBox(widths[c] / counts[c], heights[c] / counts[c]);
            }
        }
        return means;
    }

    private static double meanIou(AnchorBox[] sizes, AnchorBox[] centres) {
        double sum = 0;
        for (AnchorBox size : sizes) {
            double best = 0;
            for (AnchorBox centre : centres) {
                best = Math.max(best, size.iou(centre));
            }
            sum += best;
        }
        return sum / sizes.length;
    }

    private static double recall(AnchorBox[] sizes, List<AnchorBox> anchors, double ratioLimit) {
        long within = Arrays.stream(sizes)
                .filter(size -> anchors.stream().anyMatch(a -> a.worstSideRatio(size) < ratioLimit))
                .count();
        return (double) within / sizes.length;
    }
}
