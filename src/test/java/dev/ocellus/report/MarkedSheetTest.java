package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets as spreadsheets give them back. */
class MarkedSheetTest {
    private static final String SHEET = "id,kind,file_name,small,hidden,comment\r\n"
            + "aaaaaaaa,missed,a.jpg,x,,\r\n"
            + "bbbbbbbb,class,b.jpg,1,ja,\"hard, \"\"really\"\"\r\nhard\"\r\n"
            + "cccccccc,missed,c.jpg,0,no,looked at\r\n";

    private static final Map<String, Set<String>> MARKS =
            Map.of("aaaaaaaa", Set.of("small"), "bbbbbbbb", Set.of("small", "hidden"));

    @TempDir
    private Path folder;

    private MarkedSheet read(byte[] bytes) throws IOException {
        return MarkedSheet.read(Files.write(folder.resolve("errors.csv"), bytes));
    }

    private MarkedSheet read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", ""})
    void readsMarksPassesOverNoAndKeepsLineBreaksInQuotes(String mark) throws IOException {
        MarkedSheet sheet = read(mark + SHEET);
        assertEquals(MARKS, sheet.marks());
        assertEquals(List.of("small", "hidden"), sheet.causes());
        assertEquals(3, sheet.lines());
        assertEquals(List.of(), sheet.remarks());
    }

    @Test
    void semicolonsTabsAndOtherLineEndsMeanNothing() throws IOException {
        String plain = SHEET.replace("\"hard, \"\"really\"\"\r\nhard\"", "hard");
        assertEquals(MARKS, read(plain.replace(',', ';')).marks());
        assertEquals(MARKS, read("sep=;\r\n" + plain.replace(',', ';')).marks());
        assertEquals(MARKS, read(plain.replace(',', '\t').replace("\r\n", "\n")).marks());
        assertEquals(MARKS, read(plain.replace("\r\n", "\r")).marks());
        assertEquals(MARKS, read(plain.stripTrailing()).marks());
    }

    @Test
    void utf16AndTheEncodingOfOldSpreadsheets() throws IOException {
        String sheet = SHEET.replace("small", "unschärfe");
        assertEquals(
                List.of("unschärfe", "hidden"),
                read(("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_16LE)).causes());
        assertEquals(
                List.of("unschärfe", "hidden"),
                read(("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_16BE)).causes());
        assertEquals(
                List.of("unschärfe", "hidden"),
                read(sheet.getBytes(Charset.forName("windows-1252"))).causes());
    }

    @Test
    void columnsMayMoveAndNewOnesAreCauses() throws IOException {
        MarkedSheet sheet = read("snow,ID,file_name\nyes,aaaaaaaa,a.jpg\n,bbbbbbbb,b.jpg\n");
        assertEquals(Map.of("aaaaaaaa", Set.of("snow")), sheet.marks());
        assertTrue(sheet.isMarked());
        assertFalse(read("id,snow\naaaaaaaa,\n").isMarked());
    }

    @Test
    void whatCannotBeUsedIsTold() throws IOException {
        MarkedSheet sheet = read("id,snow\naaaaaaaa,x\n,x\n\n;\n");
        assertEquals(1, sheet.remarks().size(), sheet.remarks().toString());
        assertTrue(sheet.remarks().get(0).contains("no id"), sheet.remarks().get(0));
        IOException refusal = assertThrows(IOException.class, () -> read("kind,snow\nmissed,x\n"));
        assertTrue(refusal.getMessage().contains("'id'"), refusal.getMessage());
        assertThrows(IOException.class, () -> read(""));
    }
}
