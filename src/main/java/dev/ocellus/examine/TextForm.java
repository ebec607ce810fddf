package dev.ocellus.examine;

import dev.ocellus.dataset.DataSource.Format;
import dev.ocellus.dataset.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bytes in files of labels that this program reads over and others stumble at. */
final class TextForm {
    private TextForm() {}

    /** Looks at a file. XML names its own encoding and knows no lines, so there nothing is odd. */
    static void look(Path file, Format format, List<Finding> findings) throws IOException {
        boolean xml = format == Format.VOC || format == Format.CVAT;
        if (xml) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (startsWith(bytes, 0xef, 0xbb, 0xbf) || startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            add(
                    Finding.Kind.BYTE_ORDER_MARK,
                    file,
                    1,
                    "a byte order mark, which many programs take for a part of the first value",
                    "save the file as UTF-8 without it",
                    findings);
        }
        if (format == Format.YOLO) {
            int carriageReturn = line(bytes, '\r');
            if (carriageReturn > 0) {
                add(
                        Finding.Kind.LINE_ENDS,
                        file,
                        carriageReturn,
                        "lines that end with a carriage return, here first",
                        "save the file with line feeds only",
                        findings);
            }
            int tab = line(bytes, '\t');
            if (tab > 0) {
                add(
                        Finding.Kind.TABS,
                        file,
                        tab,
                        "tabs between values, here first",
                        "write single blanks, as the format says",
                        findings);
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** The line in which a byte stands first; 0 where it does not. */
    private static int line(byte[] bytes, char wanted) {
        int line = 1;
        for (byte next : bytes) {
            if (next == wanted) {
                return line;
            }
            if (next == '\n') {
                line++;
            }
        }
        return 0;
    }

    private static void add(Finding.Kind kind, Path file, int line, String what, String toDo, List<Finding> findings) {
        findings.add(new Finding(kind, file, line, Finding.Loss.NOTHING, what, toDo));
    }
}
