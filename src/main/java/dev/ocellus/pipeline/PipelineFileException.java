package dev.ocellus.pipeline;

import java.util.List;

/** Everything that is wrong with a pipeline file, each mistake in a line of its own that starts with file and line number. */
public final class PipelineFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public PipelineFileException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
