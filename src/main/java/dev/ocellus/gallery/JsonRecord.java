package dev.ocellus.gallery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object, with messages that name the field which is not as it should be. */
final class JsonRecord {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> fields;

    private JsonRecord(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads an object.
     *
     * @throws IOException saying what is wrong with the text
     */
    static JsonRecord parse(String text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            JsonRecord record = new JsonRecord(object(json));
            if (json.nextToken() != null) {
                throw new IOException("there is more after the end of the JSON object");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> new JsonRecord(object(json));
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(json));
                }
                yield values;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> Optional.empty();
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) throws IOException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "a text");
    }

    long whole(String name) throws IOException {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name, "a whole number");
    }

    double number(String name) throws IOException {
        if (fields.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw missing(name, "a number");
    }

    /** A number that may be left out; it is not a number then. */
    double measure(String name) throws IOException {
        return has(name) ? number(name) : Double.NaN;
    }

    List<Double> numbers(String name, int count) throws IOException {
        List<Double> numbers = new ArrayList<>();
        if (fields.get(name) instanceof List<?> values) {
            for (Object value : values) {
                if (value instanceof Number number) {
                    numbers.add(number.doubleValue());
                }
            }
            if (numbers.size() == count && values.size() == count) {
                return numbers;
            }
        }
        throw missing(name, "a list of " + count + " numbers");
    }

    JsonRecord record(String name) throws IOException {
        if (fields.get(name) instanceof JsonRecord record) {
            return record;
        }
        throw missing(name, "an object");
    }

    List<JsonRecord> records(String name) throws IOException {
        List<JsonRecord> records = new ArrayList<>();
        if (fields.get(name) instanceof List<?> values) {
            for (Object value : values) {
                if (value instanceof JsonRecord record) {
                    records.add(record);
                }
            }
            if (records.size() == values.size()) {
                return records;
            }
        }
        throw missing(name, "a list of objects");
    }

    private IOException missing(String name, String wanted) {
        return new IOException("the field '%s' must be %s".formatted(name, wanted));
    }
}
