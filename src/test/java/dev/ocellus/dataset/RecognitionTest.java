package dev.ocellus.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {
    @TempDir
    Path folder;

    private SetFolder set;

    @BeforeEach
    void start() {
        set = new SetFolder(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Annotations/a.xml  | <annotation/>                                    | voc",
                "a.xml              | <annotation/>                                    | voc",
                "annotations.xml    | <annotations/>                                   | cvat",
                "labels/a.txt       | 0 0.5 0.5 0.1 0.1                                | yolo",
                "train/labels/a.txt | 3 0.5 0.5 0.1 0.1 0.5 0.5                        | yolo",
                "labels.json        | '{\"images\": [], \"annotations\": []}'          | coco",
                "train/x.json       | '{\"annotations\": [], \"images\": [{}, 1]}'     | coco",
                "bbox.csv           | 'ImageID,LabelName,XMin,XMax,YMin,YMax'          | openimages",
                "boxes.csv          | 'file,xmin,ymin,xmax,ymax'                       | box-table",
            })
    void aFormatIsToldByWhatIsInTheFiles(String file, String content, String format) throws IOException {
        // beside things that every folder may hold
        set.file("README.txt", "1 set of 3 cats").file("notes.xml", "<notes/>").file("x.json", "{\"a\": 1}");
        set.file("table.csv", "a,b\n1,2\n")
                .file("classes.txt", "cat\n")
                .file(file, content)
                .pictures("a.jpg");

        Recognition recognition = Recognition.of(folder);

        assertEquals(format, recognition.format().toString());
        assertTrue(recognition.evidence().contains(file), recognition::evidence);
    }

    @Test
    void emptyLabelFilesBesideAListOfNamesAreYolos() throws IOException {
        set.file("labels/a.txt", "").file("data.yaml", "names: [cat]\n");

        assertEquals(DataSource.Format.YOLO, Recognition.of(folder).format());
    }

    @Test
    void aFolderWithoutLabelsIsToldWhatWasLookedFor() throws IOException {
        set.pictures("a.jpg");

        IOException thrown = assertThrows(IOException.class, () -> Recognition.of(folder));

        for (String part : List.of(
                folder.toString(),
                "voc: XML files that start with <annotation>",
                "yolo: text files with lines 'class x y width height'",
                "coco: JSON files with images and annotations",
                "cvat: XML files that start with <annotations>",
                "openimages: CSV tables with ImageID",
                "box-table: boxes.csv with")) {
            assertTrue(thrown.getMessage().contains(part), thrown::getMessage);
        }
    }

    @Test
    void twoFormatsInOneFolderAreNamedWithTheirEvidence() throws IOException {
        set.file("a.xml", "<annotation/>").file("a.txt", "0 0.5 0.5 0.1 0.1\n");

        IOException thrown = assertThrows(IOException.class, () -> Recognition.of(folder));

        assertTrue(thrown.getMessage().contains("labels in 2 formats, so say which"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("voc: a.xml starts with <annotation>"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("yolo: a.txt holds a class and fractions"), thrown::getMessage);
    }
}
