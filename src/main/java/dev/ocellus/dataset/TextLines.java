package dev.ocellus.dataset;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The lines of a text file, whichever way they end: UTF-8, with or without byte order mark, or UTF-16 with one. What is no text costs its own line
 * only.
 */
final class TextLines implements Closeable {
    private final InputStream in;
    private int line;

    /** What is done with a line; lines are counted from 1. */
    @FunctionalInterface
    interface LineReader {
        void read(String text, int line) throws FaultException;
    }

    TextLines(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(3);
        String mark = new String(bytes.readNBytes(3), StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (mark.startsWith("\u00ff\u00fe") || mark.startsWith("\u00fe\u00ff")) {
            Charset charset = mark.startsWith("\u00ff") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            bytes.skipNBytes(2);
            try (bytes) {
                String text = new String(bytes.readAllBytes(), charset);
                in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            bytes.skipNBytes(mark.equals("\u00ef\u00bb\u00bf") ? 3 : 0);
            in = bytes;
        }
    }

    /** All lines of a file. */
    static List<String> all(Path file) throws IOException, FaultException {
        List<String> all = new ArrayList<>();
        try (TextLines lines = new TextLines(file)) {
            for (String text = lines.next(); text != null; text = lines.next()) {
                all.add(text);
            }
        }
        return all;
    }

    /** Reads on to the end, passing over blank lines. */
    void each(LineReader reader, Consumer<FaultException> faults) throws IOException {
        while (true) {
            try {
                String text = next();
                if (text == null) {
                    return;
                }
                if (!text.isBlank()) {
                    reader.read(text, line);
                }
            } catch (FaultException fault) {
                faults.accept(fault);
            }
        }
    }

    /**
     * The next line, or null after the last one.
     *
     * @throws FaultException where it is no text; the lines below can still be read
     */
    String next() throws IOException, FaultException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        line++;
        while (next >= 0 && next != '\n' && next != '\r') {
            bytes.write(next);
            next = in.read();
        }
        if (next == '\r') {
            in.mark(1);
            if (in.read() != '\n') {
                in.reset();
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FaultException(Finding.Kind.NOT_TEXT, line, "not text in UTF-8", "save the file as UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
