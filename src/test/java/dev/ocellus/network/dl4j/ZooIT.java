package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ZooIT {
    @ParameterizedTest
    @EnumSource
    void zoo(ZooArchitecture architecture) {
        int side = Integer.getInteger("side", 64);
        for (; side < 300; side += 32) {
            try {
                Shape input = new Shape(3, side, side);
                long t0 = System.nanoTime();
                Dl4jModel model = Shaken.shaken(Dl4jModel.untrained(architecture, input, 5, 1), 2);
                long t1 = System.nanoTime();
                Tensor batch = Shaken.batch(1, input, 3);
                Tensor theirs = model.forward(batch).get(0);
                long t2 = System.nanoTime();
                Imported imported = model.translate(input);
                long t3 = System.nanoTime();
                var onnx = dev.ocellus.network.onnx.OnnxWriter.write(imported.graph(), imported.parameters(), java.util.Map.of());
                var ort = dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork.open(onnx, 2, "x");
                Tensor o = ort.forward(batch).get(0);
                long t4 = System.nanoTime();
                System.err.printf("%s side %d nodes %d params %d: make %.1f forward %.1f translate %.1f onnx %.1f diff %g of %s max %g notes %s%n", architecture, side, imported.graph().nodes().size(), imported.graph().parameterCount(), (t1-t0)/1e9, (t2-t1)/1e9, (t3-t2)/1e9, (t4-t3)/1e9,
                    Shaken.largestDifference(theirs.data(), o.data()), java.util.Arrays.toString(theirs.shape()), Shaken.largestDifference(theirs.data(), new float[theirs.size()]), imported.notes());
                ort.close();
                return;
            } catch (RuntimeException e) {
                System.err.println(architecture + " " + side + " " + e);
            }
        }
    }
}
