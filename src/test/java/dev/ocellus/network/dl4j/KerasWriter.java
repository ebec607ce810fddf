package dev.ocellus.network.dl4j;

import dev.ocellus.network.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.H5Object;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Writes models as Keras 2 saves them: a configuration in JSON as an attribute, and a group with named arrays for each layer. Weights are drawn. */
final class KerasWriter {
    /** What every layer of a real file tells and the importer wants to see, each layer looking for its own. */
    private static final String COMMON = Stream.of(
                    "kernel", "bias", "depthwise", "pointwise", "beta", "gamma", "moving_mean", "moving_variance")
            .map(array ->
                    "'%1$s_initializer': {'class_name': 'Zeros', 'config': {}}, '%1$s_regularizer': null, '%1$s_constraint': null"
                            .formatted(array))
            .collect(Collectors.joining(", "));

    private final Random random = new Random(11);
    private final StringBuilder layers = new StringBuilder();
    private final Map<String, Map<String, Tensor>> weights = new LinkedHashMap<>();

    /**
     * Adds a layer.
     *
     * @param settings more fields of its configuration, in JSON
     * @param inbound names of the layers that it reads; only for graphs
     */
    KerasWriter layer(String kind, String name, String settings, String... inbound) {
        layers.append(layers.isEmpty() ? "" : ", ")
                .append("{'class_name': '%s', 'config': {'name': '%s', 'trainable': true, 'dtype': 'float32', %s%s}"
                        .formatted(kind, name, COMMON, settings.isEmpty() ? "" : ", " + settings))
                .append(", 'name': '%s', 'inbound_nodes': [%s]}"
                        .formatted(
                                name,
                                inbound.length == 0
                                        ? ""
                                        : Arrays.stream(inbound)
                                                .map("['%s', 0, 0, {}]"::formatted)
                                                .toList()));
        weights.put(name, new LinkedHashMap<>());
        return this;
    }

    /** Draws an array of the layer added last; of variances they are positive. */
    KerasWriter weight(String name, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            double drawn = 0.4 * random.nextGaussian();
            tensor.data()[i] = (float) (name.endsWith("variance") ? 0.5 + Math.abs(drawn) : drawn);
        }
        List<String> names = List.copyOf(weights.keySet());
        weights.get(names.get(names.size() - 1)).put(name, tensor);
        return this;
    }

    /** What was drawn, in Keras' layout. */
    Tensor get(String layer, String name) {
        return weights.get(layer).get(name);
    }

    void writeSequential(Path file) {
        write(file, "{'class_name': 'Sequential', 'config': {'name': 'model', 'layers': [%s]}}".formatted(layers));
    }

    void writeFunctional(Path file, String input, String output) {
        write(
                file,
                "{'class_name': 'Functional', 'config': {'name': 'model', 'layers': [%s], 'input_layers': [['%s', 0, 0]], 'output_layers': [['%s', 0, 0]]}}"
                        .formatted(layers, input, output));
    }

    private void write(Path file, String configuration) {
        try (H5File out = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC)) {
            text(out, "model_config", configuration.replace('\'', '"'));
            text(out, "keras_version", "2.4.0");
            text(out, "backend", "tensorflow");
            Group all = out.createGroup("model_weights");
            texts(all, "layer_names", List.copyOf(weights.keySet()));
            weights.forEach((layer, arrays) -> {
                Group group = all.createGroup(layer);
                texts(
                        group,
                        "weight_names",
                        arrays.keySet().stream()
                                .map(name -> layer + "/" + name + ":0")
                                .toList());
                if (!arrays.isEmpty()) {
                    Group inner = group.createGroup(layer);
                    arrays.forEach((name, tensor) -> array(inner, name + ":0", tensor));
                    inner.close();
                }
                group.close();
            });
            all.close();
        }
    }

    private static void text(H5Object of, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        StrType type = new StrType(PredType.C_S1(), bytes.length);
        Attribute attribute = of.createAttribute(name, type, new DataSpace());
        attribute.write(type, new BytePointer(bytes));
        attribute.close();
    }

    private static void texts(H5Object of, String name, List<String> values) {
        int length = values.stream().mapToInt(String::length).max().orElse(1);
        byte[] bytes = new byte[length * values.size()];
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(value, 0, bytes, i * length, value.length);
        }
        StrType type = new StrType(PredType.C_S1(), length);
        Attribute attribute = of.createAttribute(name, type, new DataSpace(1, new long[] {values.size()}));
        if (bytes.length > 0) {
            attribute.write(type, new BytePointer(bytes));
        }
        attribute.close();
    }

    private static void array(Group group, String name, Tensor tensor) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        DataType floats = new DataType(PredType.NATIVE_FLOAT());
        DataSet set = group.createDataSet(name, floats, new DataSpace(shape.length, shape));
        set.write(new FloatPointer(tensor.data()), floats);
        set.close();
    }
}
