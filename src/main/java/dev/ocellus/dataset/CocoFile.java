package dev.ocellus.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one JSON file in COCO's form says, as written: ids are texts, and {@code null} stands for what is missing. Read as a stream, so outlines and
 * whatever else the file holds take no memory.
 *
 * @param categories the classes
 * @param images the pictures
 * @param annotations the objects
 */
record CocoFile(List<Category> categories, List<Image> images, List<Annotation> annotations) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Python writes NaN into JSON; that costs the box and not the file
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final Set<String> LISTS = Set.of("images", "annotations", "categories");

    /** A class. */
    record Category(int line, String id, String name) {}

    /** A picture; its sides are 0 where they are missing. */
    record Image(int line, String id, String fileName, int width, int height) {}

    /**
     * An object.
     *
     * @param box x, y, width and height as written
     * @param ignored whether it is to be ignored, as crowds are
     * @param crowd whether it is a crowd
     */
    record Annotation(
            int line, String id, String image, String category, List<String> box, boolean ignored, boolean crowd) {}

    /**
     * Reads a file.
     *
     * @throws FaultException where it is not JSON to its end, or not in COCO's form
     */
    static CocoFile read(Path file) throws IOException, FaultException {
        CocoFile read = new CocoFile(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new FaultException(
                        Finding.Kind.UNREADABLE_LABELS,
                        1,
                        "not an object with images, annotations and categories",
                        "is it a list of results? Move other JSON elsewhere");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String list = json.currentName();
                boolean isList = json.nextToken() == JsonToken.START_ARRAY;
                if (isList && LISTS.contains(list)) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        read.add(list, json);
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new FaultException(
                    Finding.Kind.UNREADABLE_LABELS,
                    line,
                    "not readable as JSON (" + e.getOriginalMessage() + ")",
                    "correct the JSON");
        }
        return read;
    }

    /** Whether a file has the lists of this form; other JSON is read no farther than needed to tell. */
    static boolean isCoco(Path file) throws IOException {
        boolean images = false;
        boolean annotations = false;
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME && !(images && annotations)) {
                String list = json.currentName();
                boolean isList = json.nextToken() == JsonToken.START_ARRAY;
                images |= isList && list.equals("images");
                annotations |= isList && list.equals("annotations");
                if (!(images && annotations)) {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // a file that breaks off is still one of this form
            return images;
        }
        return images && annotations;
    }

    private void add(String list, JsonParser json) throws IOException {
        int line = json.currentTokenLocation().getLineNr();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String id = null;
        String image = null;
        String category = null;
        String name = null;
        List<String> box = null;
        int width = 0;
        int height = 0;
        boolean ignored = false;
        boolean crowd = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = text(json);
                case "image_id" -> image = text(json);
                case "category_id" -> category = text(json);
                case "file_name", "name" -> name = text(json);
                case "width" -> width = side(json);
                case "height" -> height = side(json);
                case "bbox" -> box = box(json);
                case "iscrowd" -> crowd |= isTrue(json);
                case "ignore" -> ignored |= isTrue(json);
                default -> json.skipChildren();
            }
        }
        switch (list) {
            case "images" -> images.add(new Image(line, id, name, width, height));
            case "annotations" ->
                annotations.add(new Annotation(line, id, image, category, box, ignored || crowd, crowd));
            default -> categories.add(new Category(line, id, name));
        }
    }

    private static boolean isTrue(JsonParser json) throws IOException {
        return Set.of("1", "true").contains(String.valueOf(text(json)));
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
            return null;
        }
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static int side(JsonParser json) throws IOException {
        String text = text(json);
        return text != null && text.matches("\\d{1,9}(\\.0*)?") ? (int) Double.parseDouble(text) : 0;
    }

    private static List<String> box(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            text(json);
            return null;
        }
        List<String> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(String.valueOf(text(json)));
        }
        return numbers;
    }
}
