package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.nd4j.Nd4jNetwork;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every network of DL4J's zoo, brought over: DL4J, our engine, ONNX Runtime and, for small ones, the reference give the same outputs. */
class ZooIT {
    private static final int CLASSES = 5;
    private static final float TOLERANCE = 1e-4f;

    private static final Set<ZooArchitecture> SAY_THE_SAME =
            EnumSet.of(ZooArchitecture.SQUEEZENET, ZooArchitecture.XCEPTION);

    /** The reference takes a minute for more. */
    private static final long SMALL = 100_000_000;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void allEnginesGiveWhatDl4jGives(ZooArchitecture architecture) {
        Shape input = smallest(architecture);
        Tensor batch = Shaken.batch(2, input, 3);
        Dl4jModel model = telling(architecture, input, batch);
        Tensor expected = model.forward(batch).get(0);

        Imported imported = model.translate(input);
        byte[] onnx = OnnxWriter.write(imported.graph(), imported.parameters(), Map.of());
        try (Network network = OnnxRuntimeNetwork.open(onnx, 2, architecture.toString())) {
            compare(expected, network.forward(batch).get(0), "ONNX Runtime");
        }
        try (Nd4jNetwork network = Nd4jNetwork.create(imported.graph(), new Optimiser.Sgd(0, 0, 0), 1, 2)) {
            network.load(imported.parameters());
            compare(expected, network.forward(batch).get(0), "ND4J");
        }
        if (multiplications(imported) < SMALL) {
            double[] reference = new ReferenceNetwork(imported.graph(), imported.parameters())
                    .forward(batch)
                    .get(0)
                    .data();
            float[] values = new float[reference.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) reference[i];
            }
            compare(expected, new Tensor(values, expected.shape()), "reference");
        }
    }

    private static Shape smallest(ZooArchitecture architecture) {
        int side =
                switch (architecture) {
                    case RESNET50 -> 135;
                    case INCEPTION_RESNET_V1 -> 75;
                    case ALEXNET -> 63;
                    default -> 32;
                };
        return new Shape(3, side, side);
    }

    /**
     * A network whose outputs differ clearly from one picture to another: those that are the same whatever comes in, or where one class takes all, would
     * hide differences between engines. How much deep networks must magnify for that depends on their layers. SqueezeNet and Xception say nearly the
     * same of any noise, whatever their weights: there the outputs are compared all the same, and the layers are proven by {@link Dl4jLayersIT}.
     */
    private static Dl4jModel telling(ZooArchitecture architecture, Shape input, Tensor batch) {
        for (double gain : new double[] {1, 1.1, 1.2, 1.3, 1.4, 1.6}) {
            Dl4jModel model = Shaken.shaken(Dl4jModel.untrained(architecture, input, CLASSES, 1), 2, gain);
            if (SAY_THE_SAME.contains(architecture)
                    || apart(model.forward(batch).get(0)) > 10 * TOLERANCE) {
                return model;
            }
        }
        throw new AssertionError("no weights were found with which " + architecture + " tells two pictures apart");
    }

    /** Largest difference between the outputs of the two samples. */
    private static double apart(Tensor output) {
        int each = output.size() / 2;
        double apart = 0;
        for (int i = 0; i < each; i++) {
            apart = Math.max(apart, Math.abs(output.data()[i] - output.data()[each + i]));
        }
        return apart;
    }

    private static void compare(Tensor expected, Tensor actual, String engine) {
        assertArrayEquals(expected.shape(), actual.shape(), engine);
        assertArrayEquals(expected.data(), actual.data(), TOLERANCE, engine);
    }

    private static long multiplications(Imported imported) {
        Map<String, Shape> shapes = imported.graph().shapes();
        return imported.graph().nodes().stream()
                .mapToLong(node -> node.layer()
                        .multiplications(node.inputs().stream().map(shapes::get).toList()))
                .sum();
    }
}
