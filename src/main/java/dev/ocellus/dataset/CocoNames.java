package dev.ocellus.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What COCO's numbers stand for.
 *
 * @param images names of pictures' files by their ids
 * @param categories names of classes by their ids
 */
record CocoNames(Map<String, String> images, Map<String, String> categories) {
    /** The names that the files of labels in a folder give; empty where there are none. */
    static CocoNames in(Path folder) throws IOException {
        Map<String, String> images = new HashMap<>();
        Map<String, String> categories = new HashMap<>();
        for (Path file : CocoReader.files(folder)) {
            try {
                CocoFile coco = CocoFile.read(file);
                coco.images().forEach(image -> images.putIfAbsent(image.id(), image.fileName()));
                coco.categories().forEach(category -> categories.putIfAbsent(category.id(), category.name()));
            } catch (FaultException fault) {
                throw new IOException(fault.file(file).toString(), fault);
            }
        }
        return new CocoNames(images, categories);
    }
}
