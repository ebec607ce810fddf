package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How often pictures of each class were taken for each class. */
public final class Confusion {
    private final List<String> labels;

    /** Row: what the picture shows; column: what was said. */
    private final int[][] counts;

    /**
     * Pictures of one class that were taken for another.
     *
     * @param truth what they show
     * @param said what was said
     */
    public record Mistake(String truth, String said, int pictures) {}

    /**
     * Counts what was said of pictures.
     *
     * @param labels the classes
     * @param truths numbers of the classes that they show
     * @param said numbers of the classes that were said, in the same order
     */
    public Confusion(List<String> labels, int[] truths, int[] said) {
        if (truths.length != said.length) {
            throw new IllegalArgumentException("%d truths, but %d answers".formatted(truths.length, said.length));
        }
        this.labels = List.copyOf(labels);
        this.counts = new int[labels.size()][labels.size()];
        for (int i = 0; i < truths.length; i++) {
            counts[truths[i]][said[i]]++;
        }
    }

    public List<String> labels() {
        return labels;
    }

    /** How many pictures that show one class were taken for another, or the same. */
    public int count(int truth, int said) {
        return counts[truth][said];
    }

    /** How many pictures were looked at. */
    public int pictures() {
        int sum = 0;
        for (int row = 0; row < labels.size(); row++) {
            sum += shown(row);
        }
        return sum;
    }

    /** Of how many the class was said rightly. */
    public int right() {
        int sum = 0;
        for (int label = 0; label < labels.size(); label++) {
            sum += counts[label][label];
        }
        return sum;
    }

    /** Share of the pictures whose class was said rightly; NaN where there are none. */
    public double accuracy() {
        return (double) right() / pictures();
    }

    /** Share of the pictures that show a class of which it was said; NaN where none shows it. */
    public double recall(int label) {
        return (double) counts[label][label] / shown(label);
    }

    /** Share of the pictures of which a class was said that show it; NaN where it was never said. */
    public double precision(int label) {
        int said = 0;
        for (int[] row : counts) {
            said += row[label];
        }
        return (double) counts[label][label] / said;
    }

    /** How many pictures show a class. */
    public int shown(int label) {
        int sum = 0;
        for (int count : counts[label]) {
            sum += count;
        }
        return sum;
    }

    /** What was taken for something else, the most frequent first, then in the order of the labels. */
    public List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                if (row != column && counts[row][column] > 0) {
                    mistakes.add(new Mistake(labels.get(row), labels.get(column), counts[row][column]));
                }
            }
        }
        mistakes.sort(Comparator.comparingInt(Mistake::pictures).reversed());
        return mistakes;
    }
}
