package dev.ocellus.pipeline;

import dev.ocellus.frame.Frame;
import java.util.List;

/** One frame in, one frame out. Never changes its argument; safe from several threads. */
public interface Stage extends AutoCloseable {
    Frame apply(Frame frame);

    /** Applies the stage to several frames; stages that gain from batches override it. */
    default List<Frame> applyAll(List<Frame> frames) {
        return frames.stream().map(this::apply).toList();
    }

    /** Frees what the stage holds; most hold nothing. */
    @Override
    default void close() {}
}
