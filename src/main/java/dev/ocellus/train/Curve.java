package dev.ocellus.train;

import dev.ocellus.files.PendingFile;
import dev.ocellus.network.LossFunction.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The course of a training as a table, one line for every so many steps: mean loss and its parts since the line before, learning rate and, where the
 * held-back part was measured, AP50 of each set. Written anew at each checkpoint, so it never says more than the checkpoint.
 */
final class Curve {
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Double> sums = new TreeMap<>();
    private int count;

    private Curve(Path file) {
        this.file = file;
    }

    /**
     * The curve in a file, without the lines of steps after the given one.
     *
     * @param before number of steps that are complete; 0 starts anew
     */
    static Curve open(Path file, long before) throws IOException {
        Curve curve = new Curve(file);
        if (before > 0 && Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (Character.isDigit(line.charAt(0))
                        && Long.parseLong(line.substring(0, line.indexOf(','))) <= before) {
                    curve.lines.add(line);
                }
            }
        }
        return curve;
    }

    void add(Loss loss) {
        sums.merge("loss", loss.value(), Double::sum);
        loss.parts().forEach((part, value) -> sums.merge(part, value, Double::sum));
        count++;
    }

    /**
     * Ends a line.
     *
     * @param complete number of steps that are complete
     * @param measured AP50 by set; empty where nothing was measured
     */
    void endLine(long complete, double learningRate, Map<String, Double> measured) {
        StringJoiner line = new StringJoiner(",");
        line.add(Long.toString(complete)).add(String.format(Locale.ROOT, "%.6g", learningRate));
        StringJoiner parts = new StringJoiner(" ");
        sums.forEach((part, sum) -> parts.add(String.format(Locale.ROOT, "%s=%.4f", part, sum / count)));
        StringJoiner sets = new StringJoiner(" ");
        measured.forEach((set, ap50) -> sets.add(String.format(Locale.ROOT, "%s=%.4f", set, ap50)));
        lines.add(line.add(parts.toString()).add(sets.toString()).toString());
        sums.clear();
        count = 0;
    }

    void write() throws IOException {
        List<String> all = new ArrayList<>();
        all.add("steps,learning-rate,loss,ap50");
        all.addAll(lines);
        PendingFile.write(file, String.join("\n", all) + "\n");
    }
}
