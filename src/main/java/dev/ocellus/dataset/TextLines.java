package dev.ocellus.dataset;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file, whichever way they end: UTF-8, with or without byte order mark, or UTF-16 with one. */
final class TextLines implements Closeable {
    private final BufferedReader reader;
    private int line;

    TextLines(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 3);
        reader = new BufferedReader(new InputStreamReader(in, charset(in).newDecoder()));
    }

    /** All lines of a file. */
    static List<String> all(Path file) throws IOException, FaultException {
        List<String> lines = new ArrayList<>();
        try (TextLines text = new TextLines(file)) {
            for (String line = text.next(); line != null; line = text.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static Charset charset(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(3);
        String mark = new String(start, StandardCharsets.ISO_8859_1);
        Charset charset = mark.startsWith("\u00ff\u00fe")
                ? StandardCharsets.UTF_16LE
                : mark.startsWith("\u00fe\u00ff") ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        int length = charset != StandardCharsets.UTF_8 ? 2 : mark.equals("\u00ef\u00bb\u00bf") ? 3 : 0;
        in.unread(start, length, start.length - length);
        return charset;
    }

    /**
     * The next line, or null after the last one.
     *
     * @throws FaultException where what follows is no text
     */
    String next() throws IOException, FaultException {
        line++;
        try {
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw new FaultException(line, "not text in UTF-8, here or below", "save the file as UTF-8");
        }
    }

    /** The number of the line that {@link #next} gave last, counted from 1. */
    int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
