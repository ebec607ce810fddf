package dev.ocellus.network.dl4j;

import dev.ocellus.network.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A whole model that Keras 1 or 2 saved as HDF5 ({@code model.save("model.h5")}), read by DL4J's importer.
 *
 * @param model what the importer made of it
 * @param input what it was made for, where the file tells
 */
record KerasFile(Model model, Optional<Shape> input) {
    /** How each HDF5 file begins. */
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        }
    }

    /**
     * Reads a model.
     *
     * @throws IOException naming the file, where it holds none or a damaged one, or has a layer that DL4J's importer does not know
     */
    static KerasFile read(Path file) throws IOException {
        try {
            JsonNode configuration = configuration(file);
            Model model = configuration.path("class_name").asText().equals("Sequential")
                    ? KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false)
                    : KerasModelImport.importKerasModelAndWeights(file.toString(), false);
            return new KerasFile(model, input(configuration));
        } catch (UnsupportedKerasConfigurationException
                | InvalidKerasConfigurationException
                | IOException
                | RuntimeException e) {
            throw new IOException("DL4J cannot read the Keras model %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static JsonNode configuration(Path file) throws IOException, UnsupportedKerasConfigurationException {
        try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            return new ObjectMapper().readTree(archive.readAttributeAsJson("model_config"));
        }
    }

    /** From the first layer that tells a shape without holes. */
    private static Optional<Shape> input(JsonNode configuration) {
        JsonNode holder = configuration.findParent("batch_input_shape");
        if (holder == null) {
            return Optional.empty();
        }
        JsonNode sides = holder.get("batch_input_shape");
        if (sides.size() != 4
                || !sides.get(1).isInt()
                || !sides.get(2).isInt()
                || !sides.get(3).isInt()) {
            return Optional.empty();
        }
        boolean channelsFirst = configuration.findValuesAsText("data_format").contains("channels_first");
        return Optional.of(
                channelsFirst
                        ? new Shape(
                                sides.get(1).asInt(),
                                sides.get(2).asInt(),
                                sides.get(3).asInt())
                        : new Shape(
                                sides.get(3).asInt(),
                                sides.get(1).asInt(),
                                sides.get(2).asInt()));
    }
}
