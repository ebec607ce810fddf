package dev.ocellus.zoo;

import java.util.List;

/** Everything that is wrong with a network file, each mistake in a line of its own that starts with file and line number. */
public final class NetworkFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NetworkFileException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
