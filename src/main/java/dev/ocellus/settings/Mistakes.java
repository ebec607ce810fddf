package dev.ocellus.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.yaml.snakeyaml.nodes.Node;

/** What is wrong with a file, gathered while it is read, so that all of it can be told at once. */
public final class Mistakes {
    private record Mistake(int line, String text) {}

    private final String source;
    private final List<Mistake> mistakes = new ArrayList<>();

    /** @param source what to call the file in messages */
    public Mistakes(String source) {
        this.source = source;
    }

    public void add(Node place, String text) {
        add(line(place), text);
    }

    /** @param line counted from 1; 0 for the whole file */
    public void add(int line, String text) {
        mistakes.add(new Mistake(line, text));
    }

    public int count() {
        return mistakes.size();
    }

    /** A line for each mistake, {@code file:line: what}, in the order of the file. */
    public List<String> lines() {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .map(mistake -> source + (mistake.line == 0 ? "" : ":" + mistake.line) + ": " + mistake.text)
                .toList();
    }

    /** Hands over what each mistake says and its line, in the order of the file. */
    public void each(ObjIntConsumer<String> reader) {
        mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .forEach(mistake -> reader.accept(mistake.text, mistake.line));
    }

    /** What the mistakes say, without their places. */
    List<String> texts() {
        return mistakes.stream().map(Mistake::text).toList();
    }

    /** Counted from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
