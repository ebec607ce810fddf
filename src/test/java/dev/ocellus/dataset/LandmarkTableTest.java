package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkTableTest {
    @TempDir
    Path folder;

    @Test
    void pointsAreReadByTheNamesOfTheColumns() throws IOException {
        LandmarkTable table = read("""
                score,file,le_x,le_y,re_x,re_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y
                0.9,ann/1.jpg,30,10,20.5,11,25,18,21,24,29,25
                0.9,ann/2.jpg,30,10,20,eleven,25,18,21,24,29,25
                0.9,ann/3.jpg,30,10
                """);
        assertEquals(new Point(20.5, 11), table.of("ann/1.jpg").orElseThrow().rightEye());
        assertEquals(new Point(29, 25), table.of("ann/1.jpg").orElseThrow().leftMouth());
        assertEquals(Optional.empty(), table.of("ann/2.jpg"));
        assertEquals(2, table.findings().size());
        assertTrue(
                table.findings().get(0).toString().contains("landmarks.csv:3: re_y is 'eleven'"),
                () -> table.findings().get(0).toString());
    }

    @Test
    void aTableWithoutTheColumnsIsRefused() {
        String message = assertThrows(IOException.class, () -> read("file,x,y\na.jpg,1,2\n"))
                .getMessage();
        assertTrue(message.contains("needs the columns file, re_x"), message);
    }

    private LandmarkTable read(String text) throws IOException {
        return LandmarkTable.read(Files.writeString(folder.resolve("landmarks.csv"), text));
    }
}
