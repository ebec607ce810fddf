package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.nd4j.Nd4jNetwork;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every network of DL4J's zoo, brought over: DL4J, our engine, ONNX Runtime and, for small ones, the reference give the same outputs. */
class ZooIT {
    private static final int CLASSES = 5;
    private static final float TOLERANCE = 1e-4f;

    /** The reference takes a minute for more. */
    private static final long SMALL = 100_000_000;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void allEnginesGiveWhatDl4jGives(ZooArchitecture architecture) {
        Shape input = smallest(architecture);
        long t0 = System.nanoTime();
        Dl4jModel model = Shaken.shaken(Dl4jModel.untrained(architecture, input, CLASSES, 1), 2);
        long t1 = System.nanoTime();
        Tensor batch = Shaken.batch(1, input, 3);
        Tensor expected = model.forward(batch).get(0);
        long t2 = System.nanoTime();
        assertTellsSomething(expected);

        Imported imported = model.translate(input);
        long t3 = System.nanoTime();
        byte[] onnx = OnnxWriter.write(imported.graph(), imported.parameters(), Map.of());
        try (Network network = OnnxRuntimeNetwork.open(onnx, 2, architecture.toString())) {
            compare(expected, network.forward(batch).get(0), "ONNX Runtime");
        }
        long t4 = System.nanoTime();
        try (Nd4jNetwork network = Nd4jNetwork.create(imported.graph(), new Optimiser.Sgd(0, 0, 0), 1, 2)) {
            network.load(imported.parameters());
            compare(expected, network.forward(batch).get(0), "ND4J");
        }
        long t5 = System.nanoTime();
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
        long t6 = System.nanoTime();
        System.err.printf(
                "side %s %s mult %.0fM: make %.1f forward %.1f translate %.1f onnx %.1f nd4j %.1f ref %.1f %n",
                architecture,
                input,
                multiplications(imported) / 1e6,
                (t1 - t0) / 1e9,
                (t2 - t1) / 1e9,
                (t3 - t2) / 1e9,
                (t4 - t3) / 1e9,
                (t5 - t4) / 1e9,
                (t6 - t5) / 1e9);
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

    /** Scores that are all equal, or one of which takes all, would hide differences. */
    private static void assertTellsSomething(Tensor output) {
        float smallest = Float.MAX_VALUE;
        float largest = -Float.MAX_VALUE;
        for (float value : output.data()) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        assertTrue(
                largest - smallest > 0.01 && largest < 0.99 || output.size() > CLASSES,
                "from " + smallest + " to " + largest);
    }

    private static void compare(Tensor expected, Tensor actual, String engine) {
        assertArrayEquals(expected.shape(), actual.shape(), engine);
        assertArrayEquals(expected.data(), actual.data(), TOLERANCE, engine);
        float d = 0, m = 0;
        for (int i = 0; i < expected.size(); i++) {
            d = Math.max(d, Math.abs(expected.data()[i] - actual.data()[i]));
            m = Math.max(m, Math.abs(expected.data()[i]));
        }
        System.err.println("side " + engine + " " + d + " of " + m);
    }

    private static long multiplications(Imported imported) {
        Map<String, Shape> shapes = imported.graph().shapes();
        return imported.graph().nodes().stream()
                .mapToLong(node -> node.layer()
                        .multiplications(node.inputs().stream().map(shapes::get).toList()))
                .sum();
    }
}
